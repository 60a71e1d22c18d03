using Uhit.Client.Store;

namespace Uhit.Client.Conformance.Store;

/// <summary>Handlers that are given up, and claims that are counted: <see cref="IDispatchStore"/>.</summary>
public abstract class DeadLetterConformance : DispatchConformanceBase
{
    [Fact]
    public async Task FailHandlerAsync_GivenUp_IsADeadLetterWithAllThatIdentifiesIt()
    {
        var receipt = Sample.Receipt();
        await Dispatch.AppendAsync(Sample.Client, UhitEnvironment.Production, Sample.R1, Sample.Event("k", receipt: receipt));
        var claim = (await ClaimAsync())!;
        var sequence = claim.Events[0].Sequence;
        await Dispatch.FailHandlerAsync(claim, sequence, "billing", "First", Sample.Now, Sample.Now);
        await Dispatch.FailHandlerAsync(
            claim, sequence, "billing", "System.FormatException", Sample.Now.AddMinutes(3), null);
        await Dispatch.CompleteHandlerAsync(claim, sequence, "pricing");
        await Dispatch.ReleaseAsync(claim, null);
        await ReopenAsync();

        var expected = new DeadLetter
        {
            Sequence = sequence,
            Client = Sample.Client,
            Environment = UhitEnvironment.Production,
            RequestId = Sample.R1,
            Handler = "billing",
            Kind = StoredEventKind.UsageDelivered,
            EventKey = "k",
            ErrorType = "System.FormatException",
            Failures = 2,
            Replays = 0,
            DiedAt = Sample.Now.AddMinutes(3),
            Receipt = receipt,
        };
        Assert.Equal([expected], await ToListAsync(Dispatch.ListDeadLettersAsync(null)));
        Assert.Equal([expected], await ToListAsync(Dispatch.ListDeadLettersAsync(Sample.Client)));
        Assert.Empty(await ToListAsync(Dispatch.ListDeadLettersAsync("Other")));
        Assert.Equal(1, (await Store.Maintenance.GetStatisticsAsync(Sample.Client)).DeadLetters);
        Assert.Equal(0, (await Store.Maintenance.GetStatisticsAsync("Other")).DeadLetters);
        Assert.Equal(new HandlerProgress(2, false, null) { IsDead = true }, (await ClaimAsync())!.Events[0].Handlers["billing"]);
    }

    [Fact]
    public async Task ListDeadLettersAsync_ManyOfThem_AreAllThereInStoredOrder()
    {
        for (var i = 0; i < 70; i++)
        {
            await AppendAsync($"k{i}", requestId: "R-" + i);
            var claim = (await ClaimAsync())!;
            await Dispatch.FailHandlerAsync(claim, claim.Events[0].Sequence, "b", "E", Sample.Now, null);
            await Dispatch.FailHandlerAsync(claim, claim.Events[0].Sequence, "a", "E", Sample.Now, null);
            await Dispatch.FinishAsync(claim, claim.Events[0].Sequence);
            await Dispatch.ReleaseAsync(claim, null);
        }

        var dead = await ToListAsync(Dispatch.ListDeadLettersAsync(Sample.Client));

        Assert.Equal(
            Enumerable.Range(0, 70).SelectMany(i => new[] { ($"k{i}", "a"), ($"k{i}", "b") }),
            dead.Select(letter => (letter.EventKey, letter.Handler)));
    }

    [Fact]
    public async Task FailHandlerAsync_GivenUp_FreesItsInquiry()
    {
        await KillAsync("k1");
        await AppendAsync("k2");

        Assert.Equal(["k2"], (await ClaimAsync())!.Events.Select(stored => stored.Key));
    }

    [Fact]
    public async Task ClaimAsync_OneHandlerDeadAndOneWaits_WaitsForThatOne()
    {
        await AppendAsync("k");
        var claim = (await ClaimAsync())!;
        await Dispatch.FailHandlerAsync(claim, claim.Events[0].Sequence, "dead", "E", Sample.Now, null);
        await Dispatch.FailHandlerAsync(claim, claim.Events[0].Sequence, "waits", "E", Sample.Now, Sample.Now.AddMinutes(5));
        await Dispatch.ReleaseAsync(claim, null);

        Assert.Null(await ClaimAsync(Sample.Now.AddMinutes(4)));
        Assert.NotNull(await ClaimAsync(Sample.Now.AddMinutes(5)));
    }

    [Fact]
    public async Task ReplayDeadLetterAsync_Dead_WaitsAgainAheadOfLaterEvents()
    {
        var sequence = await KillAsync("k1");
        await AppendAsync("k2");

        Assert.True(await Dispatch.ReplayDeadLetterAsync(Sample.Client, sequence, "h"));
        await ReopenAsync();

        Assert.Empty(await ToListAsync(Dispatch.ListDeadLettersAsync(null)));
        var claim = (await ClaimAsync())!;
        Assert.Equal(["k1", "k2"], claim.Events.Select(stored => stored.Key));
        Assert.Equal(new HandlerProgress(0, false, null) { Replays = 1 }, claim.Events[0].Handlers["h"]);

        await Dispatch.FailHandlerAsync(claim, sequence, "h", "Again", Sample.Now, null);
        var letter = Assert.Single(await ToListAsync(Dispatch.ListDeadLettersAsync(null)));
        Assert.Equal((1, 1, "Again"), (letter.Failures, letter.Replays, letter.ErrorType));
    }

    [Fact]
    public async Task ReplayDeadLetterAsync_TwiceOrNotDead_IsRefusedAndChangesNothing()
    {
        var sequence = await KillAsync("k1");

        Assert.False(await Dispatch.ReplayDeadLetterAsync("Other", sequence, "h"));
        Assert.False(await Dispatch.ReplayDeadLetterAsync(Sample.Client, sequence, "other"));
        Assert.False(await Dispatch.ReplayDeadLetterAsync(Sample.Client, sequence + 1, "h"));
        Assert.Null(await ClaimAsync());
        var answers = await AtOnceAsync(10, _ => Dispatch.ReplayDeadLetterAsync(Sample.Client, sequence, "h"));
        Assert.Single(answers, answer => answer);

        var claim = (await ClaimAsync())!;
        Assert.Equal(1, claim.Events[0].Handlers["h"].Replays);
        await Dispatch.CompleteHandlerAsync(claim, sequence, "h");
        await Dispatch.FinishAsync(claim, sequence);
        await Dispatch.ReleaseAsync(claim, null);
        Assert.False(await Dispatch.ReplayDeadLetterAsync(Sample.Client, sequence, "h"));
        Assert.Null(await ClaimAsync());
    }

    [Fact]
    public async Task FinishAsync_ReplayedSinceItWasClaimed_StaysInTheQueue()
    {
        var sequence = await KillAsync("k1", finish: false);
        var claim = (await ClaimAsync())!;

        Assert.True(await Dispatch.ReplayDeadLetterAsync(Sample.Client, sequence, "h"));
        Assert.True(await Dispatch.FinishAsync(claim, sequence));
        await Dispatch.ReleaseAsync(claim, null);

        claim = (await ClaimAsync())!;
        Assert.Equal(1, claim.Events[0].Handlers["h"].Replays);
        Assert.True(await Dispatch.FinishAsync(claim, sequence));
        await Dispatch.ReleaseAsync(claim, null);
        Assert.Null(await ClaimAsync());
    }

    [Fact]
    public async Task DiscardDeadLetterAsync_Dead_IsSettledForGood()
    {
        var sequence = await KillAsync("k1", finish: false);

        Assert.False(await Dispatch.DiscardDeadLetterAsync("Other", sequence, "h"));
        Assert.True(await Dispatch.DiscardDeadLetterAsync(Sample.Client, sequence, "h"));
        Assert.False(await Dispatch.DiscardDeadLetterAsync(Sample.Client, sequence, "h"));
        Assert.False(await Dispatch.ReplayDeadLetterAsync(Sample.Client, sequence, "h"));

        Assert.Empty(await ToListAsync(Dispatch.ListDeadLettersAsync(null)));
        Assert.True((await ClaimAsync())!.Events[0].Handlers["h"] is { IsComplete: true, IsDead: false });
    }

    [Fact]
    public async Task Claims_LeaseRunsOut_AreCountedAndDeadLetterNothing()
    {
        await AppendAsync("k");
        var now = Sample.Now;
        for (var i = 1; i <= 100; i++)
        {
            var claim = (await ClaimAsync(now))!;
            Assert.Equal((i, i), (claim.Events[0].Claims, claim.Events[0].OpenClaims));
            Assert.Empty(claim.Events[0].Handlers);
            now = now.AddMinutes(1);
        }

        Assert.Empty(await ToListAsync(Dispatch.ListDeadLettersAsync(null)));
    }

    [Fact]
    public async Task Claims_AnEnd_IsCountedApart()
    {
        await AppendAsync("k");
        await ClaimAsync();
        var claim = (await ClaimAsync(Sample.Now.AddMinutes(1)))!;
        Assert.Equal((2, 2), (claim.Events[0].Claims, claim.Events[0].OpenClaims));
        await Dispatch.FailHandlerAsync(claim, claim.Events[0].Sequence, "h", "E", Sample.Now, Sample.Now);

        claim = (await ClaimAsync(Sample.Now.AddMinutes(2)))!;
        Assert.Equal((3, 1), (claim.Events[0].Claims, claim.Events[0].OpenClaims));
        await Dispatch.CompleteHandlerAsync(claim, claim.Events[0].Sequence, "other");

        claim = (await ClaimAsync(Sample.Now.AddMinutes(3)))!;
        Assert.Equal((4, 1), (claim.Events[0].Claims, claim.Events[0].OpenClaims));
        await Dispatch.ReleaseAsync(claim, null);
        Assert.Equal((5, 1), ((await ClaimAsync())!.Events[0] is var stored ? stored.Claims : 0, stored.OpenClaims));
    }

    [Fact]
    public async Task ReleaseAsync_NotBegun_WasNotHandedOut()
    {
        await AppendAsync("k1");
        await AppendAsync("k2");
        await AppendAsync("k3");
        var claim = (await ClaimAsync())!;
        await Dispatch.ReleaseAsync(claim, claim.Events[1].Sequence);
        await ReopenAsync();

        claim = (await ClaimAsync())!;
        Assert.Equal([2, 1, 1], claim.Events.Select(stored => stored.Claims));
        await Dispatch.ReleaseAsync(claim, claim.Events[0].Sequence);
        Assert.Equal([2, 1, 1], (await ClaimAsync())!.Events.Select(stored => stored.Claims));
    }

    [Fact]
    public async Task ReleaseAsync_ClaimLost_TakesNothingBack()
    {
        await AppendAsync("k");
        var old = (await ClaimAsync())!;
        await ClaimAsync(Sample.Now.AddMinutes(1));
        await Dispatch.ReleaseAsync(old, old.Events[0].Sequence);

        Assert.Equal(3, (await ClaimAsync(Sample.Now.AddMinutes(2)))!.Events[0].Claims);
    }
}
