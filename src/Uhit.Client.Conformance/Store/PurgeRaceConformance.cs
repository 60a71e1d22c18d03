using Uhit.Client.Store;

namespace Uhit.Client.Conformance.Store;

/// <summary>Purges that take events from handlers which are at work.</summary>
public abstract class PurgeRaceConformance : DispatchConformanceBase
{
    private const int Rounds = 20;

    private static readonly PurgeTerms Terms =
        new() { Client = Sample.Client, At = Sample.Now.AddDays(30), Kinds = [StoredEventKind.UsageDelivered], DiscardsWaiting = true };

    [Theory]
    [InlineData("dies")]
    [InlineData("fails")]
    [InlineData("completes")]
    [InlineData("finishes")]
    [InlineData("commits")]
    public async Task PurgeInquiryAsync_HandlerIsAtWork_ItsNoteIsRefused(string how)
    {
        var claim = await BegunAsync("R-1");
        var sequence = claim.Events[0].Sequence;
        Assert.Equal(PurgeOutcome.Purged, await Store.Maintenance.PurgeInquiryAsync(Sample.R1, Terms));

        Assert.False(await NoteAsync(how, claim, sequence));

        await NothingIsLeftAsync("R-1");
        await Dispatch.ReleaseAsync(claim, null);
        Assert.Null(await ClaimAsync(Sample.Now.AddDays(60)));
    }

    [Fact]
    public async Task PurgeMessageAsync_HandlerIsAtWork_ItsNoteIsRefusedAndThoseOfOtherMessagesAreNot()
    {
        await Store.Inquiries.AddAsync(Sample.Inquiry());
        var purged = await CommitAsync("M-1", "R-1", 1);
        await CommitAsync("M-2", "R-1", 2);
        var claim = (await ClaimAsync())!;
        Assert.Equal(2, claim.Events.Count);

        Assert.Equal(PurgeOutcome.Purged, await Store.Maintenance.PurgeMessageAsync(purged.Receipt, Terms with { EsiId = Sample.Esi(1) }));

        Assert.False(await NoteAsync("dies", claim, claim.Events[0].Sequence));
        Assert.True(await NoteAsync("completes", claim, claim.Events[1].Sequence));
        Assert.True(await NoteAsync("finishes", claim, claim.Events[1].Sequence));
        await NothingIsLeftAsync("R-1");
    }

    [Theory]
    [InlineData("dies")]
    [InlineData("fails")]
    [InlineData("commits")]
    public async Task PurgeInquiryAsync_AtOnceWithANote_LeavesNothingToBeHandled(string how)
    {
        for (var i = 0; i < Rounds; i++)
        {
            var requestId = RequestId.Parse($"R-{i}");
            var claim = await BegunAsync(requestId.Value);

            await AtOnceAsync(2, async which => which == 0
                ? await Store.Maintenance.PurgeInquiryAsync(requestId, Terms) == PurgeOutcome.Purged
                : await NoteAsync(how, claim, claim.Events[0].Sequence));

            await NothingIsLeftAsync(requestId.Value);
        }
    }

    [Fact]
    public async Task PurgeInquiryAsync_AtOnceWithAReplay_LeavesNothingToBeHandled()
    {
        for (var i = 0; i < Rounds; i++)
        {
            var requestId = RequestId.Parse($"R-{i}");
            var claim = await BegunAsync(requestId.Value);
            var sequence = claim.Events[0].Sequence;
            await NoteAsync("dies", claim, sequence);
            await NoteAsync("finishes", claim, sequence);

            await AtOnceAsync(2, async which => which == 0
                ? await Store.Maintenance.PurgeInquiryAsync(requestId, Terms) == PurgeOutcome.Purged
                : await Dispatch.ReplayDeadLetterAsync(Sample.Client, sequence, "h"));

            await NothingIsLeftAsync(requestId.Value);
        }
    }

    [Fact]
    public async Task PurgeInquiryAsync_AtOnceWithAReplay_IsHeldWhicheverComesFirst()
    {
        for (var i = 0; i < Rounds; i++)
        {
            var requestId = RequestId.Parse($"R-{i}");
            var claim = await BegunAsync(requestId.Value);
            var sequence = claim.Events[0].Sequence;
            await NoteAsync("dies", claim, sequence);
            await NoteAsync("finishes", claim, sequence);

            var purged = (await AtOnceAsync(2, async which => which == 0
                ? await Store.Maintenance.PurgeInquiryAsync(
                    requestId, Terms with { DiscardsWaiting = false }) == PurgeOutcome.Purged
                : await Dispatch.ReplayDeadLetterAsync(Sample.Client, sequence, "h")))[0];

            Assert.False(purged);
        }
    }

    private async Task<DispatchClaim> BegunAsync(string requestId)
    {
        await Store.Inquiries.AddAsync(Sample.Inquiry(requestId));
        await AppendAsync("key " + requestId, requestId: requestId);
        var claim = (await ClaimAsync())!;
        Assert.Equal(requestId, claim.RequestId.Value);
        return claim;
    }

    private async Task<bool> NoteAsync(string how, DispatchClaim claim, long sequence) => how switch
    {
        "dies" => await Dispatch.FailHandlerAsync(claim, sequence, "h", "E", Sample.Now, null),
        "fails" => await Dispatch.FailHandlerAsync(claim, sequence, "h", "E", Sample.Now, Sample.Now.AddMinutes(1)),
        "finishes" => await Dispatch.FinishAsync(claim, sequence),
        "commits" when Dispatch.SupportsTransactions => await Dispatch.CompleteHandlerInTransactionAsync(
            claim, sequence, "h", (_, _) => Task.CompletedTask, TimeSpan.FromMinutes(1)),
        _ => await Dispatch.CompleteHandlerAsync(claim, sequence, "h"),
    };

    private async Task NothingIsLeftAsync(string requestId)
    {
        Assert.Empty(await ToListAsync(Dispatch.ListDeadLettersAsync(null)));
        var all = new PurgeTerms { Client = Sample.Client, At = Sample.Now, Kinds = Enum.GetValues<StoredEventKind>() };
        Assert.Equal((0, 0), await Store.Maintenance.CountObstaclesAsync(RequestId.Parse(requestId), all));
    }

    private async Task<InboxMessage> CommitAsync(string key, string requestId, int line)
    {
        var message = Sample.Message(key, requestId) with { UsageCount = 1, Part = new DeliveryPart(DeliveryId.Parse("D-" + key), 1, 1) };
        await Store.Inbox.AppendUsageAsync(message.Receipt, 0, Sample.Usage(line));
        await Store.Inbox.AppendBodyAsync(message.Receipt, 0, "a"u8.ToArray());
        await Store.Inbox.CommitAsync(message, Sample.Delivered(message));
        return message;
    }
}
