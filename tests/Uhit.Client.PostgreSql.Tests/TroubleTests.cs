using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Npgsql;
using Uhit.Client.Conformance.Store;
using Uhit.Client.PostgreSql.Cluster;
using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Tests;

public sealed class TroubleTests(PostgresFixture postgres)
{
    private const string EndOthers =
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
    private readonly PostgresDatabase _database = new(postgres);

    [Fact]
    public async Task Sessions_EndedWhileTheyWereIdle_AreReplacedUnseen()
    {
        await using var store = await _database.OpenReadyAsync();
        await store.Inquiries.AddAsync(Sample.Inquiry());
        await _database.ExecuteAsync(EndOthers);

        Assert.Null(await store.Inquiries.AddAsync(Sample.Inquiry("R-2")));
        await _database.ExecuteAsync(EndOthers);
        Assert.NotNull(await store.Inquiries.FindAsync(Sample.Client, Sample.R1));
    }

    [Fact]
    public async Task Session_EndedInTheMiddle_IsATransientFailureAndNothingIsStored()
    {
        await using var store = await _database.OpenReadyAsync();

        var exception = await Assert.ThrowsAsync<UhitStoreException>(() => store.Core.Runner.TransactAsync(
            async (session, token) =>
            {
                await session.ExecuteAsync("INSERT INTO uhit.stream (client, request_id) VALUES ('c', 'r')", token);
                await _database.ExecuteAsync(EndOthers);
                await session.ExecuteAsync("INSERT INTO uhit.stream (client, request_id) VALUES ('c', 's')", token);
                return true;
            },
            default));

        Assert.True(exception.IsTransient);
        Assert.Contains("acknowledged", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0L, await _database.ScalarAsync<long>("SELECT count(*) FROM uhit.stream"));
        Assert.Null(await store.Inquiries.AddAsync(Sample.Inquiry()));
    }

    [Fact]
    public async Task Commit_WhoseConnectionIsLost_IsNotAcknowledged()
    {
        await using var store = await _database.OpenReadyAsync();

        var exception = await Assert.ThrowsAsync<UhitStoreException>(() => store.Core.Runner.TransactAsync(
            async (session, token) =>
            {
                await session.ExecuteAsync("INSERT INTO uhit.stream (client, request_id) VALUES ('c', 'r')", token);
                await _database.ExecuteAsync(EndOthers);
                return true;
            },
            default));

        Assert.True(exception.IsTransient);
        Assert.Contains("not known whether it is stored", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commit_WhoseWaitForAStandbyIsCutOff_IsNotAcknowledged()
    {
        await using var cluster = await PostgresCluster.StartAsync(PostgresFixture.RequireBinaries());
        await using var store = new PostgreSqlUhitStore(new PostgreSqlStoreOptions { ConnectionString = cluster.ConnectionString() });
        await store.Maintenance.InitializeAsync();
        await MissingStandby.DemandAsync(cluster);

        var add = store.Inquiries.AddAsync(Sample.Inquiry());
        while (!add.IsCompleted)
        {
            await cluster.ExecuteAsync($"SELECT pg_cancel_backend(pid) FROM {MissingStandby.Waiting}");
        }

        var exception = await Assert.ThrowsAsync<UhitStoreException>(() => add);
        Assert.Contains("with a warning", exception.Message, StringComparison.Ordinal);
        Assert.True(exception.IsTransient);
    }

    [Fact]
    public async Task Server_RestartedAsAfterAPowerFailure_HasWhatWasAcknowledgedAndTheStoreGoesOn()
    {
        await using var cluster = await PostgresCluster.StartAsync(PostgresFixture.RequireBinaries());
        await using var store = new PostgreSqlUhitStore(new PostgreSqlStoreOptions { ConnectionString = cluster.ConnectionString() });
        await store.Maintenance.InitializeAsync();
        var message = Sample.Message();
        await store.Inbox.StageAndCommitAsync(message, _ => null);

        await cluster.StopAsync(immediate: true);
        Assert.True((await Assert.ThrowsAsync<UhitStoreException>(() => store.Inbox.FindAsync(message.Receipt))).IsTransient);
        await cluster.StartAgainAsync();

        Assert.Equal(message.MessageKey, (await store.Inbox.FindAsync(message.Receipt))!.MessageKey);
        Assert.Equal(InboxOutcome.Duplicate, (await store.Inbox.StageAndCommitAsync(Sample.Message(), _ => null)).Outcome);
    }

    [Fact]
    public async Task Transactions_ThatMeetEachOther_RunAgain()
    {
        await using var store = await _database.OpenReadyAsync();
        foreach (var id in new[] { "R-1", "R-2" })
        {
            await store.Inquiries.AddAsync(Sample.Inquiry(id));
        }

        var attempts = 0;
        var bothHold = new Barrier(2);
        await Task.WhenAll(CrossAsync("R-1", "R-2"), CrossAsync("R-2", "R-1"));

        // One of them at least ran again; they may meet once more.
        Assert.InRange(attempts, 3, 16);

        Task CrossAsync(string first, string second)
        {
            var isFirstTry = true;
            return Task.Run(() => store.Core.Runner.TransactAsync(
                async (session, token) =>
                {
                    Interlocked.Increment(ref attempts);
                    await session.ExecuteAsync("UPDATE uhit.inquiry SET wire_format = 'x' WHERE request_id = $1", token, first);
                    if (isFirstTry)
                    {
                        isFirstTry = false;
                        bothHold.SignalAndWait(TimeSpan.FromSeconds(30), token);
                    }

                    return await session.ExecuteAsync("UPDATE uhit.inquiry SET wire_format = 'y' WHERE request_id = $1", token, second);
                },
                default));
        }
    }

    [Fact]
    public async Task ClaimAsync_ContentOfOneInquiryCannotBeRead_IsToldAndDelaysNoOther()
    {
        foreach (var (key, id) in new[] { ("k1", "R-1"), ("k2", "R-2") })
        {
            await using var writer = await _database.OpenReadyAsync(protector: new XorProtector(key));
            await writer.Dispatch.AppendAsync(Sample.Client, UhitEnvironment.Test, RequestId.Parse(id), Sample.Event("e/" + id));
        }

        await using var store = await _database.OpenReadyAsync(protector: new XorProtector("k2"));
        var exception = await Assert.ThrowsAsync<UhitStoreException>(() => store.Dispatch.ClaimAsync(Work.Request("a")));
        var other = (await store.Dispatch.ClaimAsync(Work.Request("a")))!;
        await store.Dispatch.FinishAsync(other, other.Events[0].Sequence);
        var none = await store.Dispatch.ClaimAsync(Work.Request("a"));
        await using var mended = await _database.OpenReadyAsync(protector: new XorProtector("k2", "k1"));
        var first = await mended.Dispatch.ClaimAsync(Work.Request("a", Sample.Now.AddMinutes(1)));

        Assert.Contains("\"k1\"", exception.Message, StringComparison.Ordinal);
        Assert.Equal(("R-2", null, "R-1"), (other.RequestId.Value, none, first?.RequestId.Value));
        Assert.Equal(1, first!.Events[0].Claims);
    }

    [Fact]
    public async Task ReportDeadlinesAsync_OneInquiryCannotBeRead_IsToldAndDelaysNoOther()
    {
        foreach (var (key, id) in new[] { ("k1", "R-1"), ("k2", "R-2") })
        {
            await using var writer = await _database.OpenReadyAsync(protector: new XorProtector(key));
            await writer.Inquiries.AddAsync(Sample.Inquiry(id) with { DueAt = Sample.Now });
        }

        await using var store = await _database.OpenReadyAsync(protector: new XorProtector("k2"));
        var exception = await Assert.ThrowsAsync<UhitStoreException>(() => store.Maintenance.ReportDeadlinesAsync(
            Sample.Client, Sample.Now, record => new InquiryChange(record with { DueReported = true }, [])));

        Assert.Contains("\"k1\"", exception.Message, StringComparison.Ordinal);
        Assert.True((await store.Inquiries.FindAsync(Sample.Client, RequestId.Parse("R-2")))!.DueReported);
    }

    // More than a page of them, so that the place of the next page is not that of one that was read.
    [Fact]
    public async Task Lists_SomeInquiriesCannotBeRead_GiveAllOthersAndThenSaySo()
    {
        foreach (var key in new[] { "k1", "k2" })
        {
            await using var writer = await _database.OpenReadyAsync(protector: new XorProtector(key));
            foreach (var i in Enumerable.Range(0, 70).Where(i => (i is 6 or 69) == (key == "k1")))
            {
                await writer.Inquiries.AddAsync(Sample.Inquiry($"R-{i}", createdAt: Sample.Now.AddMinutes(i)));
            }
        }

        await using var store = await _database.OpenReadyAsync(protector: new XorProtector("k2"));
        var listed = new List<string>();
        var exception = await Assert.ThrowsAsync<UhitStoreException>(async () =>
        {
            await foreach (var record in store.Inquiries.ListAsync(Sample.Client, InquiryQuery.All))
            {
                listed.Add(record.RequestId.Value);
            }
        });
        var toPurge = new List<string>();
        await foreach (var id in store.Maintenance
            .ListInquiriesAsync(new PurgeTerms { Client = Sample.Client, RequestId = RequestId.Parse("R-6"), At = Sample.Now, Kinds = [] }))
        {
            toPurge.Add(id.Value);
        }

        Assert.Contains("\"k1\"", exception.Message, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, 70).Reverse().Where(i => i is not (6 or 69)).Select(i => $"R-{i}"), listed);
        Assert.Equal(["R-6"], toPurge);
    }

    [Fact]
    public async Task Row_HeldByAnother_IsATransientFailureThatNamesTheSetting()
    {
        await using var store = await _database.OpenReadyAsync(options => options.LockTimeout = TimeSpan.FromSeconds(1));
        await store.Inquiries.AddAsync(Sample.Inquiry());
        await using var other = new NpgsqlConnection(await _database.ConnectionStringAsync() + ";Pooling=false");
        await other.OpenAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("SELECT id FROM uhit.inquiry FOR UPDATE", other, transaction);
        await command.ExecuteNonQueryAsync();

        var exception = await Assert.ThrowsAsync<UhitStoreException>(
            () => store.Inquiries.ChangeAsync(Sample.Client, Sample.R1, record => new InquiryChange(record, [])));

        Assert.True(exception.IsTransient);
        Assert.Contains("LockTimeout", exception.Message, StringComparison.Ordinal);
    }

    // A worker that is stopped in the middle of a handler's transaction keeps its locks no longer than this.
    [Fact]
    public async Task Transaction_ThatDoesNothing_IsEndedByTheServer()
    {
        await using var store = await _database.OpenReadyAsync(options => options.IdleInTransactionTimeout = TimeSpan.FromSeconds(1));

        // On a machine that is busy the short timeout would end these transactions too.
        await using var patient = await _database.OpenReadyAsync();
        await patient.Dispatch.AppendAsync(Sample.Client, UhitEnvironment.Test, Sample.R1, Sample.Event("k"));
        var claim = (await patient.Dispatch.ClaimAsync(Work.Request("a")))!;
        var sequence = claim.Events[0].Sequence;
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stopped = store.Dispatch.CompleteHandlerInTransactionAsync(
            claim,
            sequence,
            "h",
            async (_, _) =>
            {
                began.SetResult();
                await go.Task;
            },
            TimeSpan.FromMinutes(5));
        await began.Task;

        DispatchClaim? later = null;
        while (later is null)
        {
            later = await patient.Dispatch.ClaimAsync(Work.Request("b", Sample.Now.AddMinutes(2)));
        }

        go.SetResult();
        await Assert.ThrowsAsync<TimeoutException>(() => stopped);
        Assert.True(later.Token > claim.Token);
        Assert.Empty(later.Events[0].Handlers);
    }

    [Fact]
    public async Task HandlerThatIsSlow_StopsNoAcknowledgementOfItsOwnInquiry()
    {
        await using var store = await _database.OpenReadyAsync();
        await store.Inquiries.AddAsync(Sample.Inquiry());
        await store.Dispatch.AppendAsync(Sample.Client, UhitEnvironment.Test, Sample.R1, Sample.Event("k"));
        var claim = (await store.Dispatch.ClaimAsync(Work.Request("a")))!;
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var slow = store.Dispatch.CompleteHandlerInTransactionAsync(
            claim,
            claim.Events[0].Sequence,
            "h",
            async (_, _) =>
            {
                began.SetResult();
                await go.Task;
            },
            TimeSpan.FromMinutes(5));
        await began.Task;

        var message = Sample.Message();
        Assert.Equal(InboxOutcome.Stored, (await store.Inbox.StageAndCommitAsync(message, Sample.Delivered(message))).Outcome);

        go.SetResult();
        Assert.True(await slow);
    }

    [Fact]
    public async Task Failures_OfTheServer_CarryNoValuesIntoMessagesAndLogs()
    {
        await using var source = NpgsqlDataSource.Create(await _database.ConnectionStringAsync() + ";Include Error Detail=true");
        var logger = new FakeLogger<PostgreSqlUhitStore>();
        await using var store = await _database.OpenReadyAsync(
            options =>
            {
                options.ConnectionString = string.Empty;
                options.DataSource = source;
            },
            logger: logger);
        await _database.ExecuteAsync("ALTER TABLE uhit.inquiry ADD CONSTRAINT no_canary CHECK (client_reference <> 'canary')");

        var exception = await Assert.ThrowsAsync<UhitStoreException>(() => store.Inquiries.AddAsync(Sample.Inquiry(reference: "canary")));

        Assert.DoesNotContain("canary", exception.ToString(), StringComparison.Ordinal);
        var records = logger.Collector.GetSnapshot();
        Assert.Contains(records, record => record.Exception?.ToString().Contains("canary", StringComparison.Ordinal) is true);
        Assert.All(
            records.Where(record => record.Level > LogLevel.Debug),
            record => Assert.DoesNotContain("canary", record.Message + record.Exception, StringComparison.Ordinal));
    }
}
