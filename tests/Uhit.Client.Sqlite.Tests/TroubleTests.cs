using System.Data.Common;
using Microsoft.Data.Sqlite;
using Uhit.Client.Conformance.Store;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Tests;

public sealed class TroubleTests : IDisposable
{
    private readonly SqliteStoreFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Write_WhileAnotherProcessHoldsTheLock_IsTransientAndSucceedsAfterwards()
    {
        await using var store = await _file.OpenReadyAsync(options => options.BusyTimeout = TimeSpan.FromSeconds(1));
        using (var other = new SqliteConnection($"Data Source={_file.Path};Pooling=False"))
        {
            other.Open();
            using var transaction = other.BeginTransaction();

            var exception = await Assert.ThrowsAsync<UhitStoreException>(() => store.Inquiries.AddAsync(Sample.Inquiry()));

            Assert.True(exception.IsTransient);
            Assert.Contains("BusyTimeout", exception.Message, StringComparison.Ordinal);
            Assert.Null(await store.Inquiries.FindAsync(Sample.Client, Sample.R1));
        }

        Assert.Null(await store.Inquiries.AddAsync(Sample.Inquiry()));
    }

    [Fact]
    public async Task Write_DiskFull_AcknowledgesNothingAndGoesOnWithoutARestart()
    {
        await using var store = await _file.OpenReadyAsync(options => options.AfterOpen = "PRAGMA max_page_count = 300");
        var message = Sample.Message();
        await store.Inbox.AppendBodyAsync(message.Receipt, 0, new byte[100_000]);

        var exception =
            await Assert.ThrowsAsync<UhitStoreException>(() => store.Inbox.AppendBodyAsync(message.Receipt, 1, new byte[4 << 20]));

        Assert.True(exception.IsTransient);
        Assert.Contains("disk is full", exception.Message, StringComparison.Ordinal);
        Assert.Equal(InboxOutcome.Unmatched, (await store.Inbox.CommitAsync(message, _ => null)).Outcome);
        await using var body = await store.Inbox.OpenBodyAsync(message.Receipt);
        var copy = new MemoryStream();
        await body.CopyToAsync(copy);
        Assert.Equal(100_000, copy.Length);
        Assert.Equal("ok", await store.Core.Readers.ReadAsync(session => session.Text("PRAGMA integrity_check"), default));
    }

    [Fact]
    public async Task Transaction_WhileAnotherProcessHoldsTheLock_IsAFailureOfTheStoreAndNoHandlerIsCalled()
    {
        await using var store = await _file.OpenReadyAsync(options => options.BusyTimeout = TimeSpan.FromSeconds(1));
        var claim = await ClaimAsync(store);
        using (var other = new SqliteConnection($"Data Source={_file.Path};Pooling=False"))
        {
            other.Open();
            using var transaction = other.BeginTransaction();

            Assert.True(
                (await Assert.ThrowsAsync<UhitStoreException>(() =>
                    CommitAsync(store, claim, _ => throw new FormatException()))).IsTransient);
        }

        Assert.True(await CommitAsync(store, claim, _ => Task.CompletedTask));
    }

    [Fact]
    public async Task Transaction_DiskFullUnderTheHandlersStatement_IsAFailureOfTheStore()
    {
        await using var store = await _file.OpenReadyAsync(options => options.AfterOpen = "PRAGMA max_page_count = 300");
        await store.Core.Writer.WriteAsync(session => session.Script("CREATE TABLE large (content BLOB UNIQUE)"), default);
        var claim = await ClaimAsync(store);

        var exception = await Assert.ThrowsAsync<UhitStoreException>(() => CommitAsync(store, claim, async transaction =>
        {
            try
            {
                await ExecuteAsync(transaction, "INSERT INTO large VALUES (randomblob(4194304))");
            }
            catch (SqliteException full)
            {
                throw new FormatException("What a handler makes of it.", full);
            }
        }));

        Assert.True(exception.IsTransient);
        Assert.Contains("disk is full", exception.Message, StringComparison.Ordinal);
        Assert.True(await CommitAsync(store, claim, transaction => ExecuteAsync(transaction, "INSERT INTO large VALUES (x'01')")));
    }

    [Fact]
    public async Task Transaction_HandlersStatementRollsBackAtAConflict_IsItsOwnFailure()
    {
        await using var store = await _file.OpenReadyAsync();
        await store.Core.Writer.WriteAsync(
            session => session.Script("CREATE TABLE one (id INTEGER PRIMARY KEY); INSERT INTO one VALUES (1)"), default);
        var claim = await ClaimAsync(store);

        await Assert.ThrowsAsync<SqliteException>(() =>
            CommitAsync(store, claim, transaction => ExecuteAsync(transaction, "INSERT OR ROLLBACK INTO one VALUES (1)")));

        Assert.True(await CommitAsync(store, claim, _ => Task.CompletedTask));
    }

    [Fact]
    public async Task Write_DiskFullForOneOfAGroup_TakesNoneOfTheOthersWithIt()
    {
        await using var store = await _file.OpenReadyAsync(options => options.AfterOpen = "PRAGMA max_page_count = 300");
        using var gate = new ManualResetEventSlim();
        var held = await HoldWriterAsync(store, gate);
        var small = Enumerable.Range(0, 10).Select(i => store.Inquiries.AddAsync(Sample.Inquiry("R-" + i))).ToList();
        var large = store.Inbox.AppendBodyAsync(Sample.Receipt(), 0, new byte[4 << 20]);
        small.AddRange(Enumerable.Range(10, 10).Select(i => store.Inquiries.AddAsync(Sample.Inquiry("R-" + i))));
        gate.Set();

        await Assert.ThrowsAsync<UhitStoreException>(() => large);
        Assert.True(await held);
        Assert.All(await Task.WhenAll(small), Assert.Null);
        Assert.Equal(20, (await store.Maintenance.GetStatisticsAsync(null)).Inquiries);
    }

    [Fact]
    public async Task Write_ThatWaits_SharesATransactionWithTheOthers()
    {
        await using var store = await _file.OpenReadyAsync();
        using var gate = new ManualResetEventSlim();
        var held = await HoldWriterAsync(store, gate);

        // total_changes is the connection's own; inside one transaction each sees what those before it did, uncommitted.
        var seen = Enumerable.Range(0, 20).Select(i => store.Core.Writer.WriteAsync(
            session =>
            {
                session.Execute("INSERT INTO uhit_stream (client, request_id) VALUES ('c', $1)", "R-" + i);
                return store.Core.Readers.Read(other => other.Number("SELECT COUNT(*) FROM uhit_stream"));
            },
            default)).ToArray();
        gate.Set();

        Assert.All(await Task.WhenAll(seen), committed => Assert.Equal(0, committed));
        Assert.True(await held);
        Assert.Equal(20, await store.Core.Readers.ReadAsync(session => session.Number("SELECT COUNT(*) FROM uhit_stream"), default));
    }

    [Fact]
    public async Task Write_CancelledWhileItWaits_IsNotDone()
    {
        await using var store = await _file.OpenReadyAsync();
        using var gate = new ManualResetEventSlim();
        var held = await HoldWriterAsync(store, gate);
        using var cancellation = new CancellationTokenSource();
        var add = store.Inquiries.AddAsync(Sample.Inquiry(), cancellation.Token);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => add);
        gate.Set();

        Assert.True(await held);
        Assert.Null(await store.Inquiries.FindAsync(Sample.Client, Sample.R1));
    }

    [Fact]
    public async Task Write_CancelledInsideAGroupThatHasBegun_IsNotDone()
    {
        await using var store = await _file.OpenReadyAsync();
        using var gate = new ManualResetEventSlim();
        using var cancellation = new CancellationTokenSource();
        var held = await HoldWriterAsync(store, gate);
        var first = store.Core.Writer.WriteAsync(_ => cancellation.Cancel(), default);
        var add = store.Inquiries.AddAsync(Sample.Inquiry(), cancellation.Token);
        gate.Set();

        await first;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => add);

        Assert.True(await held);
        Assert.Null(await store.Inquiries.FindAsync(Sample.Client, Sample.R1));
    }

    [Fact]
    public async Task TwoStoresOnOneFile_WriteAndClaim_WithoutLossOrDoubles()
    {
        await using var first = await _file.OpenReadyAsync();
        await using var second = await _file.OpenReadyAsync();
        SqliteUhitStore[] stores = [first, second];
        await first.Inquiries.AddAsync(Sample.Inquiry());

        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(() => stores[i % 2].Inquiries.ChangeAsync(
            Sample.Client, Sample.R1, record => new InquiryChange(record, [Sample.Event("k" + i)])))));
        var copies = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => Task.Run(() => stores[i % 2].Inbox.StageAndCommitAsync(Sample.Message(), _ => null))));
        var claims = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(i => Task.Run(() => stores[i % 2].Dispatch.ClaimAsync(new DispatchClaimRequest
            {
                Owner = "o",
                Clients = [Sample.Client],
                Kinds = Enum.GetValues<StoredEventKind>(),
                Now = Sample.Now,
                Lease = TimeSpan.FromMinutes(1),
                MaxEvents = 100,
            }))));

        Assert.Single(copies, result => result.Outcome is InboxOutcome.Stored);
        Assert.Equal(60, Assert.Single(claims, claim => claim is not null)!.Events.Count);
        Assert.Equal(RequestId.Parse("R-1"), (await second.Inquiries.FindAsync(Sample.Client, Sample.R1))!.RequestId);
    }

    // The writer is at work when this returns: what is written from now on waits, and goes into the next group.
    private static async Task<Task<bool>> HoldWriterAsync(SqliteUhitStore store, ManualResetEventSlim gate)
    {
        var hasBegun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var held = store.Core.Writer.WriteAsync(
            _ =>
            {
                hasBegun.TrySetResult();
                return gate.Wait(TimeSpan.FromSeconds(30));
            },
            default);
        await hasBegun.Task;
        return held;
    }

    private static async Task<DispatchClaim> ClaimAsync(SqliteUhitStore store)
    {
        await store.Dispatch.AppendAsync(Sample.Client, UhitEnvironment.Test, Sample.R1, Sample.Event("k"));
        return (await store.Dispatch.ClaimAsync(new DispatchClaimRequest
        {
            Owner = "o",
            Clients = [Sample.Client],
            Kinds = Enum.GetValues<StoredEventKind>(),
            Now = Sample.Now,
            Lease = TimeSpan.FromMinutes(1),
        }))!;
    }

    private static Task<bool> CommitAsync(SqliteUhitStore store, DispatchClaim claim, Func<DbTransaction, Task> effect) =>
        store.Dispatch.CompleteHandlerInTransactionAsync(
            claim, claim.Events[0].Sequence, "h", (transaction, _) => effect(transaction), TimeSpan.FromMinutes(5));

    private static async Task ExecuteAsync(DbTransaction transaction, string sql)
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
