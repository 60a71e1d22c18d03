using Uhit.Client.Store;

namespace Uhit.Client.Conformance.Store;

/// <summary><see cref="IMaintenanceStore"/>.</summary>
public abstract class MaintenanceConformance : StoreConformance
{
    private static readonly DateTimeOffset Due = Sample.Now.AddHours(72);
    private static readonly DateTimeOffset Overdue = Sample.Now.AddHours(96);

    [Fact]
    public async Task InitializeAsync_Again_DoesNothing()
    {
        await Store.Inquiries.AddAsync(Sample.Inquiry());

        await Store.Maintenance.InitializeAsync();

        Assert.Equal(1, (await Store.Maintenance.GetStatisticsAsync(null)).Inquiries);
    }

    [Fact]
    public async Task NoteAuthenticationIdAsync_TheFirstOneStaysUntilItIsReplaced()
    {
        var (first, second, third) =
            (AuthenticationId.Parse("111111111"), AuthenticationId.Parse("222222222"), AuthenticationId.Parse("333333333"));
        Assert.Empty(await Store.Maintenance.GetAuthenticationIdsAsync());

        Assert.Equal(first, await NoteAsync(first));
        Assert.Equal(first, await NoteAsync(second));
        await ReopenAsync();
        Assert.Equal(first, await NoteAsync(second, replaces: third));
        Assert.Equal(second, await NoteAsync(second, replaces: first));
        Assert.Equal(second, await NoteAsync(second, replaces: first));
        Assert.Equal(third, await NoteAsync(third, client: "Other"));

        var noted = await Store.Maintenance.GetAuthenticationIdsAsync();
        Assert.Equal(
            [(Sample.Client, second), ("Other", third)], noted.Select(pair => (pair.Key, pair.Value)).OrderBy(pair => pair.Value.Value));
    }

    [Fact]
    public async Task NoteAuthenticationIdAsync_ManyAtOnce_OneIsNoted()
    {
        var noted = await AtOnceAsync(8, i => NoteAsync(AuthenticationId.Parse($"11111111{i}")));

        Assert.Single(noted.Distinct());
    }

    private Task<AuthenticationId> NoteAsync(AuthenticationId id, AuthenticationId? replaces = null, string client = Sample.Client) =>
        Store.Maintenance.NoteAuthenticationIdAsync(client, id, replaces);

    [Fact]
    public async Task ReportDeadlinesAsync_Reached_ReportsEachOnce()
    {
        await AddAsync("R-1");
        await AddAsync("R-2");
        await AddAsync("R-3", client: "Other");

        Assert.Equal(0, await ReportAsync(Due.AddTicks(-1)));
        Assert.Equal(2, await ReportAsync(Due));
        Assert.Equal(0, await ReportAsync(Due));
        await ReopenAsync();
        Assert.Equal(0, await ReportAsync(Overdue.AddTicks(-1)));
        Assert.Equal(2, await ReportAsync(Overdue));
        Assert.Equal(0, await ReportAsync(Overdue.AddDays(1)));
        Assert.Equal(4, (await Store.Maintenance.GetStatisticsAsync(null)).WaitingEvents);
    }

    [Fact]
    public async Task ReportDeadlinesAsync_TwoAtOnce_ReportOnce()
    {
        for (var i = 0; i < 20; i++)
        {
            await AddAsync("R-" + i);
        }

        Assert.Equal(20, (await AtOnceAsync(2, _ => ReportAsync(Due))).Sum());
    }

    [Fact]
    public async Task ReportDeadlinesAsync_Finished_IsNotReported()
    {
        await AddAsync("R-1");
        await Store.Inquiries.ChangeAsync(Sample.Client, Sample.R1, record => new InquiryChange(record with { IsFinished = true }, []));

        Assert.Equal(0, await ReportAsync(Overdue));
    }

    [Fact]
    public async Task ReportDeadlinesAsync_ADeadlineThatIsSetLater_IsReported()
    {
        await Store.Inquiries.AddAsync(Sample.Inquiry());
        Assert.Equal(0, await ReportAsync(Overdue));
        await Store.Inquiries.ChangeAsync(Sample.Client, Sample.R1, record => new InquiryChange(record with { DueAt = Due }, []));

        Assert.Equal(1, await ReportAsync(Overdue));
    }

    [Fact]
    public async Task ReportDeadlinesAsync_ChangeIsNull_IsNotCountedAndEnds()
    {
        await AddAsync("R-1");

        Assert.Equal(0, await Store.Maintenance.ReportDeadlinesAsync(Sample.Client, Due, _ => null));
        Assert.Equal(1, await ReportAsync(Due));
    }

    // More than two pages, with instants that repeat, the last that is added being due first.
    [Fact]
    public async Task ReportDeadlinesAsync_ManyThatAreLeftAsTheyAre_AsksForEachOnce()
    {
        const int Count = 150;
        for (var i = 0; i < Count; i++)
        {
            await Store.Inquiries.AddAsync(Sample.Inquiry("R-" + i) with { DueAt = Due.AddMinutes(-i / 7) });
        }

        var asked = new List<InquiryRecord>();
        Assert.Equal(0, await Store.Maintenance.ReportDeadlinesAsync(Sample.Client, Due, record =>
        {
            asked.Add(record);
            return asked.Count > Count ? throw new InvalidOperationException("asked again") : null;
        }));

        Assert.Equal(Count, asked.Select(record => record.RequestId).Distinct().Count());
    }

    [Fact]
    public async Task SweepOrphansAsync_OldAndStaged_IsTakenAway()
    {
        var (old, committed, kept, young) = (Sample.Receipt(), Sample.Receipt(), Sample.Receipt(), Sample.Receipt());
        foreach (var receipt in new[] { old, committed, kept })
        {
            await StageAsync(receipt);
        }

        Time.Advance(TimeSpan.FromHours(2));
        await StageAsync(young);
        await Store.Inbox.CommitAsync(Sample.Message(receipt: committed) with { UsageCount = 1 }, _ => null);
        await Store.Inbox.KeepUnreadableAsync(Sample.Unreadable(kept), new RoomQuota(100, 10), bodyChunks: null);
        await ReopenAsync();

        Assert.Equal(1, await Store.Maintenance.SweepOrphansAsync(Sample.Now.AddHours(1)));
        Assert.Equal(0, await Store.Maintenance.SweepOrphansAsync(Sample.Now.AddHours(1)));
        await Assert.ThrowsAsync<UhitStoreException>(() => Store.Inbox.OpenBodyAsync(old));
        foreach (var receipt in new[] { young, committed, kept })
        {
            await using var body = await Store.Inbox.OpenBodyAsync(receipt);
            Assert.Equal('a', body.ReadByte());
        }
    }

    [Fact]
    public async Task SweepOrphansAsync_BegunLongAgoAndAppendedLately_IsSpared()
    {
        var body = Sample.Receipt();
        var usage = Sample.Receipt();
        var old = Sample.Receipt(Sample.Now.AddHours(10));
        await StageAsync(body);
        await StageAsync(usage);
        await StageAsync(old);
        Time.Advance(TimeSpan.FromHours(2));
        await Store.Inbox.AppendBodyAsync(body, 1, "b"u8.ToArray());
        await Store.Inbox.AppendUsageAsync(usage, 1, Sample.Usage(2));

        Assert.Equal(1, await Store.Maintenance.SweepOrphansAsync(Time.GetUtcNow().AddHours(-1)));

        await Assert.ThrowsAsync<UhitStoreException>(() => Store.Inbox.OpenBodyAsync(old));
        Assert.Equal(
            InboxOutcome.Unmatched,
            (await Store.Inbox.CommitAsync(Sample.Message(receipt: body) with { BodyChunks = 2, UsageCount = 1 }, _ => null)).Outcome);
        Assert.Equal(1, await Store.Maintenance.SweepOrphansAsync(Time.GetUtcNow().AddTicks(1)));
    }

    [Fact]
    public async Task GetStatisticsAsync_OfAClient_CountsItsOwn()
    {
        await Store.Inquiries.AddAsync(Sample.Inquiry(client: "A"));
        await Store.Inquiries.AddAsync(Sample.Inquiry(client: "B"));
        await Store.Inbox.StageAndCommitAsync(Sample.Message(client: "A"), _ => null);
        await Store.Inbox.StageAndCommitAsync(Sample.Message(client: "C"), _ => null);
        await Store.Inbox.AppendBodyAsync(Sample.Receipt(), 0, "a"u8.ToArray());

        Assert.Equal(
            new StoreStatistics
            {
                Inquiries = 1,
                Messages = 1,
                Unmatched = 0,
                Unreadable = 0,
                UsageLines = 0,
                WaitingEvents = 0,
                DeadLetters = 0,
                StagedReceipts = 1,
            },
            await Store.Maintenance.GetStatisticsAsync("A"));
        Assert.Equal(
            new StoreStatistics
            {
                Inquiries = 2,
                Messages = 1,
                Unmatched = 1,
                Unreadable = 0,
                UsageLines = 0,
                WaitingEvents = 1,
                DeadLetters = 0,
                StagedReceipts = 1,
            },
            await Store.Maintenance.GetStatisticsAsync(null));
    }

    [Fact]
    public async Task EveryCall_CancelledBefore_IsCancelled()
    {
        var cancelled = new CancellationToken(true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.Maintenance.GetStatisticsAsync(null, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.Maintenance.SweepOrphansAsync(Sample.Now, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Store.Maintenance.ReportDeadlinesAsync(Sample.Client, Due, _ => null, cancelled));
    }

    private async Task StageAsync(ReceiptId receipt)
    {
        await Store.Inbox.AppendBodyAsync(receipt, 0, "a"u8.ToArray());
        await Store.Inbox.AppendUsageAsync(receipt, 0, Sample.Usage(1));
    }

    private Task AddAsync(string requestId, string client = Sample.Client) =>
        Store.Inquiries.AddAsync(Sample.Inquiry(requestId, client: client) with { DueAt = Due, OverdueAt = Overdue });

    private Task<int> ReportAsync(DateTimeOffset now) =>
        Store.Maintenance.ReportDeadlinesAsync(Sample.Client, now, record => new InquiryChange(
            record with { DueReported = record.DueAt <= now, OverdueReported = record.OverdueAt <= now },
            [Sample.Event($"{record.RequestId}/{record.OverdueAt <= now}", StoredEventKind.InquiryDue)]));
}
