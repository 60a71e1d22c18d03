using Uhit.Client.Store;

namespace Uhit.Client.Conformance.Store;

/// <summary><see cref="IDispatchStore"/>.</summary>
public abstract class DispatchConformance : DispatchConformanceBase
{
    [Fact]
    public async Task ClaimAsync_Nothing_IsNull() => Assert.Null(await ClaimAsync());

    [Fact]
    public async Task ClaimAsync_Events_ComeWholeAndInStoredOrder()
    {
        var receipt = Sample.Receipt();
        await AppendAsync("k2", StoredEventKind.ValidationReceived);
        await Dispatch.AppendAsync(Sample.Client, UhitEnvironment.Production, Sample.R1, Sample.Event("k1", receipt: receipt));
        await ReopenAsync();

        var claim = (await ClaimAsync())!;

        Assert.Equal((Sample.Client, Sample.R1, Sample.Now.AddMinutes(1)), (claim.Client, claim.RequestId, claim.Until));
        Assert.Equal(["k2", "k1"], claim.Events.Select(stored => stored.Key));
        Assert.Equal(Sample.Event("k1", receipt: receipt), Sample.AsAppended(claim.Events[1]));
        Assert.Equal(
            (UhitEnvironment.Production, Sample.Client, Sample.R1),
            (claim.Events[1].Environment, claim.Events[1].Client, claim.Events[1].RequestId));
        Assert.True(claim.Events[0].Sequence < claim.Events[1].Sequence);
        Assert.Empty(claim.Events[0].Handlers);
    }

    // What an event itself names of client, environment and inquiry is ignored, whoever has it stored.
    [Fact]
    public async Task ClaimAsync_EventsOfEachSource_HaveWhatTheStoreFillsIn()
    {
        var named = Sample.Event("appended") with
        {
            Sequence = 77,
            Client = "Other",
            Environment = UhitEnvironment.Production,
            RequestId = RequestId.Parse("R-7"),
            Handlers = new Dictionary<string, HandlerProgress>(StringComparer.Ordinal) { ["h"] = new(1, true, null) },
            Claims = 7,
            OpenClaims = 7,
        };
        var unknown = RequestId.Parse("R-unknown");
        await Store.Inquiries.AddAsync(Sample.Inquiry());
        await Dispatch.AppendAsync(Sample.Client, UhitEnvironment.Test, Sample.R1, named);
        await Store.Inquiries.ChangeAsync(Sample.Client, Sample.R1, record => new InquiryChange(record, [named with { Key = "changed" }]));
        await Store.Inbox.StageAndCommitAsync(
            Sample.Message("M-1"), record => new InquiryChange(record, [named with { Key = "committed" }]));
        await Store.Inbox.StageAndCommitAsync(
            Sample.Message("M-2", unknown.Value) with { UnmatchedEvent = named with { Key = "unmatched" } }, _ => null);
        await ReopenAsync();

        var (first, second) = ((await ClaimAsync())!, (await ClaimAsync())!);

        Assert.Equal(["appended", "changed", "committed"], first.Events.Select(stored => stored.Key));
        Assert.Equal("unmatched", Assert.Single(second.Events).Key);
        var sequence = 0L;
        foreach (var (stored, requestId) in first.Events.Select(stored => (stored, Sample.R1)).Append((second.Events[0], unknown)))
        {
            Assert.True(stored.Sequence > sequence);
            sequence = stored.Sequence;
            Assert.Equal((Sample.Client, UhitEnvironment.Test, requestId), (stored.Client, stored.Environment, stored.RequestId));
            Assert.Equal((0, 1, 1), (stored.Handlers.Count, stored.Claims, stored.OpenClaims));
        }
    }

    [Fact]
    public async Task FailHandlerAsync_NamesThatDifferInCaseAlone_AreTwoHandlers()
    {
        await AppendAsync("k");
        var claim = (await ClaimAsync())!;
        var sequence = claim.Events[0].Sequence;
        Assert.True(await Dispatch.CompleteHandlerAsync(claim, sequence, "handler"));
        Assert.True(await Dispatch.FailHandlerAsync(claim, sequence, "Handler", "E", Sample.Now, Sample.Now));
        await Dispatch.ReleaseAsync(claim, null);

        var handlers = (await ClaimAsync())!.Events[0].Handlers;

        Assert.Equal((2, true, false), (handlers.Count, handlers["handler"].IsComplete, handlers["Handler"].IsComplete));
        Assert.Equal((0, 1), (handlers["handler"].Failures, handlers["Handler"].Failures));
    }

    [Fact]
    public async Task AppendAsync_SameKeyTwice_IsStoredOnceForEachClient()
    {
        await AppendAsync("k");
        await AppendAsync("k", requestId: "R-2");
        await Dispatch.AppendAsync("Other", UhitEnvironment.Test, Sample.R1, Sample.Event("k"));

        Assert.Equal(2, (await Store.Maintenance.GetStatisticsAsync(null)).WaitingEvents);
        Assert.Equal(1, (await Store.Maintenance.GetStatisticsAsync("Other")).WaitingEvents);
    }

    [Fact]
    public async Task ClaimAsync_Claimed_IsNotGivenTwice()
    {
        await AppendAsync("k1");
        await AppendAsync("k2", requestId: "R-2");

        var first = (await ClaimAsync())!;
        var second = (await ClaimAsync())!;

        Assert.Equal(("R-1", "R-2"), (first.RequestId.Value, second.RequestId.Value));
        Assert.Null(await ClaimAsync());
    }

    [Fact]
    public async Task ClaimAsync_TenAtOnce_GetDifferentInquiries()
    {
        for (var i = 0; i < 5; i++)
        {
            await AppendAsync("k" + i, requestId: "R-" + i);
        }

        var claims = await AtOnceAsync(10, _ => ClaimAsync());

        Assert.Equal(5, claims.Count(claim => claim is not null));
        Assert.Equal(5, claims.Where(claim => claim is not null).Select(claim => claim!.RequestId).Distinct().Count());
    }

    [Fact]
    public async Task ClaimAsync_LeaseRunOut_GivesAGreaterTokenAndRefusesTheOldOne()
    {
        await AppendAsync("k");
        var old = (await ClaimAsync())!;
        Assert.Null(await ClaimAsync(Sample.Now.AddSeconds(59)));

        var later = (await ClaimAsync(Sample.Now.AddMinutes(1)))!;

        Assert.True(later.Token > old.Token);
        var sequence = old.Events[0].Sequence;
        Assert.False(await Dispatch.CompleteHandlerAsync(old, sequence, "h"));
        Assert.False(await Dispatch.FailHandlerAsync(old, sequence, "h", "E", Sample.Now, Sample.Now));
        Assert.False(await Dispatch.FinishAsync(old, sequence));
        Assert.False(await Dispatch.RenewAsync(old, Sample.Now.AddHours(1)));
        await Dispatch.ReleaseAsync(old, null);
        Assert.Null(await ClaimAsync(Sample.Now.AddSeconds(61)));
        Assert.Empty((await ClaimAsync(Sample.Now.AddHours(2)))!.Events[0].Handlers);
    }

    [Fact]
    public async Task Writes_LeaseRunOutAndNobodyClaimed_AreTaken()
    {
        await AppendAsync("k");
        var claim = (await ClaimAsync())!;

        Assert.True(await Dispatch.RenewAsync(claim, Sample.Now.AddHours(1)));
        Assert.Null(await ClaimAsync(Sample.Now.AddMinutes(59)));
        Assert.True(await Dispatch.FinishAsync(claim, claim.Events[0].Sequence));
    }

    [Fact]
    public async Task ReleaseAsync_GivesTheClaimBack()
    {
        await AppendAsync("k");
        var claim = (await ClaimAsync())!;

        await Dispatch.ReleaseAsync(claim, null);

        Assert.False(await Dispatch.FinishAsync(claim, claim.Events[0].Sequence));
        Assert.True((await ClaimAsync())!.Token > claim.Token);
    }

    [Fact]
    public async Task FinishAsync_TakesTheEventOut()
    {
        await AppendAsync("k1");
        await AppendAsync("k2");
        var claim = (await ClaimAsync())!;
        Assert.True(await Dispatch.FinishAsync(claim, claim.Events[0].Sequence));
        await Dispatch.ReleaseAsync(claim, null);
        await ReopenAsync();

        Assert.Equal(["k2"], (await ClaimAsync())!.Events.Select(stored => stored.Key));
        await AppendAsync("k1");
        Assert.Equal(1, (await Store.Maintenance.GetStatisticsAsync(null)).WaitingEvents);
    }

    [Fact]
    public async Task FinishAsync_AnotherInquirysEvent_IsRefused()
    {
        await AppendAsync("k1");
        await AppendAsync("k2", requestId: "R-2");
        var first = (await ClaimAsync())!;
        var second = (await ClaimAsync())!;

        Assert.False(await Dispatch.FinishAsync(first, second.Events[0].Sequence));
        Assert.False(await Dispatch.CompleteHandlerAsync(first, second.Events[0].Sequence, "h"));
    }

    [Fact]
    public async Task Handlers_KeepTheirProgressApart()
    {
        await AppendAsync("k");
        var claim = (await ClaimAsync())!;
        var sequence = claim.Events[0].Sequence;
        await Dispatch.CompleteHandlerAsync(claim, sequence, "pricing");
        await Dispatch.FailHandlerAsync(claim, sequence, "billing", "System.FormatException", Sample.Now, Sample.Now.AddMinutes(5));
        await Dispatch.FailHandlerAsync(claim, sequence, "billing", "System.FormatException", Sample.Now, Sample.Now.AddMinutes(10));
        await Dispatch.ReleaseAsync(claim, null);
        await ReopenAsync();

        Assert.Null(await ClaimAsync(Sample.Now.AddMinutes(9)));
        claim = (await ClaimAsync(Sample.Now.AddMinutes(10)))!;
        Assert.Equal(new HandlerProgress(0, true, null), claim.Events[0].Handlers["pricing"]);
        Assert.Equal(new HandlerProgress(2, false, Sample.Now.AddMinutes(10)), claim.Events[0].Handlers["billing"]);

        await Dispatch.CompleteHandlerAsync(claim, sequence, "billing");
        await Dispatch.ReleaseAsync(claim, null);
        Assert.Equal(new HandlerProgress(2, true, null), (await ClaimAsync())!.Events[0].Handlers["billing"]);
    }

    [Fact]
    public async Task ClaimAsync_FirstEventWaits_PassesTheInquiryOverAndTakesAnother()
    {
        await AppendAsync("k1");
        await AppendAsync("k2");
        await AppendAsync("other", requestId: "R-2");
        var claim = (await ClaimAsync())!;
        await Dispatch.FailHandlerAsync(claim, claim.Events[0].Sequence, "h", "E", Sample.Now, Sample.Now.AddHours(1));
        await Dispatch.ReleaseAsync(claim, null);

        claim = (await ClaimAsync())!;
        Assert.Equal("R-2", claim.RequestId.Value);
        await Dispatch.FinishAsync(claim, claim.Events[0].Sequence);
        Assert.Null(await ClaimAsync());
        Assert.Equal(["k1", "k2"], (await ClaimAsync(Sample.Now.AddHours(1)))!.Events.Select(stored => stored.Key));
    }

    [Fact]
    public async Task ClaimAsync_ALaterEventWaits_EndsBeforeIt()
    {
        await AppendAsync("k1");
        await AppendAsync("k2");
        await AppendAsync("k3");
        var claim = (await ClaimAsync())!;
        await Dispatch.FailHandlerAsync(claim, claim.Events[1].Sequence, "h", "E", Sample.Now, Sample.Now.AddHours(1));
        await Dispatch.ReleaseAsync(claim, null);

        Assert.Equal(["k1"], (await ClaimAsync())!.Events.Select(stored => stored.Key));
    }

    [Fact]
    public async Task ClaimAsync_OneHandlerOfTwoMayBeTried_GivesTheEvent()
    {
        await AppendAsync("k");
        var claim = (await ClaimAsync())!;
        await Dispatch.FailHandlerAsync(claim, claim.Events[0].Sequence, "a", "E", Sample.Now, Sample.Now.AddMinutes(5));
        await Dispatch.FailHandlerAsync(claim, claim.Events[0].Sequence, "b", "E", Sample.Now, Sample.Now.AddMinutes(30));
        await Dispatch.ReleaseAsync(claim, null);

        Assert.NotNull(await ClaimAsync(Sample.Now.AddMinutes(5)));
    }

    [Fact]
    public async Task ClaimAsync_KindsAndClients_AreThoseAskedFor()
    {
        await AppendAsync("k1", StoredEventKind.CallbackAcknowledged);
        await AppendAsync("k2", StoredEventKind.UsageDelivered);
        await AppendAsync("k3", StoredEventKind.CallbackAcknowledged);

        Assert.Null(await Dispatch.ClaimAsync(Request(Sample.Now) with { Clients = ["Other"] }));
        Assert.Null(await Dispatch.ClaimAsync(Request(Sample.Now) with { Kinds = [StoredEventKind.InquiryDue] }));
        Assert.Null(await Dispatch.ClaimAsync(Request(Sample.Now) with { Kinds = [] }));
        var claim =
            (await Dispatch.ClaimAsync(Request(Sample.Now) with { Kinds = [StoredEventKind.UsageDelivered, StoredEventKind.InquiryDue] }))!;
        Assert.Equal(["k2"], claim.Events.Select(stored => stored.Key));
        await Dispatch.ReleaseAsync(claim, null);
        Assert.Equal(
            ["k1", "k2"],
            (await Dispatch.ClaimAsync(Request(Sample.Now) with { MaxEvents = 2 }))!.Events.Select(stored => stored.Key));
    }

    [Fact]
    public async Task EveryCall_CancelledBefore_IsCancelledAndDoesNothing()
    {
        var cancelled = new CancellationToken(true);
        await AppendAsync("k");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Dispatch.ClaimAsync(Request(Sample.Now), cancelled));
        var claim = (await ClaimAsync())!;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Dispatch.FinishAsync(claim, claim.Events[0].Sequence, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Dispatch.AppendAsync(Sample.Client, UhitEnvironment.Test, Sample.R1, Sample.Event("x"), cancelled));
        Assert.Equal(1, (await Store.Maintenance.GetStatisticsAsync(null)).WaitingEvents);
    }

    [Fact]
    public async Task ClaimAsync_OneThatFailedIsDue_GoesAfterOneThatNeverFailedAndBeforeOneThatIsDueLater()
    {
        foreach (var inquiry in new[] { "late", "early", "fresh" })
        {
            await AppendAsync(inquiry, requestId: inquiry);
        }

        foreach (var minutes in new[] { 20, 10 })
        {
            var claim = (await ClaimAsync())!;
            await Dispatch.FailHandlerAsync(claim, claim.Events[0].Sequence, "h", "E", Sample.Now, Sample.Now.AddMinutes(minutes));
            await Dispatch.ReleaseAsync(claim, null);
        }

        var order = new List<string>();
        while (await ClaimAsync(Sample.Now.AddHours(1)) is { } next)
        {
            order.Add(next.RequestId.Value);
        }

        Assert.Equal(["fresh", "early", "late"], order);
    }

    [Fact]
    public async Task FailHandlerAsync_OneThatIsComplete_StaysComplete()
    {
        await AppendAsync("k");
        var claim = (await ClaimAsync())!;
        await Dispatch.CompleteHandlerAsync(claim, claim.Events[0].Sequence, "h");

        Assert.True(await Dispatch.FailHandlerAsync(claim, claim.Events[0].Sequence, "h", "E", Sample.Now, null));
        await Dispatch.ReleaseAsync(claim, null);

        Assert.Equal(new HandlerProgress(0, true, null), (await ClaimAsync())!.Events[0].Handlers["h"]);
        Assert.Empty(await ToListAsync(Dispatch.ListDeadLettersAsync(null)));
    }
}
