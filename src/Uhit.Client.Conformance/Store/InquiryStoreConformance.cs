using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Store;

namespace Uhit.Client.Conformance.Store;

/// <summary><see cref="IInquiryStore"/>.</summary>
public abstract class InquiryStoreConformance : StoreConformance
{
    private IInquiryStore Inquiries => Store.Inquiries;

    [Fact]
    public async Task FindAsync_AfterAChange_GivesBackItsProgress()
    {
        await Store.Inquiries.AddAsync(Sample.Inquiry());
        var message = Sample.Message();
        var changed = await Store.Inquiries.ChangeAsync(Sample.Client, Sample.R1, Sample.Delivered(message));
        await ReopenAsync();

        var found = await Store.Inquiries.FindAsync(Sample.Client, Sample.R1);

        Assert.NotNull(found);
        Assert.Equal(StoreJson.WriteProgress(changed!), StoreJson.WriteProgress(found));
    }

    [Fact]
    public async Task AddAsync_New_IsFoundAsItWas()
    {
        var record = Sample.Inquiry(reference: "ref") with { DueAt = Sample.Now.AddDays(3), OverdueAt = Sample.Now.AddDays(4) };

        Assert.Null(await Inquiries.AddAsync(record));
        await ReopenAsync();
        var found = await Inquiries.FindAsync(Sample.Client, Sample.R1);

        Assert.NotNull(found);
        Assert.Equal(record.Inquiry.Lines, found.Inquiry.Lines);
        Assert.Equal("ref", found.Inquiry.ClientReference);
        Assert.Equal(record with { Inquiry = found.Inquiry, Ledger = found.Ledger }, found);
    }

    [Fact]
    public async Task FindAsync_Unknown_IsNull() => Assert.Null(await Inquiries.FindAsync(Sample.Client, RequestId.Parse("none")));

    [Fact]
    public async Task AddAsync_SameReference_ReturnsTheFirst()
    {
        await Inquiries.AddAsync(Sample.Inquiry("R-1", "ref"));

        var again = await Inquiries.AddAsync(Sample.Inquiry("R-2", "ref"));

        Assert.NotNull(again);
        Assert.Equal(Sample.R1, again.RequestId);
        Assert.Null(await Inquiries.FindAsync(Sample.Client, RequestId.Parse("R-2")));
    }

    [Fact]
    public async Task AddAsync_SameRequestId_ReturnsTheFirst()
    {
        await Inquiries.AddAsync(Sample.Inquiry("R-1", "a"));

        var again = await Inquiries.AddAsync(Sample.Inquiry("R-1", "b"));

        Assert.NotNull(again);
        Assert.Equal("a", again.Inquiry.ClientReference);
    }

    [Fact]
    public async Task AddAsync_WithoutReference_AddsEach()
    {
        Assert.Null(await Inquiries.AddAsync(Sample.Inquiry("R-1")));
        Assert.Null(await Inquiries.AddAsync(Sample.Inquiry("R-2")));
    }

    [Fact]
    public async Task AddAsync_TwentyAtOnceWithOneReference_AddsOne()
    {
        var added = await AtOnceAsync(20, i => Inquiries.AddAsync(Sample.Inquiry("R-" + i, "ref")));

        Assert.Single(added, known => known is null);
        Assert.Single(added.OfType<InquiryRecord>().Select(known => known.RequestId).Distinct());
    }

    [Fact]
    public async Task AddAsync_TwoClients_AreApart()
    {
        Assert.Null(await Inquiries.AddAsync(Sample.Inquiry("R-1", "ref", "A")));
        Assert.Null(await Inquiries.AddAsync(Sample.Inquiry("R-1", "ref", "B")));
        Assert.Equal("B", (await Inquiries.FindAsync("B", Sample.R1))!.Client);
        Assert.Null(await Inquiries.FindAsync("C", Sample.R1));
    }

    [Fact]
    public async Task ChangeAsync_Unknown_IsNullAndChangesNothing()
    {
        Assert.Null(await Inquiries.ChangeAsync(Sample.Client, Sample.R1, _ => throw new InvalidOperationException("not to be called")));
    }

    [Fact]
    public async Task ChangeAsync_Null_LeavesAllAsItIs()
    {
        await Inquiries.AddAsync(Sample.Inquiry());

        var record = await Inquiries.ChangeAsync(Sample.Client, Sample.R1, _ => null);

        Assert.Equal(SendingState.Draft, record!.Sending);
    }

    [Fact]
    public async Task ChangeAsync_AChange_IsStoredWithItsEvents()
    {
        await Inquiries.AddAsync(Sample.Inquiry());

        await Inquiries.ChangeAsync(Sample.Client, Sample.R1, record => new InquiryChange(
            record with
            {
                Sending = SendingState.Accepted,
                IsFinished = true,
                DueAt = Sample.Now,
                OverdueAt = Sample.Now.AddHours(1),
                DueReported = true,
                OverdueReported = true,
                Ledger = record.Ledger.Apply(new SendStarted(1, Sample.Now, MessageId.Parse("S"))),
            },
            [Sample.Event("k1"), Sample.Event("k2")]));
        await ReopenAsync();
        var found = (await Inquiries.FindAsync(Sample.Client, Sample.R1))!;

        Assert.Equal(
            (SendingState.Accepted, true, true, true), (found.Sending, found.IsFinished, found.DueReported, found.OverdueReported));
        Assert.Equal((Sample.Now, Sample.Now.AddHours(1)), (found.DueAt, found.OverdueAt));
        Assert.Equal(MessageId.Parse("S"), found.Ledger.Sends[1].MessageId);
        Assert.Equal(2, (await Store.Maintenance.GetStatisticsAsync(null)).WaitingEvents);
    }

    [Fact]
    public async Task ChangeAsync_SameEventKeyTwice_IsStoredOnce()
    {
        await Inquiries.AddAsync(Sample.Inquiry());
        for (var i = 0; i < 2; i++)
        {
            await Inquiries.ChangeAsync(Sample.Client, Sample.R1, record => new InquiryChange(record, [Sample.Event("same")]));
        }

        Assert.Equal(1, (await Store.Maintenance.GetStatisticsAsync(null)).WaitingEvents);
    }

    [Fact]
    public async Task ChangeAsync_ThatThrows_ChangesNothingAndTellsWhat()
    {
        await Inquiries.AddAsync(Sample.Inquiry());

        await Assert.ThrowsAsync<FormatException>(() => Inquiries.ChangeAsync(Sample.Client, Sample.R1, _ => throw new FormatException()));

        Assert.Equal(SendingState.Draft, (await Inquiries.FindAsync(Sample.Client, Sample.R1))!.Sending);
    }

    [Fact]
    public async Task ChangeAsync_OfTheIdentity_IsRefused()
    {
        await Inquiries.AddAsync(Sample.Inquiry());

        await Assert.ThrowsAsync<InvalidOperationException>(() => Inquiries.ChangeAsync(
            Sample.Client, Sample.R1, record => new InquiryChange(record with { RequestId = RequestId.Parse("other") }, [])));
    }

    [Fact]
    public async Task ChangeAsync_FiftyAtOnce_LosesNone()
    {
        await Inquiries.AddAsync(Sample.Inquiry());

        await AtOnceAsync(50, i => Inquiries.ChangeAsync(Sample.Client, Sample.R1, record => new InquiryChange(
            record with
            {
                Ledger = record.Ledger.Apply(new SendStarted(record.Ledger.Sends.Count + 1, Sample.Now, MessageId.Parse("S-" + i))),
            }, [])));

        var sends = (await Inquiries.FindAsync(Sample.Client, Sample.R1))!.Ledger.Sends;
        Assert.Equal(50, sends.Count);
        Assert.Equal(50, sends.Values.Select(send => send.MessageId).Distinct().Count());
    }

    [Fact]
    public async Task ChangeAsync_OneOfManyAtOnceThrows_TakesNoneOfTheOthersWithIt()
    {
        await Inquiries.AddAsync(Sample.Inquiry());

        var failures = await AtOnceAsync(20, async i =>
        {
            try
            {
                await Inquiries.ChangeAsync(Sample.Client, Sample.R1, record => i % 4 == 0
                    ? throw new FormatException()
                    : new InquiryChange(record, [Sample.Event("k" + i)]));
                return 0;
            }
            catch (FormatException)
            {
                return 1;
            }
        });

        Assert.Equal(5, failures.Sum());
        Assert.Equal(15, (await Store.Maintenance.GetStatisticsAsync(null)).WaitingEvents);
    }

    [Fact]
    public async Task ListAsync_All_IsNewestFirst()
    {
        // More than any page, with instants that repeat.
        for (var i = 0; i < 150; i++)
        {
            await Inquiries.AddAsync(Sample.Inquiry("R-" + i, createdAt: Sample.Now.AddMinutes(i / 3)));
        }

        var listed = await ToListAsync(Inquiries.ListAsync(Sample.Client, InquiryQuery.All));

        Assert.Equal(Enumerable.Range(0, 150).Reverse().Select(i => "R-" + i), listed.Select(record => record.RequestId.Value));
        Assert.Equal(130, (await ToListAsync(Inquiries.ListAsync(null, new InquiryQuery { Limit = 130 }))).Count);
    }

    [Fact]
    public async Task ListAsync_EachCondition_Holds()
    {
        await Inquiries.AddAsync(Sample.Inquiry("R-1", "a", createdAt: Sample.Now));
        await Inquiries.AddAsync(Sample.Inquiry("R-2", "b", createdAt: Sample.Now.AddHours(1)));
        await Inquiries.AddAsync(Sample.Inquiry("R-3", "a", "Other", Sample.Now.AddHours(2)));
        await Inquiries.ChangeAsync(Sample.Client, RequestId.Parse("R-2"), record => new InquiryChange(
            record with { Sending = SendingState.Rejected, IsFinished = true }, []));

        Assert.Equal("R-3,R-2,R-1", await ListedAsync(null, InquiryQuery.All));
        Assert.Equal("R-2,R-1", await ListedAsync(Sample.Client, InquiryQuery.All));
        Assert.Equal("R-2", await ListedAsync(Sample.Client, new InquiryQuery { Sending = SendingState.Rejected }));
        Assert.Equal("R-3,R-1", await ListedAsync(null, new InquiryQuery { IsFinished = false }));
        Assert.Equal("R-2", await ListedAsync(Sample.Client, new InquiryQuery { IsFinished = true }));
        Assert.Equal("R-3,R-2", await ListedAsync(null, new InquiryQuery { CreatedFrom = Sample.Now.AddHours(1) }));
        Assert.Equal("R-1", await ListedAsync(null, new InquiryQuery { CreatedBefore = Sample.Now.AddHours(1) }));
        Assert.Equal("R-1", await ListedAsync(Sample.Client, new InquiryQuery { ClientReference = "a" }));
        Assert.Equal("R-3", await ListedAsync(null, new InquiryQuery { Limit = 1 }));
        Assert.Equal(string.Empty, await ListedAsync(Sample.Client, new InquiryQuery { ClientReference = "a", IsFinished = true }));
    }

    [Fact]
    public async Task EveryCall_CancelledBefore_IsCancelledAndDoesNothing()
    {
        var cancelled = new CancellationToken(true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Inquiries.AddAsync(Sample.Inquiry(), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Inquiries.FindAsync(Sample.Client, Sample.R1, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Inquiries.ChangeAsync(Sample.Client, Sample.R1, _ => null, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ToListAsync(Inquiries.ListAsync(null, InquiryQuery.All, cancelled)));
        Assert.Equal(0, (await Store.Maintenance.GetStatisticsAsync(null)).Inquiries);
    }

    private async Task<string> ListedAsync(string? client, InquiryQuery query) =>
        string.Join(',', (await ToListAsync(Inquiries.ListAsync(client, query))).Select(record => record.RequestId.Value));
}
