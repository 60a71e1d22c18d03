using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Uhit.Client.Conformance.Store;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Tests;

/// <summary>What was deleted gives its space back to the file system, soon and without anybody asking.</summary>
public sealed class SpaceTests : IDisposable
{
    private const int Chunk = 1024 * 1024;
    private const long Small = 2 * Chunk;

    private readonly SqliteStoreFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task DiscardAsync_OfALargeBody_GivesAllOfItBack()
    {
        await using var store = await _file.OpenReadyAsync();
        var receipt = Sample.Receipt();
        await StageAsync(store, receipt, 40);
        Assert.True(Bytes() > 40 * Chunk);

        await store.Inbox.DiscardAsync(receipt);
        await store.Core.Space.Idle;

        Assert.InRange(Bytes(), 0, Small);
        Assert.Equal(0, (await store.Maintenance.GetStatisticsAsync(null)).StagedReceipts);
    }

    [Fact]
    public async Task SweepOrphansAsync_OfManyLargeBodies_GivesAllOfItBack()
    {
        await using var store = await _file.OpenReadyAsync();
        for (var i = 0; i < 3; i++)
        {
            await StageAsync(store, Sample.Receipt(), 17);
        }

        Assert.Equal(3, await store.Maintenance.SweepOrphansAsync(DateTimeOffset.MaxValue));

        Assert.InRange(Bytes(), 0, Small);
    }

    [Fact]
    public async Task KeepUnreadableAsync_WithoutItsBody_GivesTheBodyBack()
    {
        await using var store = await _file.OpenReadyAsync();
        var receipt = Sample.Receipt();
        await StageAsync(store, receipt, 20);

        Assert.True(await store.Inbox.KeepUnreadableAsync(Sample.Unreadable(receipt), new RoomQuota(100, 10), bodyChunks: null));
        await store.Core.Space.Idle;

        Assert.InRange(Bytes(), 0, Small);
    }

    [Fact]
    public async Task DiscardAsync_InTheMiddleOfOthersWrites_KeepsThemAndTheirContent()
    {
        await using var store = await _file.OpenReadyAsync();
        var noise = Enumerable.Range(0, 4).Select(_ => Sample.Receipt()).ToList();
        foreach (var receipt in noise)
        {
            await StageAsync(store, receipt, 20);
        }

        var kept = Sample.Message("M-1") with { BodyChunks = 20 };
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
            {
                await store.Inbox.AppendBodyAsync(kept.Receipt, i, Content(i));
            }

            await store.Inbox.CommitAsync(kept, _ => null);
        });
        await Task.WhenAll(noise[1..].Select(receipt => store.Inbox.DiscardAsync(receipt)).Append(writing));

        // The last one when nobody writes any more: what is written after the log was cut stays in it for now.
        await store.Inbox.DiscardAsync(noise[0]);
        await store.Core.Space.Idle;

        Assert.Equal("ok", await store.Core.Readers.ReadAsync(session => session.Text("PRAGMA integrity_check"), default));
        await using var body = await store.Inbox.OpenBodyAsync(kept.Receipt);
        using var read = new MemoryStream();
        await body.CopyToAsync(read);
        Assert.Equal(Enumerable.Range(0, 20).SelectMany(Content), read.ToArray());
        Assert.InRange(Bytes(), 20 * Chunk, (20 * Chunk) + (2 * Small));
    }

    [Fact]
    public async Task WipeAsync_ThatFails_IsTriedAgainByItself()
    {
        var time = new FakeTimeProvider(Sample.Now);
        var options = default(SqliteStoreOptions);
        await using var store = _file.Open(made => options = made, time);
        await store.Maintenance.InitializeAsync();
        await store.Inbox.AppendBodyAsync(Sample.Receipt(), 0, Content(1));
        options!.AfterOpen = "SELECT nothing_of_that_name";
        Assert.False(await store.Maintenance.WipeAsync());
        Assert.True(new FileInfo(_file.Path + "-wal").Length > 0);

        options.AfterOpen = null;
        while (store.Core.Space.Idle is { IsCompleted: false })
        {
            time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        Assert.Equal(0, new FileInfo(_file.Path + "-wal").Length);
    }

    [Fact]
    public async Task WipeAsync_ThatFailsAgainAndAgain_WaitsLongerEachTimeAndAMinuteAtMost()
    {
        var options = default(SqliteStoreOptions);
        var clock = new HurryingClock(waits => options!.AfterOpen = waits < 10 ? "SELECT nothing_of_that_name" : null);
        await using var store = _file.Open(made => options = made, clock);
        await store.Maintenance.InitializeAsync();
        await store.Inbox.AppendBodyAsync(Sample.Receipt(), 0, Content(1));
        options!.AfterOpen = "SELECT nothing_of_that_name";

        Assert.False(await store.Maintenance.WipeAsync());
        await store.Core.Space.Idle;

        Assert.Equal([0.25, 0.5, 1, 2, 4, 8, 16, 32, 60, 60], clock.Waits.Select(wait => wait.TotalSeconds));
        Assert.Equal(0, new FileInfo(_file.Path + "-wal").Length);
    }

    // SQLite can't take free pages out of a file that was made without them in mind: they are overwritten, and stay.
    [Fact]
    public async Task WipeAsync_AFileOfAnotherProgram_KeepsItsFreePagesAndIsDone()
    {
        using (var other = new SqliteConnection($"Data Source={_file.Path};Pooling=False"))
        {
            other.Open();
            using var command = other.CreateCommand();
            command.CommandText = "CREATE TABLE t (content BLOB); INSERT INTO t VALUES (zeroblob(4000000)); DELETE FROM t";
            command.ExecuteNonQuery();
        }

        await using var store = await _file.OpenReadyAsync();

        Assert.True(await store.Maintenance.WipeAsync());
        Assert.True(await FreePagesAsync(store) > 256);
    }

    [Theory]
    [InlineData(255, 255)]
    [InlineData(256, 0)]
    public async Task Ask_ForSpaceAlone_GivesBackAMebibyteAndNothingLess(int free, int left)
    {
        await using var store = await _file.OpenReadyAsync();
        store.Core.Space.Ask(wipes: true);
        await store.Core.Space.Idle;
        await store.Core.Writer.WriteAsync(
            session => session.Script(
                "CREATE TABLE filler (content BLOB); INSERT INTO filler VALUES (zeroblob(1200000)); DELETE FROM filler"),
            default);
        await store.Core.Writer.WriteAsync(
            session =>
            {
                while (session.Number("PRAGMA freelist_count") > free)
                {
                    session.Execute("INSERT INTO filler VALUES (zeroblob(4000))");
                }
            },
            default);
        Assert.Equal(free, await FreePagesAsync(store));

        store.Core.Space.Ask(wipes: false);
        await store.Core.Space.Idle;

        Assert.Equal(left, await FreePagesAsync(store));
    }

    [Fact]
    public async Task DiscardAsync_CutOffInTheMiddle_IsSweptLater()
    {
        var receipt = Sample.Receipt();
        await using (var store = await _file.OpenReadyAsync())
        {
            await StageAsync(store, receipt, 40);
            Assert.Equal(
                PurgeOutcome.More,
                await store.Core.Writer.WriteAsync(session => Stores.SqliteInbox.DiscardSome(session, receipt, null), default));
        }

        await using var again = await _file.OpenReadyAsync();
        Assert.Equal(1, (await again.Maintenance.GetStatisticsAsync(null)).StagedReceipts);
        await Assert.ThrowsAsync<UhitStoreException>(() =>
            again.Inbox.CommitAsync(Sample.Message("M-1", receipt: receipt) with { BodyChunks = 40 }, _ => null));
        Assert.Equal(1, await again.Maintenance.SweepOrphansAsync(DateTimeOffset.MaxValue));
        Assert.InRange(Bytes(), 0, Small);
    }

    private static async Task StageAsync(SqliteUhitStore store, ReceiptId receipt, int chunks)
    {
        for (var i = 0; i < chunks; i++)
        {
            await store.Inbox.AppendBodyAsync(receipt, i, Content(i));
        }
    }

    private static byte[] Content(int seed)
    {
        var content = new byte[Chunk];
        new Random(seed).NextBytes(content);
        return content;
    }

    private static Task<long?> FreePagesAsync(SqliteUhitStore store) =>
        store.Core.Readers.ReadAsync(session => session.Number("PRAGMA freelist_count"), default);

    private long Bytes() => Directory.GetFiles(_file.DirectoryPath).Sum(path => new FileInfo(path).Length);

    /// <summary>A clock on which every wait is over at once, and noted.</summary>
    private sealed class HurryingClock(Action<int> onWait) : TimeProvider
    {
        public List<TimeSpan> Waits { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waits.Add(dueTime);
            onWait(Waits.Count);
            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
