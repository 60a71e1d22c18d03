using Microsoft.Data.Sqlite;
using Uhit.Client.Conformance.Store;
using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Sqlite.Schema;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Tests;

/// <summary>Files of earlier versions, made by the steps that made them.</summary>
public sealed class MigrationTests : IDisposable
{
    private readonly SqliteStoreFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task InitializeAsync_AFilledFileOfVersion1_IsBroughtForwardWithAllThatIsInIt()
    {
        FillVersion1();

        await using var store = await _file.OpenReadyAsync();

        Assert.Equal((long)SqliteSchema.Current, Execute("SELECT version FROM uhit_schema"));
        Assert.Equal("ok", Execute("PRAGMA integrity_check"));
        Assert.Equal(2, (await store.Maintenance.GetStatisticsAsync(null)).WaitingEvents);
        Assert.Null(await ClaimAsync(store, Sample.Now.AddMinutes(59)));
        var claim = (await ClaimAsync(store, Sample.Now.AddHours(1)))!;
        Assert.Equal(8, claim.Token);
        Assert.Equal(["k2", "k3"], claim.Events.Select(stored => stored.Key));
        Assert.Equal([1, 1], claim.Events.Select(stored => stored.Claims));
        Assert.Equal(Sample.Event("k2"), Sample.AsAppended(claim.Events[0]));
        Assert.Equal(new HandlerProgress(3, false, Sample.Now.AddHours(1)), claim.Events[0].Handlers["billing"]);
        Assert.Equal(new HandlerProgress(0, true, null), claim.Events[0].Handlers["pricing"]);

        await store.Dispatch.FailHandlerAsync(claim, claim.Events[0].Sequence, "billing", "E", Sample.Now, null);
        Assert.Equal(1, (await store.Maintenance.GetStatisticsAsync(null)).DeadLetters);
    }

    [Fact]
    public async Task InitializeAsync_AFilledFileOfVersion1_CanBePurgedByEsiId()
    {
        FillVersion1();
        var record = Sample.Inquiry();
        var line = record.Inquiry.Lines[0];
        var inquiry = record.Inquiry with { Lines = [line, line with { EsiId = Sample.Esi(2) }, line] };
        Execute(
            """
            INSERT INTO uhit_inquiry (client, environment, request_id, authentication_id, wire_format, created_at, sending, is_finished, due_reported, overdue_reported,
              inquiry, ledger)
            VALUES ($1, $2, 'R-1', '957877905', 'reference', $3, 4, 1, 0, 0, $4, $5)
            """,
            Sample.Client,
            (long)UhitEnvironment.Test,
            Sample.Now.UtcTicks,
            StoreJson.Write(inquiry),
            StoreJson.WriteProgress(record));

        await using var store = await _file.OpenReadyAsync();
        var scope = new PurgeTerms { Client = Sample.Client, EsiId = Sample.Esi(2), At = Sample.Now, Kinds = [] };
        var terms = new PurgeTerms { Client = Sample.Client, At = Sample.Now, EsiId = Sample.Esi(2), Kinds = [] };

        Assert.Equal(Sample.R1, Assert.Single(await store.Maintenance.ListInquiriesAsync(scope).ToListAsync()));
        Assert.Equal(PurgeOutcome.Purged, await store.Maintenance.PurgeInquiryAsync(Sample.R1, terms));
        var after = (await store.Inquiries.FindAsync(Sample.Client, Sample.R1))!;
        Assert.Equal([false, true, false], after.Inquiry.Lines.Select(it => it.Authorization.CustomerName.Length == 0));
        Assert.Equal(Sample.Now, after.PurgedAt);
    }

    [Fact]
    public async Task InitializeAsync_AFileOfVersion3WithUnmatchedMessages_KnowsWhatTheyTakeUp()
    {
        FillVersion1();
        Script(SchemaStep2.Sql + SchemaStep3.Sql + "UPDATE uhit_schema SET version = 3");
        foreach (var (id, room) in new[] { (1, 2), (2, 2), (3, 1) })
        {
            Execute(
                "INSERT INTO uhit_receipt (id, receipt, last_append, state, chunk_count, chunk_bytes, usage_count) VALUES ($1, CAST($1 AS "
                    + "BLOB), 0, 1, 1, 50, 1)", id);
            Execute(
                "INSERT INTO uhit_usage (receipt_id, ordinal, line_number, esi_id, received, content) VALUES ($1, 0, 1, 'e', 1, x'010203')",
                id);
            Execute(
                """
                INSERT INTO uhit_message (id, identity, room, client, environment, peer, operation, message_key, request_id, digest, digest_version, wire_format, received_at,
                  order_at, body_encoding, body_length, body_sha256, usage_count, header, answer_soap11, answer_soap12)
                VALUES ($1, CAST($1 AS BLOB), $2, $3, 1, 'cnp', 3, 'M', 'R', x'', 1, 'reference', 0, 0, 'br', 9, x'', 1, x'', x'', x'')
                """,
                id,
                room,
                Sample.Client);
        }

        await using var store = await _file.OpenReadyAsync();

        Assert.Equal(
            [new RoomUsage(InboxRoom.Unmatched, "cnp", 2, 2 * (50 + 3 + StoreRules.UsageLineBytes))],
            await store.Maintenance.GetRoomUsageAsync(Sample.Client));
    }

    // What waits tells first: a later one that is finished may have been a mistake.
    [Fact]
    public async Task InitializeAsync_AFileOfVersion4_NotesUnderWhichIdItsInquiriesAsk()
    {
        FillVersion1();
        Script(SchemaStep2.Sql + SchemaStep3.Sql + SchemaStep4.Sql + "UPDATE uhit_schema SET version = 4");
        foreach (var (client, number, id, isFinished) in new[]
        {
            ("a", 1, "111111111", 0),
            ("a", 2, "222222222", 1),
            ("b", 3, "333333333", 1),
            ("b", 4, "444444444", 1),
        })
        {
            Execute(
                """
                INSERT INTO uhit_inquiry (client, environment, request_id, authentication_id, wire_format, created_at, sending, is_finished, due_reported, overdue_reported,
                  inquiry, ledger)
                VALUES ($1, 1, $2, $3, 'reference', $4, 4, $5, 0, 0, x'', x'')
                """,
                client,
                $"R-{number}",
                id,
                (long)number,
                isFinished);
        }

        await using var store = await _file.OpenReadyAsync();

        var noted = await store.Maintenance.GetAuthenticationIdsAsync();
        Assert.Equal([("a", "111111111"), ("b", "444444444")], noted.Select(pair => (pair.Key, pair.Value.Value)).Order());
    }

    [Fact]
    public async Task InitializeAsync_AFileOfVersion5_FindsItsInquiriesByCnpsNumber()
    {
        FillVersion1();
        Script(SchemaStep2.Sql + SchemaStep3.Sql + SchemaStep4.Sql + SchemaStep5.Sql + "UPDATE uhit_schema SET version = 5");
        var record = Sample.Inquiry();
        var ledger = record.Ledger
            .Apply(new SendStarted(1, Sample.Now, MessageId.Parse("M-1")))
            .Apply(new Acknowledged(
                new MessageOrder(Sample.Now, "a"),
                new Acknowledgement
                {
                    RequestId = Sample.R1,
                    TransactionId = TransactionId.Parse("T-1"),
                    ReceivedAt = Sample.Now,
                    Status = AcknowledgementStatus.Accepted,
                },
                1))
            .Apply(new Validated(new MessageOrder(Sample.Now.AddDays(1), "b"), TransactionId.Parse("T-2"), []));
        foreach (var (number, keyId) in new[] { ("R-1", (string?)null), ("R-2", "protected") })
        {
            Execute(
                """
                INSERT INTO uhit_inquiry (client, environment, request_id, authentication_id, wire_format, created_at, sending, is_finished, due_reported, overdue_reported,
                  inquiry, ledger, key_id)
                VALUES ($1, 1, $2, '957877905', 'reference', 1, 4, 0, 0, 0, $3, $4, $5)
                """,
                Sample.Client,
                number,
                StoreJson.Write(record.Inquiry),
                StoreJson.Write(ledger),
                keyId ?? (object)DBNull.Value);
        }

        await using var store = await _file.OpenReadyAsync();

        Assert.Equal(StoreRules.KeysOf(record with { Ledger = ledger }), ["m:M-1", "t:T-1", "t:T-2"]);
        foreach (var key in StoreRules.KeysOf(record with { Ledger = ledger }))
        {
            var found = await store.Inquiries.FindCandidatesAsync(Sample.Client, new InquirySearch { Keys = [key] });
            Assert.Equal(Sample.R1, Assert.Single(found).RequestId);
        }
    }

    [Fact]
    public async Task InitializeAsync_Twice_ChangesNothingTheSecondTime()
    {
        FillVersion1();
        await (await _file.OpenReadyAsync()).DisposeAsync();
        var schema = Execute("SELECT group_concat(sql) FROM sqlite_schema");

        await (await _file.OpenReadyAsync()).DisposeAsync();

        Assert.Equal(schema, Execute("SELECT group_concat(sql) FROM sqlite_schema"));
    }

    [Fact]
    public async Task InitializeAsync_AStepFails_TheFileStaysAsItWas()
    {
        FillVersion1();
        Execute("ALTER TABLE uhit_event_handler ADD COLUMN died_at INTEGER");
        var schema = Execute("SELECT group_concat(sql) FROM sqlite_schema");
        await using var store = _file.Open();

        await Assert.ThrowsAsync<UhitStoreException>(() => store.Maintenance.InitializeAsync());

        Assert.Equal((1L, schema), (Execute("SELECT version FROM uhit_schema"), Execute("SELECT group_concat(sql) FROM sqlite_schema")));
    }

    private static Task<DispatchClaim?> ClaimAsync(SqliteUhitStore store, DateTimeOffset now) =>
        store.Dispatch.ClaimAsync(new DispatchClaimRequest
        {
            Owner = "test",
            Clients = [Sample.Client],
            Kinds = Enum.GetValues<StoredEventKind>(),
            Now = now,
            Lease = TimeSpan.FromMinutes(1),
        });

    // What version 1 wrote: an inquiry whose first event is finished, whose second failed at one handler, and whose third waits behind it.
    private void FillVersion1()
    {
        Execute("PRAGMA journal_mode = WAL");
        Execute("CREATE TABLE uhit_schema (id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL) STRICT");
        Execute("INSERT INTO uhit_schema VALUES (1, 1)");
        Execute(SchemaStep1.Sql);
        Execute("INSERT INTO uhit_stream (id, client, request_id, token) VALUES (5, $1, 'R-1', 7)", Sample.Client);
        for (var i = 1; i <= 3; i++)
        {
            Execute(
                """
                INSERT INTO uhit_event (stream_id, client, environment, kind, event_key, occurred_at, state, not_before, content)
                VALUES (5, $1, $2, $3, $4, $5, $6, $7, $8)
                """,
                Sample.Client,
                (long)UhitEnvironment.Test,
                (long)StoredEventKind.UsageDelivered,
                "k" + i,
                Sample.Now.UtcTicks,
                i == 1 ? 1L : 0L,
                i == 2 ? Sample.Now.AddHours(1).UtcTicks : 0L,
                StoreJson.WriteContent(Sample.Event("k")));
        }

        Execute(
            "INSERT INTO uhit_event_handler (sequence, handler, failures, not_before, error_type) VALUES (2, 'billing', 3, $1, 'E')",
            Sample.Now.AddHours(1).UtcTicks);
        Execute("INSERT INTO uhit_event_handler (sequence, handler, is_complete) VALUES (2, 'pricing', 1)");
    }

    private void Script(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_file.Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.NextResult())
        {
        }
    }

    private object? Execute(string sql, params object[] values)
    {
        using var connection = new SqliteConnection($"Data Source={_file.Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue("$" + (i + 1), values[i]);
        }

        return command.ExecuteScalar();
    }
}
