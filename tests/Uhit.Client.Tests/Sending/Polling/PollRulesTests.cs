using Uhit.Client.Store;
using Uhit.Client.Testing;
using Uhit.Client.Tests.Receiving;
using Uhit.Client.Tests.Wire.Support;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Tests.Sending.Polling;

/// <summary>Which inquiries are asked for, and what a failure of one says of the others.</summary>
public sealed class PollRulesTests
{
    // A service that is asked by its own number can't be asked for an inquiry that has none yet.
    [Theory]
    [InlineData(true, true, 1)]
    [InlineData(true, false, 0)]
    [InlineData(false, true, 1)]
    [InlineData(false, false, 1)]
    public async Task Poll_InquiryWithOrWithoutCnpsNumber_IsAskedForWhereTheContractCan(bool needs, bool hasNumber, int fetches)
    {
        await using var fixture = await FetchFixture.StartAsync(
            ReferenceWireFormat.Instance, new WirePolling { NeedsTransactionId = needs });
        fixture.NumberOf = _ => hasNumber ? "T-1" : null;
        await fixture.SubmitAsync(InquiryBuilder.EsiIdOf(1));

        await fixture.PollAsync();

        Assert.Equal(fetches, fixture.Fetches);
    }

    // What meets every fetch alike would be asked in vain for each inquiry; what is about one inquiry must not keep the others waiting.
    [Fact]
    public async Task Poll_OneIsRefused_TheOthersAreAskedForUnlessAllWouldBeRefused()
    {
        await using var fixture = await FetchFixture.StartAsync(
            ReferenceWireFormat.Instance, new WirePolling(),
            settings: (_, settings) => settings["Uhit:Test:Polling:MaxConcurrency"] = "1");
        await fixture.SubmitAsync(InquiryBuilder.EsiIdOf(1));
        await fixture.SubmitAsync(InquiryBuilder.EsiIdOf(2));
        var asked = new Dictionary<int, int>();
        foreach (var status in new[] { 400, 401, 403, 404, 405, 408, 429, 500, 502, 503, 504 })
        {
            var before = fixture.Fetches;
            (fixture.FailsWith, fixture.Fails) = (status, 2);
            await Assert.ThrowsAsync<UhitServiceException>(fixture.PollAsync);
            asked[status] = fixture.Fetches - before;
        }

        Assert.Equal([400, 408, 500], asked.Where(each => each.Value == 2).Select(each => each.Key));
        Assert.All(asked, each => Assert.InRange(each.Value, 1, 2));
    }

    // Asked for whatever is ready: as long as an inquiry is open, and once where none is.
    [Fact]
    public async Task Poll_OfTheWholeClient_AsksAtFirstAndWhileAnInquiryIsOpen()
    {
        await using var fixture = await FetchFixture.StartAsync(
            ReferenceWireFormat.Instance, new WirePolling { AsksPerClient = true });
        var fetches = new List<int>();
        for (var round = 0; round < 4; round++)
        {
            if (round == 2)
            {
                await fixture.SubmitAsync(InquiryBuilder.EsiIdOf(1));
            }

            await fixture.PollAsync();
            fetches.Add(fixture.Fetches);
        }

        Assert.Equal([1, 1, 2, 3], fetches);
    }

    // The process that fetched it may be gone: each other one looks for such once a day.
    [Fact]
    public async Task Poll_AnotherProcessLeftAFinishedInquiryUnconfirmed_IsConfirmedWithinADay()
    {
        var time = new WatchedTime();
        await using var fixture = await FetchFixture.StartAsync(OfValidations(), new WirePolling(), time: time);
        await fixture.PollAsync();
        await using var other = await FetchFixture.StartAsync(OfValidations(), new WirePolling(), time: time, store: fixture.Store);
        await other.SubmitAsync(InquiryBuilder.EsiIdOf(1));
        other.Ready.Enqueue(("text/xml", null, ValidationOf(Assert.Single(other.Asked), ValidationStatus.Failed)));
        other.OnRequest = (name, context) =>
        {
            if (name == "Confirm")
            {
                context.Abort();
            }

            return Task.CompletedTask;
        };
        await Assert.ThrowsAnyAsync<UhitException>(other.PollAsync);

        time.Advance(TimeSpan.FromHours(23));
        await fixture.PollAsync();
        Assert.Empty(fixture.Confirmed);
        time.Advance(TimeSpan.FromHours(1));
        await fixture.PollAsync();

        Assert.Single(fixture.Confirmed);
    }

    [Fact]
    public async Task KeepPolling_ServiceIsDown_WaitsLongerEachTimeAndAsLongAsItSays()
    {
        var time = new WatchedTime();
        await using var fixture = await FetchFixture.StartAsync(
            ReferenceWireFormat.Instance, new WirePolling { AsksPerClient = true },
            settings: (_, settings) => settings["Uhit:Test:Polling:FetchTimeout"] = "00:00:30",
            time: time);
        await fixture.SubmitAsync(InquiryBuilder.EsiIdOf(1));
        string?[] retryAfter = [null, null, "7200", null];
        fixture.OnRequest = (_, context) =>
        {
            context.Response.Headers.RetryAfter = retryAfter[fixture.Fetches % 4];
            return Task.CompletedTask;
        };
        fixture.Fails = 3;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(FetchFixture.Token);
        var polling = fixture.Usage.KeepPollingAsync(stop.Token);
        var minutes = new List<double>();
        for (var round = 0; round < 4; round++)
        {
            var wait = await time.NextWaitAsync(TimeSpan.FromMinutes(4), FetchFixture.Token);
            minutes.Add(wait.TotalMinutes);
            time.Advance(wait);
        }

        await stop.CancelAsync();
        await polling;

        // Five minutes, doubled with each failure, give or take a tenth.
        Assert.InRange(minutes[0], 9, 11);
        Assert.InRange(minutes[1], 18, 22);
        Assert.Equal(120, minutes[2]);
        Assert.InRange(minutes[3], 4.5, 5.5);
    }

    // A caller that gives up is no failure of CNP's.
    [Theory]
    [InlineData("Fetch")]
    [InlineData("Confirm")]
    public async Task Poll_CallerGivesUp_EndsAsCancelled(string during)
    {
        await using var fixture = await FetchFixture.StartAsync(OfValidations(), new WirePolling());
        await fixture.SubmitAsync(InquiryBuilder.EsiIdOf(1));
        var asked = Assert.Single(fixture.Asked);
        fixture.Ready.Enqueue(("text/xml", null, ValidationOf(asked)));
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(FetchFixture.Token);
        fixture.OnRequest = async (name, context) =>
        {
            if (name == during)
            {
                await gone.CancelAsync();
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fixture.Usage.PollAsync(gone.Token));

        Assert.Empty(fixture.Confirmed);
        Assert.Equal(during == "Confirm" ? 1 : 0, (await fixture.ListAsync(InboxRoom.Inbox)).Count);
    }

    // What is fetched under a mistyped ID would be another's.
    [Fact]
    public async Task Poll_StoreIsUsedUnderAnotherAuthenticationId_AsksNothing()
    {
        await using var fixture = await FetchFixture.StartAsync(
            ReferenceWireFormat.Instance, new WirePolling { AsksPerClient = true });
        await fixture.Store.Maintenance.NoteAuthenticationIdAsync(
            FetchFixture.Client, AuthenticationId.Parse("987654321"), null, FetchFixture.Token);

        await Assert.ThrowsAsync<UhitConfigurationException>(fixture.PollAsync);

        Assert.Equal(0, fixture.Fetches);
    }

    [Fact]
    public async Task Poll_WhatIsFetchedAndConfirmed_IsCounted()
    {
        await using var fixture = await FetchFixture.StartAsync(OfValidations(), new WirePolling());
        await fixture.SubmitAsync(InquiryBuilder.EsiIdOf(1));
        fixture.Ready.Enqueue(("text/xml", null, ValidationOf(Assert.Single(fixture.Asked))));
        using var measured = new OwnMeasurements();

        Assert.Equal(1, await fixture.PollAsync());

        var (count, tags) = Assert.Single(measured.Of(UhitTelemetry.Confirmations));
        Assert.Equal((1, FetchFixture.Client, "Confirmed"), (count, tags[UhitTelemetry.ClientTag], tags[UhitTelemetry.OutcomeTag]));
        Assert.Equal(
            ["Stored", "Nothing"], measured.Of(UhitTelemetry.FetchDuration).Select(each => each.Tags[UhitTelemetry.OutcomeTag]));
    }

    private static SimulatedWireFormat OfValidations() => AlteredFormat.With((nameof(SimulatedWireFormat.ReadCallback), args =>
    {
        ReferenceWireFormat.Instance.ReadCallback(UhitOperation.NotifyValidation, (WireBody)args[1]!, (ICallbackSink)args[2]!);
        return null;
    }
    ));

    private static byte[] ValidationOf(InquiryMessage asked, ValidationStatus? status = null) => SoapEnvelopeWriter.ToBytes(
        SoapVersion.Soap11,
        writer => ReferenceWireFormat.Instance.WriteValidation(
            writer,
            asked.Header,
            null,
            [new LineValidation { LineNumber = 1, EsiId = asked.Inquiry.Lines[0].EsiId, Status = status ?? ValidationStatus.Validated }]));
}
