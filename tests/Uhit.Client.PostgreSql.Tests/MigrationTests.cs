using Microsoft.Extensions.Logging.Abstractions;
using Uhit.Client.Conformance.Store;
using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.PostgreSql.Cluster;
using Uhit.Client.PostgreSql.Connections;
using Uhit.Client.PostgreSql.Schema;
using Uhit.Client.PostgreSql.Writing;
using Uhit.Client.Relational;
using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Tests;

public sealed class MigrationTests(PostgresFixture postgres)
{
    private const string Next =
        "ALTER TABLE uhit.inquiry ADD COLUMN extra integer NOT NULL DEFAULT 7; CREATE INDEX inquiry_extra ON uhit.inquiry (extra)";
    private readonly PostgresDatabase _database = new(postgres);

    public static TheoryData<int> Versions => new(Enumerable.Range(0, PostgreSqlSchema.Released.Count + 1));

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Migrate_FromEachVersion_EndsAtTheCurrentOne(int from)
    {
        await MigrateAsync([.. PostgreSqlSchema.Released.Take(from)]);

        Assert.Equal(from, await MigrateAsync(PostgreSqlSchema.Released));

        Assert.Equal(PostgreSqlSchema.Released.Count, await _database.ScalarAsync<int>("SELECT version FROM uhit.schema_version"));
        await using var store = await _database.OpenReadyAsync();
        Assert.Null(await store.Inquiries.AddAsync(Sample.Inquiry()));
    }

    [Fact]
    public async Task Migrate_FromVersion1WithUnmatchedMessages_KnowsWhatTheyTakeUp()
    {
        await MigrateAsync([PostgreSqlSchema.Released[0]]);
        await _database.ExecuteAsync("""
            INSERT INTO uhit.receipt (receipt, last_append, state) SELECT md5(i::text)::uuid, 0, 1 FROM generate_series(1, 3) i;
            INSERT INTO uhit.chunk (receipt_id, ordinal, content) SELECT i, o, '12345' FROM generate_series(1, 3) i, generate_series(0, 1) o;
            INSERT INTO uhit.usage_line (receipt_id, ordinal, line_number, esi_id, received, content) SELECT i, 0, 1, 'e', 1, '123' FROM generate_series(1, 3) i;
            INSERT INTO uhit.message (id, identity, room, client, environment, peer, operation, message_key, request_id, digest, digest_version, wire_format, received_at,
                order_at, body_encoding, body_length, body_sha256, body_chunks, usage_count, usage_left, header, answer_soap11, answer_soap12)
              SELECT i, decode(md5(i::text), 'hex'), CASE WHEN i = 3 THEN 1 ELSE 2 END, 'c', 1, 'cnp', 3, 'm', 'r', '', 1, 'reference', 0, 0, 'br', 1, '', 2, 1, 1, '', '', ''
              FROM generate_series(1, 3) i;
            """);

        await using var store = await _database.OpenReadyAsync();

        Assert.Equal(
            [new RoomUsage(InboxRoom.Unmatched, "cnp", 2, 2 * (10 + 3 + StoreRules.UsageLineBytes))],
            await store.Maintenance.GetRoomUsageAsync("c"));
    }

    [Fact]
    public async Task Migrate_FromVersion2_NotesUnderWhichIdItsInquiriesAsk()
    {
        await MigrateAsync([.. PostgreSqlSchema.Released.Take(2)]);
        await _database.ExecuteAsync("""
            INSERT INTO uhit.inquiry (client, environment, request_id, authentication_id, wire_format, created_at, sending, is_finished, due_reported, overdue_reported, inquiry, ledger)
            VALUES ('a', 1, 'R-1', '111111111', 'reference', 1, 4, false, false, false, '', ''), ('a', 1, 'R-2', '222222222', 'reference', 2, 4, true, false, false, '', ''),
                   ('b', 1, 'R-3', '333333333', 'reference', 3, 4, true, false, false, '', ''), ('b', 1, 'R-4', '444444444', 'reference', 4, 4, true, false, false, '', '');
            """);

        await using var store = await _database.OpenReadyAsync();

        var noted = await store.Maintenance.GetAuthenticationIdsAsync();
        Assert.Equal([("a", "111111111"), ("b", "444444444")], noted.Select(pair => (pair.Key, pair.Value.Value)).Order());
    }

    [Fact]
    public async Task Migrate_FromVersion3_FindsItsInquiriesByCnpsNumber()
    {
        await MigrateAsync([.. PostgreSqlSchema.Released.Take(3)]);
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
        await _database.ExecuteAsync($"""
            INSERT INTO uhit.inquiry (client, environment, request_id, authentication_id, wire_format, created_at, sending, is_finished, due_reported, overdue_reported, inquiry, ledger, key_id)
            SELECT '{Sample.Client}', 1, number, '957877905', 'reference', 1, 4, false, false, false,
              '\x{Convert.ToHexString(StoreJson.Write(record.Inquiry))}', '\x{Convert.ToHexString(StoreJson.Write(ledger))}', key_id
            FROM (VALUES ('R-1', NULL), ('R-2', 'protected')) AS row (number, key_id);
            """);

        await using var store = await _database.OpenReadyAsync();

        foreach (var key in StoreRules.KeysOf(record with { Ledger = ledger }))
        {
            var found = await store.Inquiries.FindCandidatesAsync(Sample.Client, new InquirySearch { Keys = [key] });
            Assert.Equal(Sample.R1, Assert.Single(found).RequestId);
        }
    }

    [Fact]
    public async Task Migrate_AFilledStoreFromEightProcessesAtOnce_StepsOnceAndKeepsAll()
    {
        await using (var store = await _database.OpenReadyAsync())
        {
            await store.Inquiries.AddAsync(Sample.Inquiry());
        }

        var versions = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => MigrateAsync([.. PostgreSqlSchema.Released, Next]))));

        Assert.Single(versions, version => version == PostgreSqlSchema.Released.Count);
        Assert.Equal(7, await _database.ScalarAsync<int>("SELECT extra FROM uhit.inquiry"));
    }

    [Fact]
    public async Task Migrate_AStepThatFails_LeavesItsVersionAndNothingOfTheStep()
    {
        await MigrateAsync(PostgreSqlSchema.Released);

        await Assert.ThrowsAsync<UhitStoreException>(() =>
            MigrateAsync([.. PostgreSqlSchema.Released, Next, "CREATE TABLE uhit.half (id int); SELECT 1 / 0"]));

        Assert.Equal(PostgreSqlSchema.Released.Count + 1, await _database.ScalarAsync<int>("SELECT version FROM uhit.schema_version"));
        Assert.True(await _database.ScalarAsync<bool>("SELECT to_regclass('uhit.half') IS NULL"));
    }

    [Fact]
    public async Task Open_TenStoresOnAnEmptyDatabase_AllOpen()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => _database.OpenReadyAsync())));

        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }
    }

    private async Task<int> MigrateAsync(IReadOnlyList<string> steps)
    {
        var options = new PostgreSqlStoreOptions { ConnectionString = await _database.ConnectionStringAsync() };
        await using var factory = new PgSessionFactory(options, new PayloadProtection(null));
        await using var sessions = new PgSessions(factory, 2);
        return await new PostgreSqlSchema(
            factory.Store, options.Schema, steps).MigrateAsync(new PgRunner(sessions, factory.Store, NullLogger.Instance), default);
    }
}
