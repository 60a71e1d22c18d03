using System.Net;
using Uhit.Client.Simulator.Data;
using Uhit.Client.Simulator.Tests.Support;
using Uhit.Client.Usage;

namespace Uhit.Client.Simulator.Tests;

public sealed class ScenarioTests
{
    [Fact]
    public void All_Names_AreUniqueDescribedAndFound()
    {
        var all = SimulatorScenarios.All;

        Assert.Equal(16, all.Select(scenario => scenario.Name).Distinct().Count());
        Assert.All(all, scenario => Assert.NotEmpty(scenario.Description));
        Assert.All(all, scenario => Assert.Same(scenario, SimulatorScenarios.Find(scenario.Name.ToUpperInvariant())));
        Assert.Null(SimulatorScenarios.Find("nonsense"));
    }

    [Fact]
    public async Task Slow_Delays_AreKept()
    {
        await using var exchange = await TestExchange.StartAsync("slow");

        await exchange.RunAsync(exchange.Inquiry(1));

        Assert.Equal([5, 15, 30], exchange.Clock.Delays.Select(delay => delay.TotalSeconds).Order());
    }

    [Fact]
    public async Task Duplicates_EveryCallback_ComesTwiceAndTheDataTenTimesMore()
    {
        await using var exchange = await TestExchange.StartAsync("duplicates");

        await exchange.RunAsync(exchange.Inquiry(1));

        Assert.Equal(2, exchange.ThirdParty.Received.Count(c => c.Operation == UhitOperation.NotifyValidation));
        Assert.Equal(12, exchange.ThirdParty.Deliveries.Count());
        Assert.Equal(2, exchange.ThirdParty.Received.Select(callback => callback.Body).Distinct().Count());
        Assert.Equal(SimulatedTotals.Of(exchange.ThirdParty.Deliveries.First().Usage.Single()), exchange.Simulator.GetReport().Total);
    }

    [Fact]
    public async Task Duplicates_TenAtOnce_AreOnTheirWayTogether()
    {
        await using var exchange = await TestExchange.StartAsync("duplicates");
        var deliveries = 0;
        var all = new TaskCompletionSource();

        // The last ten are answered only when all of them have arrived.
        exchange.ThirdParty.BeforeAnswer = callback =>
        {
            var position = callback.Operation == UhitOperation.DeliverHistoricalUsage ? Interlocked.Increment(ref deliveries) : 0;
            if (position == 12)
            {
                all.SetResult();
            }

            return position > 2 ? all.Task : Task.CompletedTask;
        };

        await exchange.RunAsync(exchange.Inquiry(1));

        Assert.Equal(12, deliveries);
    }

    [Fact]
    public async Task Reordered_DataThenValidation_ComeBeforeTheAnswer()
    {
        await using var exchange = await TestExchange.StartAsync("reordered");
        var answer = new TaskCompletionSource<Acknowledgement>();
        var answeredBefore = new List<bool>();
        exchange.ThirdParty.BeforeAnswer = _ =>
        {
            answeredBefore.Add(answer.Task.IsCompleted);
            return Task.CompletedTask;
        };

        answer.SetResult(await exchange.PostAsync(exchange.Inquiry(2)));

        Assert.Equal(
            [UhitOperation.DeliverHistoricalUsage, UhitOperation.NotifyValidation], exchange.ThirdParty.Received.Select(c => c.Operation));
        Assert.Equal([false, false], answeredBefore);
        Assert.All(exchange.Simulator.GetReport().Lines, line => Assert.Equal(SimulatedLineState.Delivered, line.State));
    }

    [Fact]
    public async Task Parts_Four_AreShuffledAndTogetherTheWhole()
    {
        await using var exchange = await TestExchange.StartAsync("parts");
        var inquiry = exchange.Inquiry(5);

        await exchange.RunAsync(inquiry);

        var parts = exchange.ThirdParty.Deliveries.ToArray();
        var numbers = parts.Select(callback => callback.Part!.PartNumber).ToArray();
        Assert.Equal([1, 2, 3, 4], numbers.Order());
        Assert.NotEqual([1, 2, 3, 4], numbers);
        Assert.Single(parts.Select(callback => callback.Part!.DeliveryId).Distinct());
        Assert.Equal(4, parts.Select(callback => callback.Header.MessageId).Distinct().Count());
        Assert.Equal(
            [4, 1, 4, 1, 4], Enumerable.Range(1, 5).Select(line => parts.Count(part => part.Usage.Any(u => u.LineNumber == line))));
        var generator = new UsageGenerator(7);
        foreach (var (index, line) in inquiry.Inquiry.Lines.Index())
        {
            var whole = SimulatedTotals.Of(generator.Create(line, index + 1, new DateOnly(2026, 7, 1)));
            var together = parts.SelectMany(part => part.Usage)
                .Where(u => u.EsiId == line.EsiId)
                .Aggregate(default(SimulatedTotals), (sum, u) => sum + SimulatedTotals.Of(u));
            Assert.Equal(whole, together);
            Assert.Equal(whole, exchange.Simulator.GetReport().Lines[index].Totals);
        }
    }

    [Fact]
    public async Task Faults_FirstTwoRequests_AreAnsweredByFaultAnd503()
    {
        await using var exchange = await TestExchange.StartAsync("faults");
        var inquiry = exchange.Inquiry(1);

        using var first = await exchange.Client.SendAsync(exchange.Simulator.InquiryUrl, inquiry);
        using var second = await exchange.Client.SendAsync(exchange.Simulator.InquiryUrl, inquiry);
        var third = await exchange.RunAsync(inquiry);

        Assert.Equal((HttpStatusCode.InternalServerError, "text/xml"), (first.StatusCode, first.Content.Headers.ContentType?.MediaType));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(1)), (second.StatusCode, second.Headers.RetryAfter?.Delta));
        Assert.Equal(AcknowledgementStatus.Accepted, third.Status);
        Assert.Single(exchange.Simulator.GetReport().Lines);
    }

    [Fact]
    public async Task Dropped_FirstRequest_CountsThoughItHasNoAnswer()
    {
        await using var exchange = await TestExchange.StartAsync("dropped");
        var inquiry = exchange.Inquiry(1);

        await Assert.ThrowsAsync<HttpRequestException>(() => exchange.PostAsync(inquiry));
        await exchange.CompletedAsync(inquiry);

        Assert.Equal(2, exchange.ThirdParty.Received.Count);
    }

    [Fact]
    public async Task Dropped_SecondAndThirdRequest_DoNotCount()
    {
        await using var exchange = await TestExchange.StartAsync("dropped");
        for (var request = 1; request <= 3; request++)
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => exchange.PostAsync(exchange.Inquiry(1, "request-" + request)));
        }

        await exchange.RunAsync(exchange.Inquiry(1, "request-4"));

        Assert.Equal(["request-1", "request-4"], exchange.Simulator.GetReport().Lines.Select(line => line.RequestId.Value));
    }

    [Fact]
    public async Task Conflict_SameNumber_ComesAgainWithOneReadingChanged()
    {
        await using var exchange = await TestExchange.StartAsync("conflict");
        exchange.ThirdParty.Reply = position => position == 2 ? Reply.Reject : Reply.Accept;

        await exchange.RunAsync(exchange.Inquiry(2));

        var deliveries = exchange.ThirdParty.Deliveries.ToArray();
        Assert.Equal(2, deliveries.Length);
        Assert.Equal(deliveries[0].Header, deliveries[1].Header);
        Assert.Equal(deliveries[0].Part, deliveries[1].Part);
        var readings = deliveries.Select(delivery =>
            delivery.Usage.SelectMany(u => u.IntervalSeries).SelectMany(series => series).ToArray()).ToArray();
        Assert.Single(readings[0].Zip(readings[1]), pair => pair.First != pair.Second);
        Assert.Equal(
            deliveries[0].Usage.Aggregate(default(SimulatedTotals), (sum, u) => sum + SimulatedTotals.Of(u)),
            exchange.Simulator.GetReport().Total);
        var step = await exchange.Simulator.WaitForStepAsync(
            s => s.Status == AcknowledgementStatus.Rejected, TestContext.Current.CancellationToken);
        Assert.Contains("changed", step.Remark);
    }

    [Fact]
    public async Task LateAcknowledgement_AnswerAtOnceIsEmpty_AndComesAsCallback()
    {
        await using var exchange = await TestExchange.StartAsync("late-acknowledgement");
        var inquiry = exchange.Inquiry(1);

        using var response = await exchange.Client.SendAsync(exchange.Simulator.InquiryUrl, inquiry);
        await exchange.CompletedAsync(inquiry);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        var first = exchange.ThirdParty.Received[0];
        Assert.Equal(UhitOperation.NotifyAcknowledgement, first.Operation);
        Assert.Equal(AcknowledgementStatus.Accepted, first.Acknowledgement!.Status);
        Assert.Equal(inquiry.Header.MessageId, first.Acknowledgement.MessageId);
        Assert.Equal(3, exchange.ThirdParty.Received.Count);
    }

    [Fact]
    public async Task Rejected_EveryInquiry_IsRefusedAndNothingFollows()
    {
        await using var exchange = await TestExchange.StartAsync("rejected");

        var answer = await exchange.RunAsync(exchange.Inquiry(2));

        Assert.Equal(AcknowledgementStatus.Rejected, answer.Status);
        Assert.Empty(exchange.ThirdParty.Received);
    }

    [Fact]
    public async Task FailedLines_OneOfThree_FailsWithAReason()
    {
        await using var exchange = await TestExchange.StartAsync("failed-lines");

        await exchange.RunAsync(exchange.Inquiry(4));

        var failed = exchange.ThirdParty.Received[0].Validations.Where(v => v.Status == ValidationStatus.Failed).ToArray();
        Assert.Equal([1, 4], failed.Select(v => v.LineNumber));
        Assert.Equal([ErrorCategory.NameMismatch, ErrorCategory.NotFound], failed.Select(v => v.Reasons.Single().Category));
        Assert.Equal([2, 3], exchange.ThirdParty.Deliveries.Single().Usage.Select(u => u.LineNumber));
    }

    [Fact]
    public async Task FailedLines_OnlyLine_HasNoDelivery()
    {
        await using var exchange = await TestExchange.StartAsync("failed-lines");

        await exchange.RunAsync(exchange.Inquiry(1));

        Assert.Equal([UhitOperation.NotifyValidation], exchange.ThirdParty.Received.Select(c => c.Operation));
    }

    [Fact]
    public async Task NoData_EverySecondLine_SaysSo()
    {
        await using var exchange = await TestExchange.StartAsync("no-data");

        await exchange.RunAsync(exchange.Inquiry(3));

        var usage = exchange.ThirdParty.Deliveries.Single().Usage;
        Assert.Equal([false, true, false], usage.Select(u => u.NoData is not null));
        Assert.Equal(
            [SimulatedLineState.Delivered, SimulatedLineState.NoData, SimulatedLineState.Delivered],
            exchange.Simulator.GetReport().Lines.Select(l => l.State));
    }

    [Fact]
    public async Task Correction_LaterDelivery_ReplacesAFewDaysAndTheReportFollows()
    {
        await using var exchange = await TestExchange.StartAsync("correction");

        await exchange.RunAsync(exchange.Inquiry(5));

        var deliveries = exchange.ThirdParty.Deliveries.ToArray();
        Assert.Equal(2, deliveries.Length);
        Assert.NotEqual(deliveries[0].Part!.DeliveryId, deliveries[1].Part!.DeliveryId);
        Assert.True(deliveries[1].Header.SentAt > deliveries[0].Header.SentAt);
        Assert.Equal([1, 2, 3], deliveries[1].Usage.Select(u => u.LineNumber));
        foreach (var line in exchange.Simulator.GetReport().Lines)
        {
            var holds = Merge([.. deliveries.SelectMany(delivery => delivery.Usage).Where(u => u.EsiId == line.EsiId)]);
            Assert.Equal(
                (holds.Readings, holds.Delivered, holds.Bills), (line.Totals.Readings, line.Totals.IntervalKwh, line.Totals.BillingKwh));
        }
    }

    [Fact]
    public async Task UnknownCodes_Delivery_HasThemAndStillCounts()
    {
        await using var exchange = await TestExchange.StartAsync("unknown-codes");

        await exchange.RunAsync(exchange.Inquiry(2));

        Assert.Equal(["InReview", "Validated"], exchange.ThirdParty.Received[0].Validations.Select(v => v.Status.Value));
        Assert.All(exchange.ThirdParty.Received[0].Validations, v => Assert.Equal(ErrorCategory.Unknown, v.Reasons.Single().Category));
        var usage = exchange.ThirdParty.Deliveries.Single().Usage;
        Assert.All(usage, u => Assert.Contains(u.IntervalSeries, series => series.Channel.Value == "VoltageAverage"));
        Assert.All(usage, u => Assert.Contains(u.IntervalSeries[0], reading => reading.ReadType.Value == "Edited"));
        Assert.Equal(
            usage.Aggregate(default(SimulatedTotals), (sum, u) => sum + SimulatedTotals.Of(u)), exchange.Simulator.GetReport().Total);
    }

    [Fact]
    public async Task Never_AcceptedInquiry_HasNoCallbacks()
    {
        await using var exchange = await TestExchange.StartAsync("never");

        var answer = await exchange.RunAsync(exchange.Inquiry(1));

        Assert.Equal(AcknowledgementStatus.Accepted, answer.Status);
        Assert.Empty(exchange.ThirdParty.Received);
        Assert.Equal(SimulatedLineState.Waiting, exchange.Simulator.GetReport().Lines.Single().State);
    }

    [Fact]
    public async Task ValidationPerLine_ThreeLines_SendsThreeMessages()
    {
        await using var exchange = await TestExchange.StartAsync(SimulatorScenarios.Normal with { ValidationPerLine = true });

        await exchange.RunAsync(exchange.Inquiry(3));

        var validations = exchange.ThirdParty.Received.Where(c => c.Operation == UhitOperation.NotifyValidation).ToArray();
        Assert.Equal([1, 2, 3], validations.Select(c => c.Validations.Single().LineNumber));
        Assert.Equal(3, validations.Select(c => c.Header.MessageId).Distinct().Count());
    }

    [Fact]
    public async Task RejectedByCallback_BothSwitches_TellsItLater()
    {
        var scenario = SimulatorScenarios.Find("rejected")! with { AcknowledgeByCallback = true };
        await using var exchange = await TestExchange.StartAsync(scenario);
        var inquiry = exchange.Inquiry(1);

        using var response = await exchange.Client.SendAsync(exchange.Simulator.InquiryUrl, inquiry);
        await exchange.CompletedAsync(inquiry);

        Assert.Equal(AcknowledgementStatus.Rejected, exchange.ThirdParty.Received.Single().Acknowledgement!.Status);
    }

    // What holds where two deliveries overlap: the later one.
    private static (int Readings, decimal Delivered, decimal Bills) Merge(UsageHistory[] inOrder)
    {
        var readings = new Dictionary<(string, DateTimeOffset), decimal>();
        var bills = new Dictionary<DateOnly, decimal>();
        foreach (var usage in inOrder)
        {
            foreach (var series in usage.IntervalSeries)
            {
                var hours = series.Unit == UsageUnit.Kilowatt ? 0.25m : 1m;
                series.ToList().ForEach(reading => readings[(series.Channel.Value, reading.End)] = reading.Quantity * hours);
            }

            usage.BillingPeriods.ToList().ForEach(bill => bills[bill.StartDate] = bill.Usage);
        }

        return (
            readings.Count, readings.Where(r => r.Key.Item1 == UsageChannel.EnergyDelivered.Value).Sum(r => r.Value), bills.Values.Sum());
    }
}
