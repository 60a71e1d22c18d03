using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Testing;
using Uhit.Client.Relational;
using Uhit.Client.Sqlite.Connections;
using Uhit.Client.Sqlite.Writing;

namespace Uhit.Client.Sqlite.Tests;

/// <summary>When the log is written back into the file, and that it stays where a sync of that failed. What a failing disk does meanwhile
/// is tested with one, in the reliability tests.</summary>
public sealed class LogWriteBackTests : IDisposable
{
    private const int NotReclaimed = 3005;
    private const int WriteBackFailed = 3006;
    private const int WrittenBack = 3007;
    private const int NotAlone = 3008;

    private readonly SqliteStoreFile _file = new();
    private readonly SqliteStoreOptions _options;
    private readonly SqliteSessionFactory _factory;
    private readonly SqliteReaders _readers;
    private readonly FakeLogger _logger = new();

    public LogWriteBackTests()
    {
        _options = new SqliteStoreOptions { Path = _file.Path, BusyTimeout = TimeSpan.FromSeconds(1) };
        _factory = new SqliteSessionFactory(_options, new PayloadProtection(null));
        _readers = new SqliteReaders(_factory, 2);
    }

    public void Dispose()
    {
        _readers.Dispose();
        _file.Dispose();
    }

    [Fact]
    public async Task Commit_TheLogIsLongEnough_IsWrittenBackAndCountedFromTheBeginning()
    {
        var pages = await CountPagesAsync();
        await using var setup = await OpenAsync(pages + 1);

        Assert.False(setup.Insert("first"));
        Assert.True(setup.Insert("second"));
        Assert.False(setup.Insert("third"));
        Assert.True(setup.Insert("fourth"));
    }

    [Fact]
    public async Task Commit_AsManyPagesAsAreSet_IsWrittenBackAtOnce()
    {
        var pages = await CountPagesAsync();
        await using var setup = await OpenAsync(pages);

        Assert.True(setup.Insert("first"));
    }

    [Fact]
    public async Task Count_WhatAHandlerWrote_CountsToo()
    {
        var pages = await CountPagesAsync();
        await using var setup = await OpenAsync(pages + 1);
        var lender = new TransactionLender(_factory, setup.Log, new WriteTurn(), TimeProvider.System, _logger);
        Assert.True(await lender.RunAsync(
            session =>
            {
                Write(session, "handler");
                return null;
            },
            (_, _) => Task.CompletedTask,
            TimeSpan.FromMinutes(1),
            TestContext.Current.CancellationToken));

        Assert.True(setup.Insert("first"));
    }

    [Fact]
    public async Task Commit_TheLogMustStay_IsWrittenBackByAConnectionThatIsAlone_AndGoesOn()
    {
        await using var setup = await OpenAsync(1);
        setup.Insert("before");
        _readers.Read(session => session.Number("SELECT version FROM uhit_schema"));
        _factory.Log.MustStay = true;

        Assert.True(setup.Insert("whole"));
        Assert.False(IsClosed);

        Assert.False(_factory.Log.MustStay);
        Assert.Equal(0, WalLength);
        Assert.Equal([WrittenBack], Logged);
        setup.Insert("after");
        Assert.Equal(
            ["after", "before", "whole"],
            await _readers.ReadAsync(
                session => session.Query("SELECT client FROM uhit_stream ORDER BY client", reader => reader.GetString(0)), default));
    }

    // The commit stands, whatever becomes of the log.
    [Fact]
    public async Task Commit_TheLogCannotBeWrittenBack_IsStoredAndTheLogIsWrittenBackWithTheNext()
    {
        await using var setup = await OpenAsync(1);
        setup.Insert("before");
        _factory.Log.MustStay = true;
        _options.AfterOpen = "SELECT nothing_of_that_name";

        setup.Insert("kept");

        Assert.True(_factory.Log.MustStay);
        Assert.Equal([NotReclaimed], Logged);
        _options.AfterOpen = null;
        Assert.True(setup.Insert("after"));
        Assert.False(_factory.Log.MustStay);
        Assert.False(IsClosed);
        Assert.True(IsInFile("kept"));
    }

    [Fact]
    public async Task Hold_KeepsTheFileOpenUntilItIsDisposed()
    {
        await (await _file.OpenReadyAsync()).DisposeAsync();
        var log = new LogWriteBack(_factory, _readers, 1000, _logger);
        Assert.True(IsClosed);

        Assert.True(log.Cut(TimeSpan.Zero, () => { }));
        Assert.False(IsClosed);
        log.Hold();
        log.Dispose();

        Assert.True(IsClosed);
    }

    [Fact]
    public async Task Hold_TheFileCannotBeRead_LeavesNothingOpen()
    {
        await using (var other = new SqliteConnection($"Data Source={_file.Path};Pooling=False"))
        {
            other.Open();
            Execute(other, "PRAGMA journal_mode = WAL");
            Execute(other, "CREATE TABLE of_another_program (id)");
        }

        using var log = new LogWriteBack(_factory, _readers, 1000, _logger);

        Assert.Throws<SqliteException>(log.Hold);

        Assert.True(IsClosed);
    }

    // Behind the last commit there may be one whose sync failed, which nobody may take for whole.
    [Fact]
    public async Task Cut_TheLogMustStay_CommitsOverWhatMayStandBehindTheLastCommit()
    {
        await using var setup = await OpenAsync(1000);
        setup.Insert("first");
        using var other = new SqliteConnection($"Data Source={_file.Path};Pooling=False");
        other.Open();
        var before = Execute(other, "PRAGMA data_version");
        _factory.Log.MustStay = true;

        Assert.False(setup.Log.Cut(TimeSpan.Zero, setup.Writer.Close));

        Assert.NotEqual(before, Execute(other, "PRAGMA data_version"));
    }

    [Fact]
    public async Task Commit_TheLogMustStayAndAnotherProcessIsThere_StaysUntilItIsGone()
    {
        await using var setup = await OpenAsync(1);
        using (var other = new SqliteConnection($"Data Source={_file.Path};Pooling=False"))
        {
            other.Open();
            Execute(other, "SELECT version FROM uhit_schema");
            _factory.Log.MustStay = true;

            // It is stored, whatever becomes of the log.
            setup.Insert("kept");

            Assert.True(_factory.Log.MustStay);
            Assert.Equal([NotAlone], Logged);
            Assert.False(setup.Log.Cut(TimeSpan.Zero, setup.Writer.Close));

            // Nor may the other one restart it.
            Execute(other, "PRAGMA busy_timeout = 0");
            Assert.Equal(1L, Execute(other, "PRAGMA wal_checkpoint(TRUNCATE)"));
            Assert.True(WalLength > 0);
        }

        Assert.True(setup.Log.Cut(TimeSpan.Zero, setup.Writer.Close));
        Assert.False(_factory.Log.MustStay);
        Assert.Equal(0, WalLength);
        setup.Insert("after");
    }

    // The log's last page can't be read: an input/output error, as a disk gives it.
    [Fact]
    public async Task Cut_TheDiskFails_KeepsTheLogUntilItIsWrittenBackWithTheNextCommit()
    {
        await using var setup = await OpenAsync(1000);
        setup.Insert("first");
        byte[] last;
        await using (var wal = new FileStream(_file.Path + "-wal", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            last = new byte[4096];
            wal.Position = wal.Length - last.Length;
            await wal.ReadExactlyAsync(last, TestContext.Current.CancellationToken);
            wal.SetLength(wal.Length - last.Length);
        }

        var exception = Assert.Throws<SqliteException>(() => setup.Log.Cut(TimeSpan.Zero, setup.Writer.Close));
        Assert.Equal(SqliteErrors.InputOutput, exception.SqliteErrorCode);
        Assert.True(_factory.Log.MustStay);
        Assert.Equal([WriteBackFailed], Logged);

        await using (var wal = new FileStream(_file.Path + "-wal", FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
        {
            await wal.WriteAsync(last, TestContext.Current.CancellationToken);
        }

        // Nor may another process restart it.
        using (var other = new SqliteConnection($"Data Source={_file.Path};Pooling=False"))
        {
            other.Open();
            Execute(other, "PRAGMA busy_timeout = 0");
            Assert.Equal(1L, Execute(other, "PRAGMA wal_checkpoint(TRUNCATE)"));
        }

        Assert.True(setup.Insert("second"));
        Assert.Equal([WriteBackFailed, WrittenBack], Logged);
        Assert.False(_factory.Log.MustStay);
        Assert.True(IsInFile("first"));
    }

    private bool IsClosed
    {
        get
        {
            using var alone = _factory.TryOpenAlone();
            return alone is not null;
        }
    }

    private long WalLength => new FileInfo(_file.Path + "-wal").Length;

    private IEnumerable<int> Logged => _logger.Collector.GetSnapshot().Select(record => record.Id.Id);

    // How many pages one of the inserts writes.
    private async Task<int> CountPagesAsync()
    {
        await (await _file.OpenReadyAsync()).DisposeAsync();
        using var session = _factory.OpenWriter();
        session.TakePagesWritten();
        session.Begin();
        Write(session, "probe");
        session.Commit();
        return session.TakePagesWritten();
    }

    private async Task<Setup> OpenAsync(int pages)
    {
        await (await _file.OpenReadyAsync()).DisposeAsync();
        return new Setup(this, pages);
    }

    private static void Write(SqliteSession session, string client) =>
        session.Execute("INSERT INTO uhit_stream (client, request_id) VALUES ($1, 'R-1')", client);

    private bool IsInFile(string text)
    {
        using var file = new FileStream(_file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(text)) >= 0;
    }

    private static object? Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A constant.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }

    private sealed class Setup : IAsyncDisposable
    {
        private readonly LogWriteBackTests _test;

        public Setup(LogWriteBackTests test, int pages)
        {
            _test = test;
            Log = new LogWriteBack(test._factory, test._readers, pages, test._logger);
            Writer = new SqliteWriter(test._factory, Log, 64, new WriteTurn(), test._logger);
        }

        public LogWriteBack Log { get; }

        public SqliteWriter Writer { get; }

        /// <summary>Commits a row, and says whether it is in the file already, without the log.</summary>
        public bool Insert(string client)
        {
            Exception? failure = null;
            Writer.Commit([new QueuedWrite(1, session => Write(session, client), () => false, told => failure = told)]);
            Assert.Null(failure);
            return _test.IsInFile(client);
        }

        public async ValueTask DisposeAsync()
        {
            await Writer.DisposeAsync();
            Log.Dispose();
        }
    }
}
