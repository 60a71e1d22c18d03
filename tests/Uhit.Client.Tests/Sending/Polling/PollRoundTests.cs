using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Uhit.Client.Inquiries;
using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Receiving;
using Uhit.Client.Sending;
using Uhit.Client.Sending.Polling;
using Uhit.Client.Store;
using Uhit.Client.Testing;
using Uhit.Client.Tests.Receiving;
using Uhit.Client.Tests.Wire.Support;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Tests.Sending.Polling;

/// <summary>Round after round: who is asked for again and when, what is told of several failures, and what a fetch and a confirmation
/// say.</summary>
public sealed class PollRoundTests
{
    // Five minutes between two rounds: after a failure ten, after a second one twenty; and after a success ten again.
    [Theory]
    [InlineData("FFF", null, new[] { 1, 1, 2, 2, 2, 2, 3 })]
    [InlineData("FSFF", null, new[] { 1, 1, 2, 3, 3, 4 })]
    [InlineData("FFF", "1200", new[] { 1, 1, 1, 1, 2 })]
    [InlineData("SSS", null, new[] { 1, 2, 3 })]
    public async Task KeepPolling_OneInquiryFails_IsLeftAloneLongerEachTime(string ends, string? retryAfter, int[] fetches)
    {
        var time = new WatchedTime();
        await using var fixture = await FetchFixture.StartAsync(
            ReferenceWireFormat.Instance, new WirePolling(), time: time, settings: (_, settings) =>
            {
                settings["Uhit:Test:Polling:Jitter"] = "0";
                settings["Uhit:Test:Polling:FetchTimeout"] = "00:00:30";
            });
        await fixture.SubmitAsync(InquiryBuilder.EsiIdOf(1));
        fixture.FailsWith = StatusCodes.Status400BadRequest;
        fixture.OnRequest = (name, context) =>
        {
            fixture.Fails = name == "Fetch" && ends[Math.Min(fixture.Fetches, ends.Length - 1)] == 'F' ? 1 : 0;
            context.Response.Headers.RetryAfter = retryAfter;
            return Task.CompletedTask;
        };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(FetchFixture.Token);
        var polling = fixture.Usage.KeepPollingAsync(stop.Token);
        var counts = new List<int>();
        foreach (var _ in fetches)
        {
            var wait = await time.NextWaitAsync(TimeSpan.FromMinutes(4), FetchFixture.Token);
            counts.Add(fixture.Fetches);
            Assert.Equal(TimeSpan.FromMinutes(5), wait);
            time.Advance(wait);
        }

        await stop.CancelAsync();
        await polling;

        Assert.Equal(fetches, counts);
    }

    [Fact]
    public async Task Poll_NoAnswerWithinTheLimit_NamesTheSetting()
    {
        var time = new WatchedTime();
        await using var fixture = await FetchFixture.StartAsync(
            ReferenceWireFormat.Instance, new WirePolling(), time: time,
            settings: (_, settings) => settings["Uhit:Test:Polling:FetchTimeout"] = "00:00:30");
        await fixture.SubmitAsync(InquiryBuilder.EsiIdOf(1));
        var arrived = new TaskCompletionSource();
        fixture.OnRequest = async (name, context) =>
        {
            arrived.TrySetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        };

        var polling = fixture.PollAsync();
        await arrived.Task.WaitAsync(FetchFixture.Token);
        time.Advance(TimeSpan.FromSeconds(30));

        var failure = await Assert.ThrowsAsync<UhitConnectionException>(() => polling);
        Assert.Contains("Polling:FetchTimeout (00:00:30)", failure.Message, StringComparison.Ordinal);
        Assert.Equal(ConnectionFailure.Timeout, failure.Failure);
    }

    // A message that is held in memory while it comes takes its room when it is stored.
    [Fact]
    public async Task Poll_NoRoomForWhatCame_NamesTheSettingAndConfirmsNothing()
    {
        var store = new GatedStore { Failure = new BodyException(BodyProblem.WaitedTooLong) };
        await using var fixture = await FetchFixture.StartAsync(OfValidations(), new WirePolling(), store: store);
        await fixture.SubmitAsync(InquiryBuilder.EsiIdOf(1));
        fixture.Ready.Enqueue(("text/xml", null, ValidationOf(fixture.Asked[0])));
        store.FailsAt = nameof(ICallbackInbox.AppendBodyAsync);

        var failure = await Assert.ThrowsAsync<UhitServiceException>(fixture.PollAsync);

        Assert.True(failure.IsTransient);
        Assert.Contains("Callback:MaxStagedBytes", failure.Message, StringComparison.Ordinal);
        Assert.Empty(fixture.Confirmed);
        Assert.Empty(await fixture.ListAsync(InboxRoom.Inbox));
    }

    // CNP gives it again where a confirmation was lost.
    [Fact]
    public async Task Poll_TheSameMessageAgain_LeavesNothingStaged()
    {
        await using var fixture = await FetchFixture.StartAsync(OfValidations(), new WirePolling());
        await fixture.SubmitAsync(InquiryBuilder.EsiIdOf(1));
        for (var i = 0; i < 2; i++)
        {
            fixture.Ready.Enqueue(("text/xml", null, ValidationOf(fixture.Asked[0])));
            await fixture.PollAsync();
        }

        Assert.Single(await fixture.ListAsync(InboxRoom.Inbox));
        Assert.Equal(0, (await fixture.Store.Maintenance.GetStatisticsAsync(null)).StagedReceipts);
    }

    [Fact]
    public async Task Poll_OneMessageCannotBeDecompressed_TheOthersAreFetched()
    {
        await using var fixture = await FetchFixture.StartAsync(
            OfValidations(), new WirePolling(), settings: (_, settings) => settings["Uhit:Test:Polling:MaxConcurrency"] = "1");
        await fixture.SubmitAsync(InquiryBuilder.EsiIdOf(1));
        await fixture.SubmitAsync(InquiryBuilder.EsiIdOf(2));
        fixture.Ready.Enqueue(("text/xml", "gzip", "<no"u8.ToArray()));
        fixture.Ready.Enqueue(("text/xml", null, ValidationOf(fixture.Asked[1])));

        await Assert.ThrowsAsync<UhitServiceException>(fixture.PollAsync);

        Assert.Single(await fixture.ListAsync(InboxRoom.Inbox));
    }

    // What meets every fetch is what the caller must know, whatever else went wrong before; of several others it is the first.
    [Theory]
    [InlineData(400, 401, 401)]
    [InlineData(400, 500, 400)]
    [InlineData(401, 400, 401)]
    public async Task Poll_TwoInquiriesFail_TheFailureOfAllIsTold(int first, int second, int told)
    {
        await using var fixture = await FetchFixture.StartAsync(
            ReferenceWireFormat.Instance, new WirePolling(),
            settings: (_, settings) => settings["Uhit:Test:Polling:MaxConcurrency"] = "1");
        await fixture.SubmitAsync(InquiryBuilder.EsiIdOf(1));
        await fixture.SubmitAsync(InquiryBuilder.EsiIdOf(2));
        fixture.Fails = 2;
        fixture.OnRequest = (_, _) =>
        {
            fixture.FailsWith = fixture.Fetches == 0 ? first : second;
            return Task.CompletedTask;
        };

        var failure = await Assert.ThrowsAsync<UhitServiceException>(fixture.PollAsync);

        Assert.Equal(told, (int)failure.StatusCode);
    }

    [Fact]
    public async Task Poll_TwoInquiriesHaveData_CountsBoth()
    {
        await using var fixture = await FetchFixture.StartAsync(
            OfValidations(), new WirePolling(), settings: (_, settings) => settings["Uhit:Test:Polling:MaxConcurrency"] = "1");
        await fixture.SubmitAsync(InquiryBuilder.EsiIdOf(1));
        await fixture.SubmitAsync(InquiryBuilder.EsiIdOf(2));
        fixture.Asked.ForEach(asked => fixture.Ready.Enqueue(("text/xml", null, ValidationOf(asked))));

        Assert.Equal(2, await fixture.PollAsync());
        Assert.Equal(2, fixture.Confirmed.Count);
        Assert.Equal(0, await fixture.PollAsync());
    }

    // Only what CNP has, or may have, is asked for.
    [Theory]
    [InlineData("draft", 0)]
    [InlineData("sending", 0)]
    [InlineData("not sent", 0)]
    [InlineData("uncertain", 1)]
    [InlineData("abandoned", 0)]
    public async Task Poll_InquiryOfEachState_IsAskedForWhereCnpMayHaveIt(string state, int fetches)
    {
        await using var fixture = await FetchFixture.StartAsync(ReferenceWireFormat.Instance, new WirePolling());
        var now = TimeProvider.System.GetUtcNow();
        InquiryFact[] facts = state switch
        {
            "draft" => [],
            "sending" => [new SendStarted(1, now, MessageId.Parse("M-1"))],
            "abandoned" => [new SendStarted(1, now, MessageId.Parse("M-1")), new SendEnded(1, true), new Abandoned(now, "test")],
            _ => [new SendStarted(1, now, MessageId.Parse("M-1")), new SendEnded(1, MayHaveArrived: state == "uncertain")],
        };
        await fixture.Store.Inquiries.AddAsync(Record("R-1", now, facts), FetchFixture.Token);

        await fixture.PollAsync();

        Assert.Equal(fetches, fixture.Fetches);
    }

    // Ninety days back, no further: CNP holds nothing so long.
    [Theory]
    [InlineData(90, 0, 1)]
    [InlineData(90, 1, 0)]
    public async Task Poll_FinishedInquiryWasNotConfirmed_IsConfirmedWithinNinetyDays(int days, int seconds, int confirmed)
    {
        var time = new WatchedTime();
        await using var fixture = await FetchFixture.StartAsync(OfValidations(), new WirePolling(), time: time);
        var now = time.GetUtcNow();
        var record = Record(
            "R-1", now - TimeSpan.FromDays(days) - TimeSpan.FromSeconds(seconds),
            new SendStarted(1, now, MessageId.Parse("M-1")),
            new SendEnded(1, true),
            new Abandoned(now, "test"));
        await fixture.Store.Inquiries.AddAsync(
            record with
            {
                Ledger = record.Ledger with
                {
                    Fetches = System.Collections.Immutable.ImmutableSortedDictionary<string, FetchRecord>.Empty.Add(
                        "NotifyValidation:D-1", FetchRecord.Empty with { FetchedAt = now, MessageId = MessageId.Parse("D-1") }),
                },
            },
            FetchFixture.Token);

        await fixture.PollAsync();

        Assert.Equal(confirmed, fixture.Confirmed.Count);
    }

    // What can't be told now would be told in vain of each.
    [Fact]
    public async Task Poll_TwoAreLeftAndTheFirstFails_TheSecondIsNotTried()
    {
        await using var fixture = await FetchFixture.StartAsync(OfValidations(), new WirePolling());
        var now = TimeProvider.System.GetUtcNow();
        var record = Record("R-1", now, new SendStarted(1, now, MessageId.Parse("M-1")), new SendEnded(1, true));
        var fetches = System.Collections.Immutable.ImmutableSortedDictionary<string, FetchRecord>.Empty;
        foreach (var id in new[] { "D-1", "D-2" })
        {
            fetches = fetches.Add(
                "NotifyValidation:" + id, FetchRecord.Empty with { FetchedAt = now, MessageId = MessageId.Parse(id) });
        }

        await fixture.Store.Inquiries.AddAsync(
            record with { Ledger = record.Ledger with { Fetches = fetches } }, FetchFixture.Token);
        fixture.OnRequest = (name, context) =>
        {
            context.Response.StatusCode = name == "Confirm" ? 500 : 200;
            return Task.CompletedTask;
        };

        await Assert.ThrowsAsync<UhitServiceException>(fixture.PollAsync);

        Assert.Single(fixture.Confirmed);
    }

    // The next round asks for it as for any open inquiry: once.
    [Fact]
    public async Task Poll_OpenInquiryIsNotConfirmedYet_IsAskedForOnceARound()
    {
        await using var fixture = await FetchFixture.StartAsync(OfValidations(), new WirePolling());
        await fixture.SubmitAsync(InquiryBuilder.EsiIdOf(1));
        fixture.Ready.Enqueue(("text/xml", null, ValidationOf(Assert.Single(fixture.Asked))));
        var fails = true;
        fixture.OnRequest = (name, context) =>
        {
            context.Response.StatusCode = fails && name == "Confirm" ? 500 : 200;
            return Task.CompletedTask;
        };
        var failure = await Assert.ThrowsAsync<UhitServiceException>(fixture.PollAsync);
        var before = fixture.Fetches;
        fails = false;

        await fixture.PollAsync();

        Assert.Equal((500, before + 1), ((int)failure.StatusCode, fixture.Fetches));
        Assert.Equal(2, fixture.Confirmed.Count);
        await fixture.PollAsync();
        Assert.Equal(2, fixture.Confirmed.Count);
    }

    // What can't be told now would be tried in vain for each: one confirmation, and no more.
    [Theory]
    [InlineData(503, 0)]
    [InlineData(400, 1)]
    public async Task Poll_OfTheWholeClientFails_WhatIsLeftIsConfirmedUnlessAllWouldFail(int status, int confirmations)
    {
        await using var fixture = await FetchFixture.StartAsync(OfValidations(), new WirePolling { AsksPerClient = true });
        await fixture.SubmitAsync(InquiryBuilder.EsiIdOf(1));
        fixture.Ready.Enqueue(("text/xml", null, ValidationOf(Assert.Single(fixture.Asked))));
        fixture.OnRequest = (name, context) =>
        {
            context.Response.StatusCode = name == "Confirm" ? 500 : 200;
            return Task.CompletedTask;
        };
        await Assert.ThrowsAsync<UhitServiceException>(fixture.PollAsync);
        var before = fixture.Confirmed.Count;
        (fixture.Fails, fixture.FailsWith) = (1, status);

        await Assert.ThrowsAsync<UhitServiceException>(fixture.PollAsync);

        Assert.Equal(confirmations, fixture.Confirmed.Count - before);
    }

    [Fact]
    public async Task Poll_OneInquiry_TheFetchAndTheConfirmationSayWhichOne()
    {
        await using var fixture = await FetchFixture.StartAsync(OfValidations(), new WirePolling());
        var id = await fixture.SubmitAsync(InquiryBuilder.EsiIdOf(1));
        var asked = Assert.Single(fixture.Asked);
        fixture.Ready.Enqueue(("text/xml", null, ValidationOf(asked)));
        var fetches = new List<WireFetch>();
        fixture.OnWrite = fetches.Add;
        var begun = TimeProvider.System.GetUtcNow();

        await fixture.PollAsync();

        Assert.All(fetches, fetch => Assert.Equal(
            ("123456789", id, "T-1", asked.Inquiry.Lines[0].EsiId, null),
            (fetch.Header.AuthenticationId.Value, fetch.Header.RequestId, fetch.TransactionId?.Value, fetch.Inquiry!.Lines[0].EsiId,
                fetch.Confirms)));
        Assert.Equal(2, fetches.Select(fetch => fetch.Header.MessageId).Distinct().Count());
        Assert.All(fetches, fetch => Assert.InRange(fetch.Header.SentAt!.Value, begun, TimeProvider.System.GetUtcNow()));
        var confirmation = Assert.Single(fixture.Confirmations);
        Assert.Equal(
            ("123456789", id, asked.Header.MessageId, null),
            (confirmation.Header.AuthenticationId.Value, confirmation.Header.RequestId, confirmation.Confirms, confirmation.Part));
        Assert.DoesNotContain(confirmation.Header.MessageId, fetches.Select(fetch => fetch.Header.MessageId));
    }

    [Fact]
    public async Task Poll_WhateverIsReady_TheFetchNamesNoInquiry()
    {
        await using var fixture = await FetchFixture.StartAsync(
            ReferenceWireFormat.Instance, new WirePolling { AsksPerClient = true });
        await fixture.SubmitAsync(InquiryBuilder.EsiIdOf(1));
        var fetches = new List<WireFetch>();
        fixture.OnWrite = fetches.Add;

        await fixture.PollAsync();

        var fetch = Assert.Single(fetches);
        Assert.Equal((default, null, null), (fetch.Header.RequestId, fetch.TransactionId, fetch.Inquiry));
    }

    // What came is no message: it says so, and how, without the words of the other side.
    [Theory]
    [InlineData("text/html", "<html>Ann Sample</html>", "What CNP answered to a fetch can't be taken. ")]
    [InlineData("text/plain", "Out of order", "What CNP answered to a fetch can't be taken")]
    [InlineData("multipart/related", "Ann Sample", "What CNP answered to a fetch can't be taken")]
    public async Task Poll_WhatComesIsNoMessage_SaysSo(string contentType, string body, string words)
    {
        await using var fixture = await FetchFixture.StartAsync(ReferenceWireFormat.Instance, new WirePolling());
        await fixture.SubmitAsync(InquiryBuilder.EsiIdOf(1));
        fixture.Ready.Enqueue((contentType, null, System.Text.Encoding.UTF8.GetBytes(body)));

        var failure = await Assert.ThrowsAsync<UhitServiceException>(fixture.PollAsync);

        Assert.StartsWith(words, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Ann", failure.Message, StringComparison.Ordinal);
        Assert.Equal((true, System.Net.HttpStatusCode.OK), (failure.IsTransient, failure.StatusCode));
        Assert.Empty(fixture.Confirmed);
        Assert.Empty(await fixture.ListAsync(InboxRoom.Inbox));
    }

    [Theory]
    [InlineData(true, "so nothing was asked (value-not-writable).")]
    [InlineData(false, "so nothing was asked.")]
    public async Task Poll_TheFetchCanNotBeWritten_SaysWhichRuleWhereThereIsOne(bool hasCode, string words)
    {
        await using var fixture = await FetchFixture.StartAsync(ReferenceWireFormat.Instance, new WirePolling());
        await fixture.SubmitAsync(InquiryBuilder.EsiIdOf(1));
        Exception fault = hasCode
            ? new WireFormatException("value-not-writable", "Fetch")
            : new InvalidOperationException("Ann Sample");
        fixture.OnWrite = _ => throw fault;

        var failure = await Assert.ThrowsAsync<UhitConnectionException>(fixture.PollAsync);

        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Ann", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, fixture.Posts);
    }

    [Theory]
    [InlineData(200, "Confirmed")]
    [InlineData(500, "Failed")]
    public async Task Poll_Confirmation_IsCountedByItsOutcome(int status, string outcome)
    {
        await using var fixture = await FetchFixture.StartAsync(OfValidations(), new WirePolling());
        await fixture.SubmitAsync(InquiryBuilder.EsiIdOf(1));
        fixture.Ready.Enqueue(("text/xml", null, ValidationOf(Assert.Single(fixture.Asked))));
        fixture.OnRequest = (name, context) =>
        {
            context.Response.StatusCode = name == "Confirm" ? status : 200;
            return Task.CompletedTask;
        };
        using var measured = new OwnMeasurements();

        await Xunit.Record.ExceptionAsync(fixture.PollAsync);

        Assert.Equal(outcome, Assert.Single(measured.Of(UhitTelemetry.Confirmations)).Tags[UhitTelemetry.OutcomeTag]);
    }

    [Fact]
    public async Task Poll_FetchFails_IsMeasuredWithItsTime()
    {
        var time = new WatchedTime();
        await using var fixture = await FetchFixture.StartAsync(ReferenceWireFormat.Instance, new WirePolling(), time: time);
        await fixture.SubmitAsync(InquiryBuilder.EsiIdOf(1));
        fixture.Fails = 1;
        fixture.OnRequest = (_, _) =>
        {
            time.Advance(TimeSpan.FromSeconds(3));
            return Task.CompletedTask;
        };
        using var measured = new OwnMeasurements();

        await Assert.ThrowsAsync<UhitServiceException>(fixture.PollAsync);

        var (seconds, tags) = Assert.Single(measured.Of(UhitTelemetry.FetchDuration));
        Assert.Equal((3.0, FetchFixture.Client, "Failed"), (seconds, tags[UhitTelemetry.ClientTag], tags[UhitTelemetry.OutcomeTag]));
    }

    // Whatever fails, what CNP holds must be asked for again; and what was told to stop stops.
    [Fact]
    public async Task KeepPolling_StoreFails_WaitsLongerEachTimeAndGoesOn()
    {
        var time = new WatchedTime();
        var store = new FailingStore(new InMemoryUhitStore());
        var poller = Poller(store, time);
        var failing = new UhitStoreException("The disk is full.", isTransient: true);
        store.FailsAtLists = failing;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(FetchFixture.Token);
        var polling = poller.RunAsync(stop.Token);
        var minutes = new List<double>();
        for (var round = 0; round < 4; round++)
        {
            var wait = await time.NextWaitAsync(TimeSpan.FromMinutes(4), FetchFixture.Token);
            minutes.Add(wait.TotalMinutes);
            store.FailsAtLists = round < 1 ? failing : null;
            time.Advance(wait);
        }

        await stop.CancelAsync();
        await polling;

        Assert.Equal([10, 20, 5, 5], minutes);
        Assert.True(poller.IsNeeded);
        store.FailsAtLists = failing;
        Assert.Same(failing, await Xunit.Record.ExceptionAsync(() => poller.PollAsync(FetchFixture.Token)));
    }

    [Fact]
    public async Task KeepPolling_StoppedBefore_DoesNothing()
    {
        var store = new FailingStore(new InMemoryUhitStore());

        await Poller(store, new WatchedTime()).RunAsync(new CancellationToken(true));

        Assert.Equal(0, store.Lists);
    }

    private static UsagePoller Poller(FailingStore store, TimeProvider time)
    {
        var identity = new ClientIdentity(
            FetchFixture.Client, UhitEnvironment.Test, AuthenticationId.Parse("123456789"), "reference-v1");
        return new UsagePoller(
            identity, new UhitPollingOptions { Jitter = 0 }, new WirePolling(), store, new Lazy<InquiryPoll>(() => null!),
            new StoreOpener(identity, store), time, NullLogger.Instance);
    }

    private static InquiryRecord Record(string id, DateTimeOffset created, params InquiryFact[] facts) => facts.Aggregate(
        new InquiryRecord
        {
            Client = FetchFixture.Client,
            Environment = UhitEnvironment.Test,
            RequestId = RequestId.Parse(id),
            AuthenticationId = AuthenticationId.Parse("123456789"),
            WireFormat = "reference-v1",
            Ledger = InquiryLedger.Empty,
            CreatedAt = created,
            Inquiry = new InquiryBuilder(TimeProvider.System).AddLine(InquiryBuilder.EsiIdOf(1)).Build(),
        },
        (record, fact) => record.Apply(fact, created, new ErcotHolidayCalendar()).Record);

    private static SimulatedWireFormat OfValidations() => AlteredFormat.With((nameof(SimulatedWireFormat.ReadCallback), args =>
    {
        ReferenceWireFormat.Instance.ReadCallback(UhitOperation.NotifyValidation, (WireBody)args[1]!, (ICallbackSink)args[2]!);
        return null;
    }
    ));

    private static byte[] ValidationOf(InquiryMessage asked) => SoapEnvelopeWriter.ToBytes(
        SoapVersion.Soap11,
        writer => ReferenceWireFormat.Instance.WriteValidation(
            writer,
            asked.Header,
            null,
            [new LineValidation { LineNumber = 1, EsiId = asked.Inquiry.Lines[0].EsiId, Status = ValidationStatus.Validated }]));
}
