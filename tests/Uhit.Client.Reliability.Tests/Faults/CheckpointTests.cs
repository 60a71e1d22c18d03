using Microsoft.Data.Sqlite;
using Uhit.Client.Reliability.Disk;
using Uhit.Client.Reliability.Load;
using Uhit.Client.Reliability.Power;
using Uhit.Client.Sqlite;
using Uhit.Client.Testing;

namespace Uhit.Client.Reliability.Tests.Faults;

/// <summary>
/// A checkpoint that a reader holds up writes a part of the log into the database, counts it as done, and leaves its sync to the checkpoint
/// that reaches the log's end. Where that sync fails, SQLite writes only the rest again, and the next sync succeeds without the first part,
/// which is then on no disk once the log is restarted.
/// </summary>
public sealed class CheckpointTests : IAsyncDisposable
{
    private readonly ThrowawayCertificates _certificates = new();
    private readonly TemporaryFolder _folder = new();
    private readonly FaultScript _script = new();
    private readonly DiskTrace _trace;
    private readonly DiskVfs _vfs;
    private readonly List<Given> _given = [];
    private readonly LoadPlan _plan = new(1, TimeProvider.System);
    private readonly WaitingClock _clock = new();
    private readonly SqliteUhitStore _store;
    private readonly LoadReceiver _host;
    private int _inquiries;

    public CheckpointTests()
    {
        _trace = new DiskTrace(_script);
        _vfs = new DiskVfs(_trace);
        _store = new SqliteUhitStore(
            new SqliteStoreOptions { Path = _folder.Database, Vfs = _vfs.Name, CheckpointPages = 400 }, time: _clock);
        _host = new LoadReceiver(_store, _certificates, new Effects());
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _vfs.Dispose();
        _folder.Dispose();
        _certificates.Dispose();
    }

    [Fact]
    public async Task Wipe_WhoseSyncFailedAfterAPartialCheckpoint_LosesNothingWithThePower()
    {
        await BeginPartialAsync();

        await FailToWipeAsync();
        var failed = _trace.Position;
        await SendAsync();
        Assert.True(await _store.Maintenance.WipeAsync(TestContext.Current.CancellationToken));
        await SendAsync();

        Assert.Empty(await AfterCutsAsync());

        // Nor while the log is written back once more.
        Assert.Empty(await AfterCutsAsync(seed => failed + ((_trace.Position - failed) * seed / 10)));
    }

    [Fact]
    public async Task Checkpoint_WhoseSyncFailedAfterAPartialOne_LosesNothingWithThePower()
    {
        await BeginPartialAsync();

        _script.Fail(DiskFault.SyncError, onlyCheckpoints: true, times: 1);
        for (var i = 0; i < 40; i++)
        {
            await SendAsync();
        }

        Assert.Equal(1, _script.Hits);
        Assert.Empty(await AfterCutsAsync());
    }

    [Fact]
    public async Task Checkpoint_WhoseSyncFailedWhileAnotherProcessIsThere_KeepsTheLogUntilItIsGone()
    {
        await BeginPartialAsync();
        await using (var other = await OpenOtherAsync())
        {
            await FailToWipeAsync();
            await SendAsync();
            Assert.False(await _store.Maintenance.WipeAsync(TestContext.Current.CancellationToken));

            var (isBusy, _, _) = await CheckpointAsync(other, "TRUNCATE");
            Assert.Equal(1, isBusy);
            await SendAsync();
            Assert.Empty(await AfterCutsAsync());
        }

        Assert.True(await _store.Maintenance.WipeAsync(TestContext.Current.CancellationToken));
        await SendAsync();
        Assert.Empty(await AfterCutsAsync());
    }

    [Fact]
    public async Task Close_WhileTheLogMustStay_LeavesItForTheNextStart()
    {
        await BeginPartialAsync();
        await FailToWipeAsync();

        await _store.DisposeAsync();

        Assert.True(new FileInfo(_folder.Database + "-wal").Length > 0);
        Assert.Empty(await AfterCutsAsync(_ => _trace.Position));
    }

    /// <summary>A part of the log is in the database and counted as done, and not synced.</summary>
    private async Task BeginPartialAsync()
    {
        await _store.Maintenance.InitializeAsync(TestContext.Current.CancellationToken);
        await SendAsync();
        await using var reader = await OpenOtherAsync();
        await using var reading = reader.BeginTransaction(deferred: true);
        await using var command = new SqliteCommand("SELECT count(*) FROM uhit_receipt", reader, reading);
        await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        await SendAsync();
        await using var other = await OpenOtherAsync();
        var (_, log, done) = await CheckpointAsync(other, "PASSIVE");
        Assert.InRange(done, 1, log - 1);
    }

    /// <summary>A wipe that fails is tried again at once in the background: the disk heals when that has failed too
    /// and waits for the clock, which stands still.</summary>
    private async Task FailToWipeAsync()
    {
        _script.Fail(DiskFault.SyncError, onlyCheckpoints: true);
        Assert.False(await _store.Maintenance.WipeAsync(TestContext.Current.CancellationToken));
        Assert.True(_script.Hits > 0);
        await _clock.Waiting.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        _script.Heal();
    }

    private async Task SendAsync()
    {
        var inquiry = _plan.Next(_inquiries++, days: 1);
        await _store.Inquiries.AddAsync(inquiry.Record, TestContext.Current.CancellationToken);
        foreach (var message in inquiry.Messages)
        {
            var answer = await _host.SendAsync(message, TestContext.Current.CancellationToken);
            Assert.Equal(200, answer.StatusCode);
            _given.Add(new Given(message, answer.Body.ToArray(), _trace.Position));
        }
    }

    private async Task<SqliteConnection> OpenOtherAsync()
    {
        var connection = new SqliteConnection($"Data Source={_folder.Database};Pooling=False;Vfs={_vfs.Name}");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new SqliteCommand(
            "PRAGMA wal_autocheckpoint = 0; PRAGMA busy_timeout = 0; SELECT version FROM uhit_schema", connection);
        await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    private static async Task<(long IsBusy, long Log, long Done)> CheckpointAsync(SqliteConnection connection, string mode)
    {
#pragma warning disable CA2100 // A constant.
        await using var command = new SqliteCommand($"PRAGMA wal_checkpoint({mode})", connection);
#pragma warning restore CA2100
        await using var row = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        await row.ReadAsync(TestContext.Current.CancellationToken);
        return (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
    }

    private async Task<IReadOnlyList<string>> AfterCutsAsync(Func<int, int>? positionOf = null)
    {
        var wrong = new List<string>();
        for (var seed = 0; seed < 10 && wrong.Count == 0; seed++)
        {
            var disk = new ModelDisk(new Random(seed));
            var position = positionOf?.Invoke(seed) ?? _given[^1].Position;
            foreach (var entry in _trace.Entries.Take(position))
            {
                disk.Apply(entry);
            }

            using var folder = new TemporaryFolder();
            disk.Crash(folder.Path);
            await using var store = new SqliteUhitStore(new SqliteStoreOptions { Path = folder.Database });
            await store.Maintenance.InitializeAsync(TestContext.Current.CancellationToken);
            wrong.AddRange(await new StoreCheck(store).RunAsync(
                _given.Where(each => each.Position <= position), TestContext.Current.CancellationToken));
        }

        return wrong;
    }

    /// <summary>A clock on which nobody's wait ends, and that says when somebody waits.</summary>
    private sealed class WaitingClock : TimeProvider
    {
        private readonly TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Waiting => _waiting.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _waiting.TrySetResult();
            return System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
