using Uhit.Client.Store;

namespace Uhit.Client.Conformance.Store;

/// <summary>Purging one ESI ID, and what that leaves for a purge by age.</summary>
public abstract class EsiIdPurgeConformance : RetentionConformanceBase
{
    [Fact]
    public async Task PurgeMessageAsync_OfAnEsiId_TakesBodyAndThatUsageAlone()
    {
        await Store.Inquiries.AddAsync(Sample.Inquiry());
        var message = await CommitAsync(chunks: 2, lines: [1, 2, 3]);
        var other = await CommitAsync("M-2", lines: [2]);
        await FinishAllAsync();
        var scope = Terms with { EsiId = Sample.Esi(1) };
        Assert.Equal([message.Receipt], await ReceiptsAsync(scope));

        while (await Maintenance.PurgeMessageAsync(message.Receipt, Terms with { EsiId = Sample.Esi(1), MaxRows = 1 }) == PurgeOutcome.More)
        {
            // Cut off here, it would be found again.
            Assert.Equal([message.Receipt], await ReceiptsAsync(scope));
        }

        Assert.Empty(await ReceiptsAsync(scope));
        Assert.Equal([2, 3], (await ToListAsync(Store.Inbox.ReadMessageUsageAsync(message.Receipt))).Select(line => line.LineNumber));
        Assert.Equal(0, await BodyLengthAsync(message.Receipt));
        Assert.Equal(1, await BodyLengthAsync(other.Receipt));
        Assert.Equal([message.Receipt, other.Receipt], await ReceiptsAsync(Terms with { Before = Later }));
        Assert.Equal(3, (await Store.Maintenance.GetStatisticsAsync(null)).UsageLines);
    }

    [Fact]
    public async Task ListMessagesAsync_OfAnEsiId_FindsMessagesWithoutUsageOfItsInquiries()
    {
        await Store.Inquiries.AddAsync(Sample.Inquiry());
        var validation = Sample.Message("M-1") with { Operation = UhitOperation.NotifyValidation, Part = null };
        await Store.Inbox.StageAndCommitAsync(validation, Sample.Delivered(validation));
        await CommitAsync("M-2", "R-unknown", lines: [2]);
        var unmatched = await CommitAsync("M-3", "R-unknown", lines: [1]);

        Assert.Equal(
            [validation.Receipt, unmatched.Receipt], await ReceiptsAsync(Terms with { EsiId = Sample.Esi(1) }));
        Assert.Empty(await ReceiptsAsync(Terms with { Client = "Other", EsiId = Sample.Esi(1) }));
        Assert.Equal(
            [Sample.R1], await ToListAsync(Maintenance.ListInquiriesAsync(Terms with { EsiId = Sample.Esi(1) })));
        Assert.Empty(await ToListAsync(Maintenance.ListInquiriesAsync(Terms with { EsiId = Sample.Esi(2) })));
    }

    [Fact]
    public async Task CountObstaclesAsync_OfAnEsiId_LeavesOutWhatCannotHoldIt()
    {
        await Store.Inquiries.AddAsync(Sample.Inquiry());
        await CommitAsync("M-1", lines: [1]);
        var other = await CommitAsync("M-2", lines: [2]);

        Assert.Equal(2, (await Maintenance.CountObstaclesAsync(Sample.R1, Terms)).WaitingEvents);
        Assert.Equal(
            1, (await Maintenance.CountObstaclesAsync(Sample.R1, Terms with { EsiId = Sample.Esi(1) })).WaitingEvents);
        Assert.Equal(
            0, (await Maintenance.CountObstaclesAsync(Sample.R1, Terms with { EsiId = Sample.Esi(9) })).WaitingEvents);
        Assert.Equal(PurgeOutcome.Purged, await Maintenance.PurgeInquiryAsync(Sample.R1, Terms with { EsiId = Sample.Esi(9) }));
        Assert.Equal(PurgeOutcome.Held, await Maintenance.PurgeMessageAsync(other.Receipt, Terms with { EsiId = Sample.Esi(2) }));
    }

    [Fact]
    public async Task PurgeInquiryAsync_OfAnEsiId_LeavesOtherLines()
    {
        var record = Sample.Inquiry();
        var line = record.Inquiry.Lines[0];
        await Store.Inquiries.AddAsync(
            record with { IsFinished = true, Inquiry = record.Inquiry with { Lines = [line, line with { EsiId = Sample.Esi(2) }] } });

        Assert.Equal(PurgeOutcome.Purged, await Maintenance.PurgeInquiryAsync(Sample.R1, Terms with { EsiId = Sample.Esi(2) }));

        var after = (await Store.Inquiries.FindAsync(Sample.Client, Sample.R1))!;
        Assert.Equal(["Synthetic Bakery", string.Empty], after.Inquiry.Lines.Select(it => it.Authorization.CustomerName));
        var byAge = Terms with { Before = Later };
        Assert.Equal([Sample.R1], await ToListAsync(Maintenance.ListInquiriesAsync(byAge)));
        Assert.Equal(PurgeOutcome.Purged, await Maintenance.PurgeInquiryAsync(Sample.R1, Terms));
        Assert.Empty(await ToListAsync(Maintenance.ListInquiriesAsync(byAge)));
        Assert.Equal(PurgeOutcome.NothingFound, await Maintenance.PurgeInquiryAsync(RequestId.Parse("R-9"), Terms));
    }

    [Fact]
    public async Task PurgeMessageAsync_OfAnEsiIdAndThenByAge_TakesWhatIsLeft()
    {
        await Store.Inquiries.AddAsync(Sample.Inquiry());
        var message = await CommitAsync(chunks: 2, lines: [1, 2]);
        await FinishAllAsync();
        var byAge = Terms with { Before = Later };

        Assert.Equal(PurgeOutcome.Purged, await Maintenance.PurgeMessageAsync(message.Receipt, Terms with { EsiId = Sample.Esi(1) }));
        await ReopenAsync();
        Assert.Empty(await ReceiptsAsync(Terms with { EsiId = Sample.Esi(1) }));
        Assert.Equal([message.Receipt], await ReceiptsAsync(byAge));
        Assert.Equal(0, await Maintenance.ForgetMessagesAsync(Sample.Client, Later, 10));

        Assert.Equal(PurgeOutcome.Purged, await Maintenance.PurgeMessageAsync(message.Receipt, Terms with { At = Later.AddDays(1) }));
        await ReopenAsync();
        Assert.Empty(await ReceiptsAsync(byAge));
        Assert.Empty(await ToListAsync(Store.Inbox.ReadMessageUsageAsync(message.Receipt)));
        Assert.Equal(0, await BodyLengthAsync(message.Receipt));
        Assert.Equal(Later, (await Store.Inbox.FindAsync(message.Receipt))!.PurgedAt);
        Assert.Equal(0, (await Store.Maintenance.GetStatisticsAsync(null)).UsageLines);
        Assert.Equal(InboxOutcome.Duplicate, (await Store.Inbox.StageAndCommitAsync(Sample.Message(), _ => null)).Outcome);
        Assert.Equal(1, await Maintenance.ForgetMessagesAsync(Sample.Client, Later, 10));
    }

    [Fact]
    public async Task ListInquiriesAsync_ByAgeAfterAPurgeOfEachEsiId_ListsThoseWithPersonalDataLeft()
    {
        var record = Sample.Inquiry();
        var line = record.Inquiry.Lines[0];
        await Store.Inquiries.AddAsync(
            record with { IsFinished = true, Inquiry = record.Inquiry with { Lines = [line, line with { EsiId = Sample.Esi(2) }] } });
        var byAge = Terms with { Before = Later };

        await Maintenance.PurgeInquiryAsync(Sample.R1, Terms with { EsiId = Sample.Esi(1) });
        Assert.Equal([Sample.R1], await ToListAsync(Maintenance.ListInquiriesAsync(byAge)));
        await Maintenance.PurgeInquiryAsync(Sample.R1, Terms with { EsiId = Sample.Esi(2), At = Later.AddDays(1) });
        await ReopenAsync();

        Assert.Empty(await ToListAsync(Maintenance.ListInquiriesAsync(byAge)));
        var after = (await Store.Inquiries.FindAsync(Sample.Client, Sample.R1))!;
        Assert.True(StoreRules.IsRedacted(after));
        Assert.Equal(Later, after.PurgedAt);
    }
}
