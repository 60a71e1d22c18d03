using Uhit.Client.Relational;
using Uhit.Client.Sqlite.Stores;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Tests;

public sealed class QueryPlanTests : IAsyncLifetime
{
    private readonly SqliteStoreFile _file = new();
    private SqliteUhitStore _store = null!;

    public static TheoryData<string> Hot => new(
        InquiryRows.ByRequestSql,
        InquiryRows.ByReferenceSql,
        ReceiptRow.FindSql,
        ReceiptRow.ChunkSql,
        MessageRows.ByIdentitySql,
        MessageRows.ByReceiptSql,
        EntryRows.PageSql(InboxRoom.Inbox, ofClient: true),
        EntryRows.PageSql(InboxRoom.Inbox, ofClient: false),
        EntryRows.PageSql(InboxRoom.Unreadable, ofClient: true),
        EntryRows.MessageSql,
        EntryRows.OneUnreadableSql,
        EntryRows.AdoptableSql,
        UnreadableRows.KnownSql,
        UnmatchedRows.FindSql,
        HeldClaim.StreamSql,
        HeldClaim.EventSql,
        HeldClaim.RenewSql,
        HeldClaim.FinishSql,
        RetentionQueries.MessagesByAgeSql,
        RetentionQueries.InquiriesByAgeSql,
        RetentionQueries.MessageSql,
        RetentionQueries.InquirySql,
        RetentionQueries.EmptySql,
        RetentionQueries.EventsSql,
        RetentionQueries.FinishSql,
        RetentionQueries.DeadLettersSql,
        RetentionQueries.SettleSql,
        RetentionQueries.WaitingSql([StoredEventKind.UsageDelivered]),
        RoomRows.PeerSql,
        RoomRows.UnmatchedSql,
        RoomRows.UnreadableSql,
        RoomRows.UsageBytesSql,
        RelationalMaintenance.DeadlinesSql,
        RelationalMaintenance.OrphansSql,
        DeadLetterRows.ListSql,
        ClaimQueries.FindSql(Enum.GetValues<StoredEventKind>()),
        ClaimRows.EventsSql(Enum.GetValues<StoredEventKind>()),
        InquiryListing.Query("c", InquiryQuery.All, (1, 1), 64).Sql,
        InquiryListing.Query("c", new InquiryQuery { Sending = SendingState.Sending }, null, 64).Sql,
        InquiryListing.Query("c", new InquiryQuery { IsFinished = false }, (1, 1), 64).Sql);

    public async ValueTask InitializeAsync() => _store = await _file.OpenReadyAsync();

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _file.Dispose();
    }

    [Theory]
    [MemberData(nameof(Hot))]
    public async Task Plan_OfAHotQuery_SearchesAnIndexAndSortsNothing(string sql)
    {
        var plan = await PlanAsync(sql);

        Assert.NotEmpty(plan);
        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
    }

    // What is sorted here is row numbers and names, not content.
    [Fact]
    public async Task Plan_OfAnInquirysUsage_SearchesAnIndex()
    {
        string[] purging =
        [
            EntryRows.AdoptableOfInquirySql, EntryRows.FittingInquirySql, RetentionQueries.MessagesOfInquirySql,
            RetentionQueries.MessagesOfEsiIdSql, RetentionQueries.InquiriesOfEsiIdSql,
        ];
        foreach (var sql in purging)
        {
            Assert.DoesNotContain(await PlanAsync(sql), step => step.StartsWith("SCAN", StringComparison.Ordinal));
        }

        Assert.DoesNotContain(await PlanAsync(UsageRows.OfInquirySql), step => step.StartsWith("SCAN", StringComparison.Ordinal));
    }

    // What is looked for comes as a list, which is scanned; the tables are searched.
    [Fact]
    public async Task Plan_OfASearchForTheInquiryOfACallback_SearchesIndexes()
    {
        foreach (var sql in new[] { KeyRows.NamedSql, KeyRows.AskingSql, UsageRows.SomeSql })
        {
            var plan = await PlanAsync(sql);

            Assert.Contains(plan, step => step.StartsWith("SEARCH", StringComparison.Ordinal));
            Assert.DoesNotContain(
                plan, step => step.StartsWith("SCAN", StringComparison.Ordinal) && !step.Contains("wanted", StringComparison.Ordinal)
                    && !step.Contains("listed", StringComparison.Ordinal));
        }
    }

    // The window over the lines of one message is a subquery, which is scanned; its table is searched.
    [Fact]
    public async Task Plan_OfAMessagesUsage_SearchesAnIndex()
    {
        var plan = await PlanAsync(UsageRows.OfReceiptSql);

        Assert.Contains(plan, step => step.StartsWith("SEARCH u USING INDEX uhit_usage_ordinal", StringComparison.Ordinal));
        Assert.DoesNotContain(
            plan,
            step => step.StartsWith("SCAN", StringComparison.Ordinal) && !step.StartsWith("SCAN (subquery", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Plan_OfAListOfAllClients_FollowsTheIndex()
    {
        var plan = await PlanAsync(InquiryListing.Query(null, InquiryQuery.All, null, 64).Sql);

        Assert.Contains("USING INDEX uhit_inquiry_created", Assert.Single(plan), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_OfAQueryWithoutIndex_IsSeen()
    {
        Assert.Contains(
            await PlanAsync("SELECT 1 FROM uhit_message WHERE peer = 'x'"), step => step.StartsWith("SCAN", StringComparison.Ordinal));
    }

    private Task<List<string>> PlanAsync(string sql) => _store.Core.Readers.ReadAsync(
        session => session.Query(
            "EXPLAIN QUERY PLAN " + sql,
            reader => reader.GetString(3),
            [.. Enumerable.Range(1, 8).TakeWhile(i => sql.Contains("$" + i, StringComparison.Ordinal)).Select(_ => (object)1L)]),
        default);
}
