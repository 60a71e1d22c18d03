using System.Collections.Concurrent;
using System.Text;
using Uhit.Client.Conformance.Store;
using Uhit.Client.PostgreSql.Cluster;
using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Tests;

/// <summary>Several stores, each with its own connections as in a process of its own, on one database.</summary>
public sealed class ConcurrencyTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly PostgresDatabase _database = new(postgres);
    private readonly List<PostgreSqlUhitStore> _stores = [];

    public async ValueTask InitializeAsync()
    {
        for (var i = 0; i < 3; i++)
        {
            _stores.Add(await _database.OpenReadyAsync(options => options.MaxConnections = 8));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores)
        {
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task ThreeStores_SixtyFourSenders_StoreEachMessageOnceWithItsEvents()
    {
        const int Senders = 64;
        const int Each = 10;
        for (var i = 0; i < 8; i++)
        {
            await _stores[0].Inquiries.AddAsync(Sample.Inquiry("R-" + i));
        }

        var outcomes = await AtOnceAsync(Senders, async sender =>
        {
            var results = new List<InboxOutcome>();
            for (var n = 0; n < Each; n++)
            {
                // Each message is sent twice, by two senders to two stores.
                var number = (sender / 2 * Each) + n;
                var message = Sample.Message("M-" + number, "R-" + (number % 8));
                results.Add((await _stores[sender % 3].Inbox.StageAndCommitAsync(message, Sample.Delivered(message))).Outcome);
            }

            return results;
        });

        var all = outcomes.SelectMany(outcome => outcome).ToList();
        Assert.Equal(Senders / 2 * Each, all.Count(outcome => outcome is InboxOutcome.Stored));
        Assert.Equal(Senders / 2 * Each, all.Count(outcome => outcome is InboxOutcome.Duplicate));
        var statistics = await _stores[1].Maintenance.GetStatisticsAsync(null);
        Assert.Equal((Senders / 2 * Each, Senders / 2 * Each), (statistics.Messages, statistics.WaitingEvents));
        for (var i = 0; i < 8; i++)
        {
            var ledger = (await _stores[2].Inquiries.FindAsync(Sample.Client, RequestId.Parse("R-" + i)))!.Ledger;
            Assert.Equal(Senders / 2 * Each / 8, ledger.Deliveries.Count);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TwoStores_TwoHundredCopiesAtOnce_StoreOneAndAnswerAllAlike(bool isInquiryKnown)
    {
        if (isInquiryKnown)
        {
            await _stores[0].Inquiries.AddAsync(Sample.Inquiry());
        }

        var results = await CopiesAsync(200);

        Assert.Single(results, result => result.Outcome is InboxOutcome.Stored or InboxOutcome.Unmatched);
        Assert.Equal(199, results.Count(result => result.Outcome is InboxOutcome.Duplicate));
        Assert.Single(results.Select(result => Encoding.UTF8.GetString(result.Message.AnswerSoap11.Span)).Distinct());
        Assert.Equal(1, (await _stores[0].Maintenance.GetStatisticsAsync(null)).WaitingEvents);
    }

    // What the test above looks for is there to be seen: it is the index that keeps copies apart, not luck.
    [Fact]
    public async Task TwoStores_CopiesWithoutTheUniqueIndex_AreStoredTwiceAndTheTestSeesIt()
    {
        await _database.ExecuteAsync("DROP INDEX uhit.message_identity; CREATE INDEX message_identity ON uhit.message (identity)");

        // Both have looked for the other's before either has stored its own.
        var stored = 0;
        for (var attempt = 0; attempt < 20 && stored < 2; attempt++)
        {
            stored =
                (await CopiesAsync(200, "M-" + attempt)).Count(result => result.Outcome is InboxOutcome.Stored or InboxOutcome.Unmatched);
        }

        Assert.True(stored > 1, "copies were kept apart without the index");
    }

    [Fact]
    public async Task ThreeWorkers_Claims_NeverOverlapAndEachEventIsHandedOutInOrder()
    {
        const int Inquiries = 40;
        const int Events = 5;
        for (var i = 0; i < Inquiries * Events; i++)
        {
            var requestId = RequestId.Parse("R-" + (i % Inquiries));
            await _stores[i % 3].Dispatch.AppendAsync(Sample.Client, UhitEnvironment.Test, requestId, Sample.Event("k" + i));
        }

        var held = new ConcurrentDictionary<RequestId, int>();
        var handled = new ConcurrentDictionary<RequestId, ConcurrentQueue<long>>();
        await AtOnceAsync(12, async worker =>
        {
            var dispatch = _stores[worker % 3].Dispatch;
            while (await dispatch.ClaimAsync(Work.Request("w" + worker) with { MaxEvents = 2 }) is { } claim)
            {
                Assert.True(held.TryAdd(claim.RequestId, worker), "two workers hold one inquiry");
                foreach (var stored in claim.Events)
                {
                    handled.GetOrAdd(claim.RequestId, _ => []).Enqueue(stored.Sequence);
                    Assert.True(await dispatch.CompleteHandlerAsync(claim, stored.Sequence, "h"));
                    Assert.True(await dispatch.FinishAsync(claim, stored.Sequence));
                }

                Assert.True(held.TryRemove(claim.RequestId, out _));
                await dispatch.ReleaseAsync(claim, null);
            }

            return true;
        });

        Assert.Equal(Inquiries, handled.Count);
        Assert.All(handled.Values, sequences =>
        {
            Assert.Equal(Events, sequences.Count);
            Assert.Equal(sequences.Order(), sequences);
        });
        Assert.Equal(0, (await _stores[0].Maintenance.GetStatisticsAsync(null)).WaitingEvents);
    }

    // An event with a smaller number must not become visible after a greater one of its inquiry was seen.
    [Fact]
    public async Task Appends_OfOneInquiryFromThreeStores_BecomeVisibleInTheOrderOfTheirNumbers()
    {
        var done = 0;
        var seen = Task.Run(async () =>
        {
            var orders = new List<long>();
            while (Volatile.Read(ref done) == 0)
            {
                var last = await _database.ScalarAsync<long>("SELECT coalesce(max(sequence), 0) FROM uhit.event");
                var before = await _database.ScalarAsync<long>($"SELECT count(*) FROM uhit.event WHERE sequence <= {last}");
                var after = await _database.ScalarAsync<long>($"SELECT count(*) FROM uhit.event WHERE sequence <= {last}");
                orders.Add(after - before);
            }

            return orders;
        });

        await AtOnceAsync(30, async i =>
        {
            await _stores[i % 3].Dispatch.AppendAsync(Sample.Client, UhitEnvironment.Test, Sample.R1, Sample.Event("k" + i));
            return true;
        });
        Volatile.Write(ref done, 1);

        Assert.All(await seen, late => Assert.Equal(0, late));
    }

    [Fact]
    public async Task AllSessionsTerminatedUnderLoad_NothingAcknowledgedIsLostAndTheStoresGoOn()
    {
        var acknowledged = new ConcurrentBag<string>();
        var failures = 0;
        var isOver = 0;
        var senders = AtOnceAsync(24, async sender =>
        {
            for (var n = 0; Volatile.Read(ref isOver) == 0; n++)
            {
                var message = Sample.Message($"M-{sender}-{n}", "unknown");
                try
                {
                    await _stores[sender % 3].Inbox.StageAndCommitAsync(message, _ => null);
                    acknowledged.Add(message.MessageKey);
                }
                catch (UhitStoreException exception)
                {
                    Assert.True(exception.IsTransient, exception.Message);
                    Assert.Contains("acknowledged", exception.Message, StringComparison.Ordinal);
                    Interlocked.Increment(ref failures);
                }
            }

            return true;
        });
        for (var i = 0; i < 5; i++)
        {
            var before = acknowledged.Count;
            while (acknowledged.Count < before + 20)
            {
                await Task.Yield();
            }

            await _database.ExecuteAsync(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        }

        var recovered = acknowledged.Count;
        while (acknowledged.Count < recovered + 100)
        {
            await Task.Yield();
        }

        Volatile.Write(ref isOver, 1);
        await senders;

        var stored = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var entry in _stores[0].Inbox.ListAsync(null, InboxRoom.Unmatched))
        {
            Assert.True(stored.Add(entry.MessageKey!));
        }

        Assert.Empty(acknowledged.Except(stored));
        TestContext.Current.SendDiagnosticMessage(
            "all sessions ended 5 times under load: {0} acknowledged, {1} refused, {2} stored, 0 lost", acknowledged.Count, failures,
            stored.Count);
    }

    private async Task<InboxResult[]> CopiesAsync(int count, string key = "M-1") => await AtOnceAsync(count, i =>
    {
        var message = Sample.Message(key) with { AnswerSoap11 = Encoding.UTF8.GetBytes("answer " + i) };
        return _stores[i % 2].Inbox.StageAndCommitAsync(message, Sample.Delivered(message));
    });

    private static async Task<T[]> AtOnceAsync<T>(int count, Func<int, Task<T>> work)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var tasks = Enumerable.Range(0, count).Select(i => Task.Run(async () =>
        {
            await start.Task;
            return await work(i);
        })).ToArray();
        start.SetResult();
        return await Task.WhenAll(tasks);
    }
}
