using Uhit.Client.Store;

namespace Uhit.Client.Conformance.Store;

// What waits for its inquiry: listed, adopted, discarded.
public abstract partial class CorrelationConformance
{
    [Fact]
    public async Task ListAdoptableAsync_UnmatchedWithoutRequestId_OnceItsNumberIsKnown()
    {
        await AddAsync("R-1");
        await AddAsync("R-2");
        var byNumber = Message("a");
        var byEsiId = Message("b", key: "t:none", esiIds: [Sample.Esi(1)], choose: static (_, _) => null);
        var byId = Message("c", key: "t:R-2", requestId: "R-2", choose: static (_, _) => null);
        foreach (var message in new[] { byNumber, byEsiId, byId })
        {
            Assert.Equal(InboxOutcome.Unmatched, (await Inbox.StageAndCommitAsync(message, _ => null)).Outcome);
        }

        Assert.Equal(Receipts(byEsiId, byId), Receipts(await ToListAsync(Inbox.ListAdoptableAsync(Sample.Client, null))));
        await AnswerAsync("R-1", "T-1");

        Assert.Equal(Receipts(byNumber, byEsiId, byId), Receipts(await ToListAsync(Inbox.ListAdoptableAsync(Sample.Client, null))));
        Assert.Equal(Receipts(byNumber, byEsiId), Receipts(await ToListAsync(Inbox.ListAdoptableAsync(Sample.Client, Sample.R1))));
        Assert.Equal(Receipts(byEsiId, byId), Receipts(await ToListAsync(Inbox.ListAdoptableAsync(Sample.Client, RequestId.Parse("R-2")))));
    }

    [Fact]
    public async Task ListAdoptableAsync_NamedOnesAmongThoseThatFit_ComeInOrderOfReceipt()
    {
        await AddAsync("R-5");
        InboxMessage[] messages =
        [
            Message("a") with { ReceivedAt = Sample.Now },
            Sample.Message("M-1", "R-1") with { ReceivedAt = Sample.Now.AddMinutes(1) },
            Message("b") with { ReceivedAt = Sample.Now.AddMinutes(2) },
            Sample.Message("M-2", "R-1") with { ReceivedAt = Sample.Now.AddMinutes(3) },
            Message("c") with { ReceivedAt = Sample.Now.AddMinutes(3) },
        ];
        foreach (var message in messages)
        {
            await Inbox.StageAndCommitAsync(message, _ => null);
        }

        await AddAsync("R-1", "T-1");

        foreach (var asked in new RequestId?[] { Sample.R1, null })
        {
            var listed = await ToListAsync(Inbox.ListAdoptableAsync(Sample.Client, asked));
            Assert.Equal(messages.Select(message => message.Receipt), listed.Select(entry => entry.Receipt));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("R-1")]
    public async Task ListAdoptableAsync_TheNumberBecomesKnownWhileItIsRead_ListsOneMoment(string? asked)
    {
        await AddAsync("R-1");
        var byEsiId = Message("b", key: "t:none", esiIds: [Sample.Esi(1)], choose: static (_, _) => null);
        await Inbox.StageAndCommitAsync(byEsiId with { ReceivedAt = Sample.Now.AddMinutes(1) }, _ => null);
        await Inbox.StageAndCommitAsync(Message("c") with { ReceivedAt = Sample.Now.AddMinutes(2) }, _ => null);
        var listed = new List<string>();

        await foreach (var entry in Inbox.ListAdoptableAsync(Sample.Client, asked is null ? null : RequestId.Parse(asked)))
        {
            if (listed.Count == 0)
            {
                await AnswerAsync("R-1", "T-1");
            }

            listed.Add(entry.MessageKey!);
        }

        Assert.Equal(["sha256:b"], listed);
    }

    [Fact]
    public async Task AdoptCorrelatedAsync_OnceItsNumberIsKnown_BecomesAMessageOfItsInquiryOnce()
    {
        await AddAsync("R-1");
        var message = Message("a") with { UsageCount = 1 };
        await Inbox.AppendUsageAsync(message.Receipt, 0, Sample.Usage(1));
        await Inbox.StageAndCommitAsync(message, _ => null);
        await AnswerAsync("R-1", "T-1");

        var adopted = await AtOnceAsync(
            10, _ => Inbox.AdoptCorrelatedAsync(message.Receipt, message.Correlation!, Sample.Delivered(message)));
        await ReopenAsync();

        Assert.Equal(Sample.R1, Assert.Single(adopted, found => found is not null));
        var stored = (await Inbox.FindAsync(message.Receipt))!;
        Assert.Equal(("R-1", message.MessageKey + "@R-1"), (stored.Header.RequestId.Value, stored.MessageKey));
        Assert.Equal((message.Part, "unmatched/a"), (stored.Part, stored.UnmatchedEvent!.Key));
        Assert.Single(await ToListAsync(Inbox.ReadUsageAsync(Sample.Client, Sample.R1)));
        Assert.Single((await Store.Inquiries.FindAsync(Sample.Client, Sample.R1))!.Ledger.Deliveries);
        Assert.Empty((await Inbox.FindEntryAsync(message.Receipt))!.Identifiers);

        // A copy of it finds the inquiry, and with it the message.
        var copy = await Inbox.StageAndCommitAsync(
            message with { Receipt = Sample.Receipt(), UsageCount = 0 }, _ => throw new InvalidOperationException("not to be called"));
        Assert.Equal((InboxOutcome.Duplicate, message.Receipt), (copy.Outcome, copy.Message.Receipt));
    }

    [Fact]
    public async Task AdoptCorrelatedAsync_NoneChosenOrNamed_ChangesNothing()
    {
        await AddAsync("R-1");
        var message = Message("a");
        await Inbox.StageAndCommitAsync(message, _ => null);
        var named = Sample.Message("M-1", "R-9");
        await Inbox.StageAndCommitAsync(named, _ => null);
        await AnswerAsync("R-1", "T-1");
        var chosen = message.Correlation!;

        Assert.Null(await Inbox.AdoptCorrelatedAsync(message.Receipt, chosen with { Choose = static (_, _) => null }, Refuse));
        Assert.Null(
            await Inbox.AdoptCorrelatedAsync(message.Receipt, chosen with { Choose = static (_, _) => RequestId.Parse("R-5") }, Refuse));
        Assert.Null(await Inbox.AdoptCorrelatedAsync(named.Receipt, chosen, Refuse));
        Assert.Null(await Inbox.AdoptCorrelatedAsync(Sample.Receipt(), chosen, Refuse));
        await Assert.ThrowsAsync<FormatException>(() =>
            Inbox.AdoptCorrelatedAsync(message.Receipt, chosen, _ => throw new FormatException()));

        Assert.Equal(
            (InboxRoom.Unmatched, 1),
            ((await Inbox.FindEntryAsync(message.Receipt))!.Room, (await Inbox.FindEntryAsync(message.Receipt))!.Identifiers.Count));
        Assert.Equal(Sample.R1, await Inbox.AdoptCorrelatedAsync(message.Receipt, chosen, _ => null));
    }

    [Fact]
    public async Task DiscardAndPurge_OfAnUnmatchedWithoutRequestId_TakeItsKeysAway()
    {
        await AddAsync("R-1");
        var (discarded, purged, other) = (Message("a"), Message("b"), Message("c"));
        foreach (var message in new[] { discarded, purged, other })
        {
            await Inbox.StageAndCommitAsync(message with
            {
                UnmatchedEvent = Sample.Event("unmatched/" + message.MessageKey, StoredEventKind.CallbackUnmatched, message.Receipt),
            }, _ => null);
        }

        Assert.True(await Inbox.DiscardKeptAsync(discarded.Receipt, Sample.Now));
        var terms = new PurgeTerms { Client = Sample.Client, At = Sample.Now, Kinds = [StoredEventKind.CallbackUnmatched] };
        Assert.Equal(PurgeOutcome.Held, await Store.Maintenance.PurgeMessageAsync(purged.Receipt, terms));
        Assert.Equal(PurgeOutcome.Purged, await Store.Maintenance.PurgeMessageAsync(purged.Receipt, terms with { DiscardsWaiting = true }));
        await AnswerAsync("R-1", "T-1");

        Assert.Equal(Receipts(other), Receipts(await ToListAsync(Inbox.ListAdoptableAsync(Sample.Client, null))));
        Assert.Null(await Inbox.AdoptCorrelatedAsync(purged.Receipt, purged.Correlation!, Refuse));
        Assert.All(await ToListAsync(Inbox.ListAsync(Sample.Client, InboxRoom.Discarded)), entry => Assert.Empty(entry.Identifiers));

        // What waits of another unmatched message is not that one's.
        Assert.Equal(2, (await Store.Maintenance.GetStatisticsAsync(Sample.Client)).WaitingEvents);
        Assert.Equal(InboxOutcome.Duplicate, (await Inbox.StageAndCommitAsync(purged with { Receipt = Sample.Receipt() }, Refuse)).Outcome);
    }
}
