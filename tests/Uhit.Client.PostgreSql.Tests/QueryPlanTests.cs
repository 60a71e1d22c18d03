using System.Diagnostics;
using System.Text.Json.Nodes;
using Uhit.Client.Conformance.Store;
using Uhit.Client.PostgreSql.Cluster;
using Uhit.Client.PostgreSql.Stores;
using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Tests;

/// <summary>A store with a million messages and events: each statement that it ran is asked for its plan.</summary>
[Trait("Category", "Load")]
public sealed class QueryPlanTests(PostgresFixture postgres)
{
    private const int Messages = 1_000_000;
    private const int Inquiries = 200_000;
    private const double MostSorted = 200;
    private static readonly DateTimeOffset Later = Sample.Now.AddDays(30);
    private static readonly string[] Tables =
        [
            "event_handler", "lease", "event", "stream", "message_key", "message", "unreadable", "chunk", "usage_line", "receipt",
            "inquiry_esi", "inquiry_key", "inquiry",
        ];

    private readonly PostgresDatabase _database = new(postgres);

    [Fact]
    public async Task EveryStatement_OnAMillionMessagesAndEvents_FollowsIndexesAndSortsNoMoreThanAPage()
    {
        await using (var empty = await _database.OpenReadyAsync())
        {
        }

        var filling = Stopwatch.StartNew();
        await FillAsync();
        TestContext.Current.SendDiagnosticMessage("filled in {0:F1} s", filling.Elapsed.TotalSeconds);

        // One connection for work, so that it has prepared every statement; prepared statements are what it can be asked for.
        await using var store = await _database.OpenReadyAsync(options => options.MaxConnections = 2);
        await UseAllAsync(store);
        var plans = await PlansAsync(store);

        Assert.True(plans.Count > 60, $"{plans.Count} statements were seen");
        Assert.Empty(plans.Where(asked => IsSlow(asked.Plan["Plan"]!)).Select(asked => $"{asked.Sql}\n{asked.Plan}"));
        Assert.True(
            IsSlow((await ExplainAsync(store, "SELECT 1 FROM uhit.message WHERE peer = 'x'"))["Plan"]!),
            "a statement without an index is not seen");
        Assert.True(
            IsSlow((await ExplainAsync(store, "SELECT 1 FROM uhit.event ORDER BY occurred_at LIMIT 9"))["Plan"]!), "a sort is not seen");

        Assert.InRange(await BlocksOfAClaimAsync(store), 1, 5000);
        await MeasureClaimsAsync(store);
    }

    // A plan may look well and read half of the table: what counts is what it touches.
    private static async Task<long> BlocksOfAClaimAsync(PostgreSqlUhitStore store)
    {
        var plan = await store.Core.Runner.RunAsync(
            (session, token) => session.QueryAsync(
                "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + ClaimQueries.FindSql,
                reader => reader.GetString(0),
                token,
                new[] { "c0", "c1", "c2" },
                Enum.GetValues<StoredEventKind>().Select(kind => (int)kind).ToArray(),
                Later,
                Array.Empty<long>()),
            default);
        var root = JsonNode.Parse(plan[0])![0]!["Plan"]!;
        return root["Shared Hit Blocks"]!.GetValue<long>() + root["Shared Read Blocks"]!.GetValue<long>();
    }

    // What sorts reads all that is below it: the estimate of that counts, not of what is left. A function's rows are guesses.
    private static bool IsSlow(JsonNode node)
    {
        var children = (node["Plans"] as JsonArray ?? []).Select(child => child!).ToList();
        var isSlow = node["Node Type"]!.GetValue<string>() switch
        {
            "Seq Scan" => node["Relation Name"]!.GetValue<string>() is not ("schema_version" or "unreadable" or "unreadable_room"),
            "Sort" => node["Plan Rows"]!.GetValue<double>() > MostSorted
                || children.Exists(child => child["Node Type"]!.GetValue<string>() is "Bitmap Heap Scan"),
            _ => false,
        };
        return isSlow || children.Exists(IsSlow);
    }

    private static async Task<JsonNode> ExplainAsync(PostgreSqlUhitStore store, string sql)
    {
        var plan = await store.Core.Runner.RunAsync(
            (session, token) => session.QueryAsync("EXPLAIN (FORMAT JSON) " + sql, reader => reader.GetString(0), token), default);
        return JsonNode.Parse(plan[0])![0]!;
    }

    private static async Task MeasureClaimsAsync(PostgreSqlUhitStore store)
    {
        var times = new List<double>();
        for (var i = 0; i < 300; i++)
        {
            var began = Stopwatch.GetTimestamp();
            var claim = (await store.Dispatch.ClaimAsync(Work.Request("w", Later) with { Clients = ["c1", "c2"] }))!;
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            await store.Dispatch.FinishAsync(claim, claim.Events[0].Sequence);
        }

        times.Sort();
        TestContext.Current.SendDiagnosticMessage(
            "claims on {0:N0} events, {1:N0} of them waiting: median {2:F1} ms, p99 {3:F1} ms", Messages, Messages / 10,
            times[times.Count / 2], times[times.Count * 99 / 100]);
    }

    private static async Task<List<(string Sql, JsonNode Plan)>> PlansAsync(PostgreSqlUhitStore store)
    {
        // Both connections at once: each has prepared what it ran.
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var plans = new List<(string Sql, JsonNode Plan)>();
        foreach (var found in await Task.WhenAll(AskAsync(true), AskAsync(false)))
        {
            plans.AddRange(found);
        }

        return [.. plans.DistinctBy(plan => plan.Sql)];

        Task<List<(string Sql, JsonNode Plan)>> AskAsync(bool isFirst) => store.Core.Runner.RunAsync(
            async (session, token) =>
            {
                if (isFirst)
                {
                    await first.Task;
                }
                else
                {
                    first.SetResult();
                }

                var found = new List<(string Sql, JsonNode Plan)>();
                var statements = await session.QueryAsync(
                    """
                    SELECT name, statement, array_to_string(ARRAY(SELECT 'NULL::' || t FROM unnest(parameter_types::text[]) t), ', ') FROM pg_prepared_statements
                    WHERE statement LIKE '%uhit.%' AND statement NOT LIKE 'EXPLAIN%'
                    """,
                    reader => (Name: reader.GetString(0), Sql: reader.GetString(1), Values: reader.GetString(2)),
                    token);
                await session.DefineAsync("SET plan_cache_mode = force_generic_plan", token);
                foreach (var (name, sql, values) in statements)
                {
                    var call = values.Length == 0 ? $"\"{name}\"" : $"\"{name}\" ({values})";
                    await session.DefineAsync(sql.Contains("room IN (1, 2, 4)", StringComparison.Ordinal)
                        ? "SET enable_seqscan = off"
                        : "RESET enable_seqscan", token);
                    var plan = await session.QueryAsync("EXPLAIN (FORMAT JSON) EXECUTE " + call, reader => reader.GetString(0), token);
                    found.Add((sql, JsonNode.Parse(plan[0])![0]!));
                }

                await session.DefineAsync("RESET plan_cache_mode; RESET enable_seqscan", token);
                return found;
            },
            default);
    }

    private static async Task UseAllAsync(PostgreSqlUhitStore store)
    {
        await UseInboxAsync(store);
        await UseDispatchAsync(store);
        await UseListsAsync(store);
        await UseRetentionAsync(store);
    }

    private static async Task UseInboxAsync(PostgreSqlUhitStore store)
    {
        await store.Inquiries.AddAsync(Sample.Inquiry(reference: "ref"));
        await store.Inquiries.AddAsync(Sample.Inquiry(reference: "ref"));
        await store.Inquiries.ChangeAsync(
            Sample.Client, Sample.R1, record => new InquiryChange(record with { DueAt = Sample.Now }, [Sample.Event("k")]));
        await store.Maintenance.ReportDeadlinesAsync(Sample.Client, Sample.Now, _ => null);
        foreach (var (key, requestId) in new[] { ("M-1", "R-1"), ("M-2", "R-9"), ("M-3", "R-9") })
        {
            var message =
                Sample.Message(key, requestId) with { BodyChunks = 2, UsageCount = 2, UnmatchedQuota = new RoomQuota(long.MaxValue, 1000) };
            for (var i = 0; i < 2; i++)
            {
                await store.Inbox.AppendBodyAsync(message.Receipt, i, "a"u8.ToArray());
                await store.Inbox.AppendUsageAsync(message.Receipt, i, Sample.Usage(i + 1));
            }

            await store.Inbox.CommitAsync(message, Sample.Delivered(message));
            await store.Inbox.FindAsync(message.Receipt);
            await store.Inbox.FindEntryAsync(message.Receipt);
            await ReadAsync(store.Inbox.ReadMessageUsageAsync(message.Receipt));
            await using var body = await store.Inbox.OpenBodyAsync(message.Receipt);
            await body.CopyToAsync(Stream.Null);
            body.CopyTo(Stream.Null);
            await store.Inbox.DiscardAsync(message.Receipt);
            if (key == "M-2")
            {
                await store.Inbox.DiscardKeptAsync(message.Receipt, Sample.Now);
            }

            if (key == "M-3")
            {
                await store.Inquiries.AddAsync(Sample.Inquiry(requestId));
                await ReadAsync(store.Inbox.ListAdoptableAsync(Sample.Client, RequestId.Parse(requestId)));
                await ReadAsync(store.Inbox.ListAdoptableAsync(Sample.Client, null));
                await store.Inbox.AdoptAsync(message.Receipt, Sample.Delivered(message));
            }
        }

        await UseCorrelationAsync(store);
        await ReadAsync(store.Inbox.ReadUsageAsync(Sample.Client, Sample.R1));
        foreach (var maxBytes in new[] { 100, 0 })
        {
            var receipt = Sample.Receipt();
            await store.Inbox.AppendBodyAsync(receipt, 0, "u"u8.ToArray());
            await store.Inbox.KeepUnreadableAsync(
                Sample.Unreadable(receipt, "b" + maxBytes), new RoomQuota(maxBytes, 10), bodyChunks: null);
            await store.Inbox.FindEntryAsync(receipt);
            await store.Inbox.DiscardKeptAsync(receipt, Sample.Now);
        }

        await store.Inbox.AppendBodyAsync(Sample.Receipt(), 0, "o"u8.ToArray());
        await store.Maintenance.SweepOrphansAsync(DateTimeOffset.MaxValue);
    }

    private static async Task UseCorrelationAsync(PostgreSqlUhitStore store)
    {
        var search = new InquirySearch { RequestId = RequestId.Parse("R-none"), Keys = ["t:none"], EsiIds = [Sample.Esi(1)] };
        await store.Inquiries.FindCandidatesAsync(Sample.Client, search);
        var message = Sample.Message("sha256:1");
        message = message with
        {
            Header = message.Header with { RequestId = default, MessageId = null },
            Correlation = search with { Choose = static (_, _) => null },
        };
        await store.Inbox.AppendBodyAsync(message.Receipt, 0, "a"u8.ToArray());
        await store.Inbox.CommitAsync(message, Sample.Delivered(message));
        await ReadAsync(store.Inbox.ListAdoptableAsync(Sample.Client, Sample.R1));
        await ReadAsync(store.Inbox.ListAdoptableAsync(Sample.Client, null));
        await store.Inbox.AdoptCorrelatedAsync(
            message.Receipt, message.Correlation! with { Choose = static (_, _) => Sample.R1 }, Sample.Delivered(message));
    }

    private static async Task UseDispatchAsync(PostgreSqlUhitStore store)
    {
        var claim = (await store.Dispatch.ClaimAsync(Work.Request("w", Later)))!;
        var sequence = claim.Events[0].Sequence;
        await store.Dispatch.RenewAsync(claim, Later.AddHours(1));
        await store.Dispatch.FailHandlerAsync(claim, sequence, "h", "E", Sample.Now, null);
        await store.Dispatch.CompleteHandlerAsync(claim, sequence, "other");
        await store.Dispatch.CompleteHandlerInTransactionAsync(
            claim, sequence, "third", (_, _) => Task.CompletedTask, TimeSpan.FromMinutes(1));
        await store.Dispatch.FinishAsync(claim, sequence);
        await ReadAsync(store.Dispatch.ListDeadLettersAsync(null));
        await store.Dispatch.ReplayDeadLetterAsync(Sample.Client, sequence, "h");
        await store.Dispatch.FailHandlerAsync(claim, sequence, "h", "E", Sample.Now, null);
        await store.Dispatch.DiscardDeadLetterAsync(Sample.Client, sequence, "h");
        await store.Dispatch.FinishAsync(claim, sequence);
        await store.Dispatch.ReleaseAsync(claim, null);
    }

    private static async Task UseListsAsync(PostgreSqlUhitStore store)
    {
        InquiryQuery[] queries =
        [
            InquiryQuery.All, new() { Sending = SendingState.Sending }, new() { IsFinished = false }, new() { ClientReference = "ref" },
            new() { CreatedFrom = Sample.Now.AddDays(-1), CreatedBefore = Sample.Now.AddDays(1) },
        ];
        foreach (var query in queries)
        {
            await ReadAsync(store.Inquiries.ListAsync("c1", query with { Limit = 100 }));
        }

        await ReadAsync(store.Inquiries.ListAsync(null, InquiryQuery.All with { Limit = 100 }));
        foreach (var room in Enum.GetValues<InboxRoom>())
        {
            await ReadAsync(store.Inbox.ListAsync("c1", room), 200);
            await ReadAsync(store.Inbox.ListAsync(null, room), 200);
        }

        await store.Maintenance.GetRoomUsageAsync("c1");
        await store.Maintenance.GetStatisticsAsync("c1");
        await store.Maintenance.GetStatisticsAsync(null);
    }

    private static async Task UseRetentionAsync(PostgreSqlUhitStore store)
    {
        var terms = new PurgeTerms { Client = Sample.Client, At = Later, Kinds = [StoredEventKind.UsageDelivered], MaxRows = 1 };
        PurgeTerms[] scopes =
            [terms with { EsiId = Sample.Esi(1) }, terms with { RequestId = Sample.R1 }, terms with { Before = Later }];
        await store.Maintenance.CountObstaclesAsync(Sample.R1, terms);
        foreach (var scope in scopes)
        {
            await ReadAsync(store.Maintenance.ListInquiriesAsync(scope), 200);
            await foreach (var entry in store.Maintenance.ListMessagesAsync(scope))
            {
                await store.Maintenance.PurgeMessageAsync(entry.Receipt, terms);
                while (await store.Maintenance.PurgeMessageAsync(entry.Receipt, terms with { DiscardsWaiting = true }) is PurgeOutcome.More)
                {
                }
            }
        }

        await store.Maintenance.PurgeInquiryAsync(Sample.R1, terms with { DiscardsWaiting = true });
        await store.Maintenance.ForgetMessagesAsync(Sample.Client, Later, 10);
    }

    private static async Task ReadAsync<T>(IAsyncEnumerable<T> items, int most = int.MaxValue)
    {
        await foreach (var item in items)
        {
            if (--most == 0)
            {
                return;
            }
        }
    }

    private static string Bytes(byte[] content) => $"'\\x{Convert.ToHexStringLower(content)}'";

    // Without triggers and log, for nothing here refers to what is not there, and with the indexes made afterwards. A
    // tenth of the events waits, a tenth of those for a retry.
    private Task FillAsync() => _database.ExecuteAsync($"""
        SET session_replication_role = replica; SET synchronous_commit = off; SET maintenance_work_mem = '256MB'; SET work_mem = '64MB';
        {string.Concat(Tables.Select(table => $"ALTER TABLE uhit.{table} SET UNLOGGED; "))}
        CREATE TEMP TABLE made AS SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS sql FROM pg_index JOIN pg_class c ON c.oid = indexrelid
          WHERE c.relnamespace = 'uhit'::regnamespace AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid);
        DO $$ DECLARE i record; BEGIN FOR i IN SELECT * FROM made LOOP EXECUTE 'DROP INDEX ' || i.name; END LOOP; END $$;
        INSERT INTO uhit.inquiry (client, environment, request_id, client_reference, authentication_id, wire_format, created_at, sending, is_finished, due_reported,
            overdue_reported, next_deadline, inquiry, ledger)
          SELECT 'c' || i % 3, 1, 'i' || i, 'r' || i, '957877905', 'reference', i, i % 6, i % 2 = 0, false, false, CASE WHEN i % 10 = 0 THEN i END, {Bytes(StoreJson.Write(Sample.Inquiry().Inquiry))}, {Bytes(StoreJson.WriteProgress(Sample.Inquiry()))}
          FROM generate_series(1, {Inquiries}) i;
        INSERT INTO uhit.inquiry_esi SELECT 'e' || i % 50000, i FROM generate_series(1, {Inquiries}) i;
        INSERT INTO uhit.inquiry_key SELECT 'c' || i % 3, 't:' || i, i FROM generate_series(1, {Inquiries}) i;
        INSERT INTO uhit.message_key (message_id, key) SELECT i, 't:' || i FROM generate_series(50, {Messages}, 50) i;
        INSERT INTO uhit.message_key (message_id, esi_id) SELECT i, 'e' || i % 50000 FROM generate_series(50, {Messages}, 50) i;
        INSERT INTO uhit.stream (client, request_id) SELECT client, request_id FROM uhit.inquiry;
        INSERT INTO uhit.lease (stream_id) SELECT id FROM uhit.stream;
        INSERT INTO uhit.receipt (receipt, last_append, state) SELECT md5(i::text)::uuid, i, 1 FROM generate_series(1, {Messages}) i;
        INSERT INTO uhit.chunk (receipt_id, ordinal, content) SELECT i, 0, '' FROM generate_series(1, {Inquiries}) i;
        INSERT INTO uhit.usage_line (receipt_id, ordinal, line_number, esi_id, received, content) SELECT i, 0, 1, 'e' || i % 50000, 1, '' FROM generate_series(1, {Inquiries}) i;
        INSERT INTO uhit.message (id, identity, room, client, environment, peer, operation, message_key, request_id, digest, digest_version, wire_format, received_at, order_at,
            body_encoding, body_length, body_sha256, body_chunks, usage_count, usage_left, header, answer_soap11, answer_soap12)
          SELECT i, decode(md5(i::text), 'hex'), CASE WHEN i % 50 = 0 THEN 2 ELSE 1 END, 'c' || i % 3, 1, 'cnp', 3, 'm' || i, 'i' || i % {Inquiries}, '', 1, 'reference', i, i,
            'br', 1, '', 1, 1, 1, {Bytes(StoreJson.Write(Sample.Message().Header))}, '', ''
          FROM generate_series(1, {Messages}) i;
        INSERT INTO uhit.event (stream_id, client, environment, kind, event_key, occurred_at, state, not_before, content)
          SELECT 1 + i % {Inquiries}, 'c' || (1 + i % {Inquiries}) % 3, 1, 1 + i % 8, 'k' || i, i, CASE WHEN i % 10 = 0 THEN 0 ELSE 1 END,
            CASE WHEN i % 100 = 0 THEN 9000000000000000000 ELSE 0 END, {Bytes(StoreJson.WriteContent(Sample.Event("k")))}
          FROM generate_series(1, {Messages}) i;
        INSERT INTO uhit.event_handler (sequence, handler, failures, died_at, error_type)
          SELECT i, 'h', 1, CASE WHEN i % 1000 = 0 THEN 1 END, 'E' FROM generate_series(1, {Messages}, 10) i;
        DO $$ DECLARE i record; BEGIN FOR i IN SELECT * FROM made LOOP EXECUTE i.sql; END LOOP; END $$;
        ANALYZE;
        """);
}
