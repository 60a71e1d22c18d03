using System.Globalization;
using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Store;

namespace Uhit.Client.Conformance.Store;

/// <summary>Purging.</summary>
public abstract class RetentionConformance : RetentionConformanceBase
{
    [Fact]
    public async Task PurgeMessageAsync_Step_ByStep_TakesContentAndKeepsWhatRecognisesACopy()
    {
        await Store.Inquiries.AddAsync(Sample.Inquiry());
        var message = await CommitAsync(chunks: 5, lines: [1, 2, 3]);
        await FinishAllAsync();
        var terms = Terms with { MaxRows = 2 };

        var steps = new List<PurgeOutcome>();
        do
        {
            steps.Add(await Maintenance.PurgeMessageAsync(message.Receipt, terms with { At = Later.AddHours(steps.Count) }));
            await ReopenAsync();
            Assert.Equal(Later, (await Store.Inbox.FindAsync(message.Receipt))!.PurgedAt);
            Assert.Equal(Later, (await Store.Inquiries.FindAsync(Sample.Client, Sample.R1))!.PurgedAt);
        }
        while (steps[^1] == PurgeOutcome.More);

        Assert.Equal([PurgeOutcome.More, PurgeOutcome.More, PurgeOutcome.More, PurgeOutcome.Purged], steps);
        Assert.Equal(PurgeOutcome.NothingFound, await Maintenance.PurgeMessageAsync(message.Receipt, terms));
        Assert.Empty(await ToListAsync(Store.Inbox.ReadMessageUsageAsync(message.Receipt)));
        Assert.Empty(await ToListAsync(Store.Inbox.ReadUsageAsync(Sample.Client, Sample.R1)));
        Assert.Equal(0, await BodyLengthAsync(message.Receipt));
        var entry = (await Store.Inbox.FindEntryAsync(message.Receipt))!;
        Assert.Equal(
            (InboxRoom.Inbox, false, Later, "cnp", 1000L), (entry.Room, entry.HasBody, entry.PurgedAt, entry.Peer, entry.BodyLength));
        var copy = await Store.Inbox.StageAndCommitAsync(Sample.Message(), _ => throw new InvalidOperationException("not to be called"));
        Assert.Equal(InboxOutcome.Duplicate, copy.Outcome);
        Assert.Equal(message.AnswerSoap11.ToArray(), copy.Message.AnswerSoap11.ToArray());
        Assert.Equal(message.AnswerSoap12.ToArray(), copy.Message.AnswerSoap12.ToArray());
        Assert.Equal(message.BodySha256.ToArray(), copy.Message.BodySha256.ToArray());
        Assert.Single((await Store.Inquiries.FindAsync(Sample.Client, Sample.R1))!.Ledger.Deliveries);
        var statistics = await Store.Maintenance.GetStatisticsAsync(Sample.Client);
        Assert.Equal((1, 0), (statistics.Messages, statistics.UsageLines));
    }

    [Fact]
    public async Task PurgeMessageAsync_EventsWait_IsHeldUnlessTheyAreDiscarded()
    {
        await Store.Inquiries.AddAsync(Sample.Inquiry());
        var message = await CommitAsync();

        Assert.Equal(PurgeOutcome.Held, await Maintenance.PurgeMessageAsync(message.Receipt, Terms));
        Assert.Equal(PurgeOutcome.Held, await Maintenance.PurgeInquiryAsync(Sample.R1, Terms));
        Assert.Equal((1, 0), await Maintenance.CountObstaclesAsync(Sample.R1, Terms));
        Assert.Null((await Store.Inbox.FindAsync(message.Receipt))!.PurgedAt);
        Assert.Null((await Store.Inquiries.FindAsync(Sample.Client, Sample.R1))!.PurgedAt);

        Assert.Equal(PurgeOutcome.Purged, await Maintenance.PurgeMessageAsync(message.Receipt, Terms with { DiscardsWaiting = true }));
        Assert.Equal(0, (await Store.Maintenance.GetStatisticsAsync(null)).WaitingEvents);
        Assert.Equal((0, 0), await Maintenance.CountObstaclesAsync(Sample.R1, Terms));
    }

    [Fact]
    public async Task PurgeMessageAsync_DeadLetter_IsHeldUnlessItIsDiscarded()
    {
        await Store.Inquiries.AddAsync(Sample.Inquiry());
        var message = await CommitAsync();
        var claim = (await ClaimAsync())!;
        await Store.Dispatch.FailHandlerAsync(
            claim, claim.Events[0].Sequence, "pricing", "Error", Sample.Now, notBefore: null);
        await Store.Dispatch.FinishAsync(claim, claim.Events[0].Sequence);
        await Store.Dispatch.ReleaseAsync(claim, null);

        Assert.Equal(PurgeOutcome.Held, await Maintenance.PurgeMessageAsync(message.Receipt, Terms));
        Assert.Equal(PurgeOutcome.Held, await Maintenance.PurgeInquiryAsync(Sample.R1, Terms));
        Assert.Equal(
            (0, 1), await Maintenance.CountObstaclesAsync(Sample.R1, Terms with { EsiId = Sample.Esi(1) }));

        Assert.Equal(PurgeOutcome.Purged, await Maintenance.PurgeMessageAsync(message.Receipt, Terms with { DiscardsWaiting = true }));
        Assert.Empty(await ToListAsync(Store.Dispatch.ListDeadLettersAsync(null)));
        Assert.Equal((0, 0), await Maintenance.CountObstaclesAsync(Sample.R1, Terms));
    }

    [Fact]
    public async Task PurgeMessageAsync_OnlyEventsOfOtherKindsWait_IsDone()
    {
        await Store.Inquiries.AddAsync(Sample.Inquiry());
        var message = await CommitAsync();

        Assert.Equal((0, 0), await Maintenance.CountObstaclesAsync(Sample.R1, Terms with { Kinds = [] }));
        Assert.Equal(
            PurgeOutcome.Purged, await Maintenance.PurgeMessageAsync(message.Receipt, Terms with { Kinds = [StoredEventKind.InquiryDue] }));
    }

    [Fact]
    public async Task PurgeMessageAsync_Unmatched_BecomesDiscarded()
    {
        var message = await CommitAsync(chunks: 3);

        Assert.Equal(PurgeOutcome.More, await Maintenance.PurgeMessageAsync(message.Receipt, Terms with { MaxRows = 1 }));

        Assert.Equal(InboxRoom.Discarded, (await Store.Inbox.FindEntryAsync(message.Receipt))!.Room);
        await Store.Inquiries.AddAsync(Sample.Inquiry());
        Assert.False(await Store.Inbox.AdoptAsync(message.Receipt, Sample.Delivered(message)));
        Assert.Equal(PurgeOutcome.Purged, await Maintenance.PurgeMessageAsync(message.Receipt, Terms));
    }

    [Fact]
    public async Task ListMessagesAsync_ByAgeAndByInquiry_ListsWhatHasContentInOrderOfReceipt()
    {
        for (var i = 0; i < 300; i++)
        {
            await CommitAsync("M-" + i.ToString("D3", CultureInfo.InvariantCulture), "R-" + (i % 3), receivedAt: Sample.Now.AddMinutes(i));
        }

        var old = await ToListAsync(
            Maintenance.ListMessagesAsync(Terms with { Before = Sample.Now.AddMinutes(200) }));
        Assert.Equal(
            Enumerable.Range(0, 200).Select(i => "M-" + i.ToString("D3", CultureInfo.InvariantCulture)),
            old.Select(entry => entry.MessageKey));
        Assert.Equal(100, (await ReceiptsAsync(Terms with { RequestId = Sample.R1 })).Count);
        await Maintenance.PurgeMessageAsync(old[1].Receipt, Terms with { DiscardsWaiting = true });
        Assert.Equal(99, (await ReceiptsAsync(Terms with { RequestId = Sample.R1 })).Count);
        Assert.Equal(199, (await ReceiptsAsync(Terms with { Before = Sample.Now.AddMinutes(200) })).Count);
        Assert.Empty(await ReceiptsAsync(Terms with { Client = "Other", Before = Later }));
    }

    [Fact]
    public async Task PurgeInquiryAsync_All_TakesPersonalDataAndKeepsEvidenceAndProgress()
    {
        await Store.Inquiries.AddAsync(WithTexts(Sample.Inquiry(reference: "key")));
        await Store.Dispatch.AppendAsync(Sample.Client, UhitEnvironment.Test, Sample.R1, EventWithTexts());
        await ClaimAndFinishAsync(finish: false);
        var before = (await Store.Inquiries.FindAsync(Sample.Client, Sample.R1))!;

        Assert.Equal(PurgeOutcome.Purged, await Maintenance.PurgeInquiryAsync(Sample.R1, Terms));
        Assert.Equal(PurgeOutcome.Purged, await Maintenance.PurgeInquiryAsync(Sample.R1, Terms with { At = Later.AddDays(1) }));
        await ReopenAsync();

        var after = (await Store.Inquiries.FindAsync(Sample.Client, Sample.R1))!;
        var (line, was) = (after.Inquiry.Lines[0], before.Inquiry.Lines[0]);
        Assert.Equal(Later, after.PurgedAt);
        Assert.True(StoreRules.IsRedacted(after));
        Assert.DoesNotContain("canary", System.Text.Encoding.UTF8.GetString(StoreJson.Write(after.Inquiry))
            + System.Text.Encoding.UTF8.GetString(StoreJson.Write(after.Ledger)), StringComparison.Ordinal);
        Assert.Equal(
            was.Authorization with { CustomerName = string.Empty, Telephone = string.Empty, Email = string.Empty }, line.Authorization);
        Assert.Equal(
            (was.EsiId, was.Period, was.RequestedUsage, "key"),
            (line.EsiId, line.Period, line.RequestedUsage, after.Inquiry.ClientReference));
        Assert.Equal("A76", Assert.Single(after.Ledger.Answer!.Acknowledgement.Errors).Code);
        Assert.Equal("CODE", Assert.Single(after.Ledger.Validations[Sample.Esi(1).Value].Line.Reasons).Code);
        var stored = Assert.Single(await ClaimAndFinishAsync(finish: true));
        Assert.Equal(
            (string.Empty, "A76"),
            (stored.Content.Acknowledgement!.Errors[0].Description, stored.Content.Acknowledgement.Errors[0].Code));
        Assert.Equal(string.Empty, stored.Content.Validations![0].Reasons[0].Description);
        Assert.NotNull(await Store.Inquiries.AddAsync(Sample.Inquiry("R-9", "key")));
    }

    [Fact]
    public async Task ListInquiriesAsync_ByAge_ListsFinishedOnesWithoutContent()
    {
        await Store.Inquiries.AddAsync(Sample.Inquiry() with { IsFinished = true });
        await Store.Inquiries.AddAsync(Sample.Inquiry("R-2"));
        await Store.Inquiries.AddAsync(Sample.Inquiry("R-3", createdAt: Later) with { IsFinished = true });
        await Store.Inquiries.AddAsync(Sample.Inquiry("R-4", client: "Other") with { IsFinished = true });
        var message = await CommitAsync();
        var scope = Terms with { Before = Later };
        Assert.Empty(await ToListAsync(Maintenance.ListInquiriesAsync(scope)));

        await Maintenance.PurgeMessageAsync(message.Receipt, Terms with { DiscardsWaiting = true });

        Assert.Equal([Sample.R1], await ToListAsync(Maintenance.ListInquiriesAsync(scope)));
    }

    // More than a page, with instants that repeat.
    [Fact]
    public async Task ListInquiriesAsync_ManyByAge_ListsEachOnceAndTheOldestFirst()
    {
        for (var i = 0; i < 140; i++)
        {
            await Store.Inquiries.AddAsync(Sample.Inquiry("R-" + i, createdAt: Sample.Now.AddMinutes(i / 5)) with { IsFinished = true });
        }

        Assert.Equal(
            Enumerable.Range(0, 140).Select(i => "R-" + i),
            (await ToListAsync(Maintenance.ListInquiriesAsync(Terms with { Before = Later }))).Select(requestId => requestId.Value));
    }

    [Fact]
    public async Task ListInquiriesAsync_TextsThatCameAfterAPurge_AreListedAndGoToo()
    {
        var scope = Terms with { Before = Later };
        await Store.Inquiries.AddAsync(Sample.Inquiry() with { IsFinished = true });
        await Maintenance.PurgeInquiryAsync(Sample.R1, Terms);
        Assert.Empty(await ToListAsync(Maintenance.ListInquiriesAsync(scope)));

        await Store.Inquiries.ChangeAsync(
            Sample.Client, Sample.R1, record => new InquiryChange(record with { Ledger = WithTexts(Sample.Inquiry()).Ledger }, []));

        Assert.Equal([Sample.R1], await ToListAsync(Maintenance.ListInquiriesAsync(scope)));
        await Maintenance.PurgeInquiryAsync(Sample.R1, Terms);
        Assert.Empty(await ToListAsync(Maintenance.ListInquiriesAsync(scope)));
        var ledger = (await Store.Inquiries.FindAsync(Sample.Client, Sample.R1))!.Ledger;
        Assert.DoesNotContain("canary", System.Text.Encoding.UTF8.GetString(StoreJson.Write(ledger)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ForgetMessagesAsync_OldAndEmpty_AreNewAgain()
    {
        await Store.Inquiries.AddAsync(Sample.Inquiry());
        var old = await CommitAsync("M-1");
        var discarded = await CommitAsync("M-2", "R-unknown");
        var young = await CommitAsync("M-3", receivedAt: Later);
        var full = await CommitAsync("M-4");
        foreach (var message in new[] { old, young })
        {
            Assert.Equal(PurgeOutcome.Purged, await Maintenance.PurgeMessageAsync(message.Receipt, Terms with { DiscardsWaiting = true }));
        }

        await Store.Inbox.DiscardKeptAsync(discarded.Receipt, Later);

        Assert.Equal(0, await Maintenance.ForgetMessagesAsync("Other", Later, 10));
        Assert.Equal(1, await Maintenance.ForgetMessagesAsync(Sample.Client, Later, 1));
        Assert.Equal(1, await Maintenance.ForgetMessagesAsync(Sample.Client, Later, 10));
        Assert.Equal(0, await Maintenance.ForgetMessagesAsync(Sample.Client, Later, 10));

        Assert.Null(await Store.Inbox.FindEntryAsync(old.Receipt));
        Assert.Null(await Store.Inbox.FindEntryAsync(discarded.Receipt));
        Assert.NotNull(await Store.Inbox.FindEntryAsync(young.Receipt));
        Assert.NotNull(await Store.Inbox.FindEntryAsync(full.Receipt));
        Assert.Equal(InboxOutcome.Stored, (await Store.Inbox.StageAndCommitAsync(Sample.Message(), Sample.Delivered(old))).Outcome);
    }

    private static InquiryRecord WithTexts(InquiryRecord record)
    {
        var order = new MessageOrder(Sample.Now, "M-0");
        var line = record.Inquiry.Lines[0];
        return record with
        {
            Ledger = record.Ledger.Apply(new Acknowledged(order, Answer(), null))
                .Apply(new Validated(order, null, [Verdict()]))
                .Apply(new Abandoned(Sample.Now, "canary")),
            Inquiry = record.Inquiry with
            {
                Lines =
                [
                    line with
                    {
                        ServiceAddress = new ServiceAddress
                        {
                            Line1 = "canary",
                            Line2 = "canary",
                            City = "canary",
                            State = "canary",
                            PostalCode = "canary",
                        },
                        Authorization = line.Authorization with
                        {
                            CustomerName = "canary",
                            Telephone = "canary",
                            Email = "canary",
                            Title = "Owner",
                            EvidenceReference = "sha256:00",
                            ExpiresOn = new DateOnly(2027, 1, 1),
                        },
                    },
                ],
            },
        };
    }

    private static Acknowledgement Answer() => new()
    {
        RequestId = Sample.R1,
        ReceivedAt = Sample.Now,
        Status = AcknowledgementStatus.Accepted,
        Errors = [new ReportedError { Code = "A76", Description = "canary" }],
    };

    private static LineValidation Verdict() => new()
    {
        LineNumber = 1,
        EsiId = Sample.Esi(1),
        Status = ValidationStatus.Failed,
        Reasons = [new ReportedError { Code = "CODE", Description = "canary" }],
    };

    private static StoredEvent EventWithTexts()
    {
        var stored = Sample.Event("texts", StoredEventKind.InquiryDue);
        return stored with { Content = stored.Content with { Acknowledgement = Answer(), Validations = [Verdict()] } };
    }
}
