using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Uhit.Client.Reliability.Load;
using Uhit.Client.Sqlite;
using Uhit.Client.Store;
using Uhit.Client.Testing;
using Uhit.Client.Usage;

namespace Uhit.Client.Reliability.Measure;

/// <summary>Stores meter-years: packed as the store does it, and as a row for each reading in a
/// plain table of the same kind of file.</summary>
internal sealed class MeterYear : IDisposable
{
    public const int Readings = 35_040;

    private const string TableSql = """
        CREATE TABLE reading (
          esi_id TEXT NOT NULL,
          channel INTEGER NOT NULL,
          ends_at INTEGER NOT NULL,
          kilowatt_hours REAL NOT NULL,
          read_type INTEGER NOT NULL,
          receipt_id INTEGER NOT NULL,
          PRIMARY KEY (esi_id, channel, ends_at)
        ) STRICT
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteUhitStore _store;
    private readonly SqliteConnection _rows;
    private readonly Random _random;
    private int _year;
    private long _emptyStore;

    public MeterYear(int seed)
    {
        _random = new Random(seed);
        _store = new SqliteUhitStore(new SqliteStoreOptions { Path = _folder.Database });
        _rows = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = RowsPath, Pooling = false }.ToString());
    }

    private string RowsPath => Path.Combine(_folder.Path, "rows.db");

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await _store.Maintenance.InitializeAsync(cancellationToken).ConfigureAwait(false);
        _emptyStore = new FileInfo(_folder.Database).Length;
        await _rows.OpenAsync(cancellationToken).ConfigureAwait(false);
        foreach (var sql in (string[])["PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA secure_delete = ON", TableSql])
        {
            Execute(sql);
        }
    }

    /// <summary>A year of a household: a daily and a yearly swing under noise, in steps of 0.001 kWh.</summary>
    public UsageHistory Next()
    {
        var number = ++_year;
        return new UsageHistoryBuilder(InquiryBuilder.EsiIdOf(number), number)
            .AddIntervals(new UsagePeriod(new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31)), end => KilowattHours(end))
            .Build();
    }

    /// <summary>Packs it, appends it, and commits.</summary>
    /// <returns>How long it took, and how many bytes are stored of it.</returns>
    public async Task<(TimeSpan Took, int Bytes)> StorePackedAsync(UsageHistory history, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var packed = UsageCodec.Pack(history);
        await _store.Inbox.AppendUsageAsync(ReceiptId.Create(TimeProvider.System), 0, [packed], cancellationToken).ConfigureAwait(false);
        return (watch.Elapsed, packed.Content.Length);
    }

    /// <summary>Inserts a row for each reading, with one prepared statement, in one transaction.</summary>
    public TimeSpan StoreAsRows(UsageHistory history)
    {
        var watch = Stopwatch.StartNew();
        using var transaction = _rows.BeginTransaction();
        using var insert = _rows.CreateCommand();
        insert.CommandText = "INSERT INTO reading VALUES ($1, $2, $3, $4, $5, $6)";
        var parameters = Enumerable.Range(1, 6)
            .Select(i => insert.Parameters.Add(new SqliteParameter { ParameterName = "$" + i })).ToArray();
        insert.Prepare();
        parameters[0].Value = history.EsiId.Value;
        parameters[5].Value = (long)history.LineNumber;
        foreach (var series in history.IntervalSeries)
        {
            parameters[1].Value = 1L;
            foreach (var reading in series)
            {
                parameters[2].Value = reading.End.UtcTicks;
                parameters[3].Value = (double)reading.Quantity;
                parameters[4].Value = 1L;
                insert.ExecuteNonQuery();
            }
        }

        transaction.Commit();
        return watch.Elapsed;
    }

    /// <summary>By how much the two files have grown, with nothing left in their logs.</summary>
    public async Task<(long Packed, long Rows)> SizesAsync(CancellationToken cancellationToken)
    {
        Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        await _store.DisposeAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return (new FileInfo(_folder.Database).Length - _emptyStore, new FileInfo(RowsPath).Length);
    }

    public void Dispose()
    {
        _rows.Dispose();
        _folder.Dispose();
    }

    private decimal KilowattHours(DateTimeOffset end)
    {
        var day = Math.Sin((end.TimeOfDay.TotalHours - 9) / 24 * 2 * Math.PI);
        var year = Math.Cos(end.DayOfYear / 365.0 * 2 * Math.PI);
        return Math.Round((decimal)(0.35 + (0.15 * day) - (0.08 * year) + (_random.NextDouble() * 0.12)), 3);
    }

    private void Execute(string sql)
    {
        using var command = _rows.CreateCommand();
#pragma warning disable CA2100 // Constants of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
