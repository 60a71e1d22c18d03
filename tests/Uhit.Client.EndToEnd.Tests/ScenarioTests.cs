using Uhit.Client.EndToEnd.Tests.Harness;
using Uhit.Client.Simulator;
using Uhit.Client.Usage;

namespace Uhit.Client.EndToEnd.Tests;

/// <summary>The whole exchange, once for each way in which CNP may behave.</summary>
public class ScenarioTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("normal")]
    [InlineData("duplicates")]
    [InlineData("reordered")]
    [InlineData("parts")]
    [InlineData("conflict")]
    [InlineData("late-acknowledgement")]
    [InlineData("correction")]
    public async Task Scenario_EndsWithEverySumOfTheSimulators(string name)
    {
        await using var exchange = await Exchange.StartAsync(new ExchangeSettings { Scenario = SimulatorScenarios.Find(name)! });
        var submitted = await SubmitAsync(exchange, 3);

        var snapshot = await exchange.Client.WaitAsync(submitted, Token).WaitAsync(Patience, Token);
        await exchange.Simulator.WaitForCompletionAsync(submitted, Token).WaitAsync(Patience, Token);

        Assert.Equal(SendingState.Accepted, snapshot.Sending);
        Assert.All(
            snapshot.Lines, line => Assert.Equal((LineState.Delivered, RequestedUsage.BillingAndInterval), (line.State, line.Received)));
        await AssertSumsAsync(exchange, submitted);
    }

    [Fact]
    public async Task Scenario_Normal_RaisesEachEventOnceInOrder()
    {
        await using var exchange = await Exchange.StartAsync();
        var submitted = await SubmitAsync(exchange, 2);

        await exchange.Recorded
            .WaitForAsync(events => events.OfType<InquiryCompleted>().Any() && events.OfType<CallbackAcknowledged>().Count() == 2);

        var events = exchange.Recorded.Events;
        Assert.All(events, item => Assert.Equal(
            (Exchange.ClientName, UhitEnvironment.Test, submitted, 1), (item.Client, item.Environment, item.RequestId, item.Attempt)));
        Assert.Equal(events.Count, events.Select(item => item.Key).Distinct().Count());
        Type[] kinds = [typeof(ValidationReceived), typeof(UsageDelivered), typeof(InquiryCompleted)];
        Assert.Equal(kinds, events.Select(item => item.GetType()).Where(kinds.Contains));
        Assert.Single(events.OfType<InquiryAcknowledged>());
    }

    [Fact]
    public async Task Scenario_Conflict_KeepsTheFirstCopyAndTheSecondAside()
    {
        await using var exchange = await Exchange.StartAsync(new ExchangeSettings { Scenario = SimulatorScenarios.Find("conflict")! });
        var submitted = await SubmitAsync(exchange, 1);

        await exchange.Simulator.WaitForCompletionAsync(submitted, Token).WaitAsync(Patience, Token);

        var statistics = await exchange.StatisticsAsync();
        Assert.Equal((2, 1, 0), (statistics.Messages, statistics.Unreadable, statistics.StagedReceipts));
        await AssertSumsAsync(exchange, submitted);
    }

    [Fact]
    public async Task Scenario_Rejected_IsRejected()
    {
        await using var exchange = await Exchange.StartAsync(new ExchangeSettings { Scenario = SimulatorScenarios.Find("rejected")! });

        var result = await exchange.Client.SubmitAsync(exchange.Inquiry(1).Build(), Token);

        Assert.Equal(SubmitOutcome.Rejected, result.Outcome);
        Assert.Equal(ErrorCategory.NotAuthorized, Assert.Single(result.Errors).Category);
    }

    [Fact]
    public async Task Scenario_FailedLines_EndsWithTheOthersDelivered()
    {
        await using var exchange = await Exchange.StartAsync(new ExchangeSettings { Scenario = SimulatorScenarios.Find("failed-lines")! });
        var submitted = await SubmitAsync(exchange, 3);

        var snapshot = await exchange.Client.WaitAsync(submitted, Token).WaitAsync(Patience, Token);

        Assert.Equal([LineState.Failed, LineState.Delivered, LineState.Delivered], snapshot.Lines.Select(line => line.State));
        Assert.NotEmpty(snapshot.Lines[0].Errors);
        Assert.Equal(2, (await exchange.UsageOfAsync(submitted)).Count);
    }

    [Fact]
    public async Task Scenario_NoData_SaysSo()
    {
        await using var exchange = await Exchange.StartAsync(new ExchangeSettings { Scenario = SimulatorScenarios.Find("no-data")! });
        var submitted = await SubmitAsync(exchange, 2);

        var snapshot = await exchange.Client.WaitAsync(submitted, Token).WaitAsync(Patience, Token);

        Assert.Equal([LineState.Delivered, LineState.NoData], snapshot.Lines.Select(line => line.State));
    }

    [Fact]
    public async Task Scenario_UnknownCodes_AreKeptAsTheyCame()
    {
        await using var exchange = await Exchange.StartAsync(new ExchangeSettings { Scenario = SimulatorScenarios.Find("unknown-codes")! });
        var submitted = await SubmitAsync(exchange, 1);

        await exchange.Simulator.WaitForCompletionAsync(submitted, Token).WaitAsync(Patience, Token);

        var usage = Assert.Single(await exchange.UsageOfAsync(submitted));
        ReadType[] known = [ReadType.Actual, ReadType.Estimated];
        Assert.Contains(
            usage.IntervalSeries.SelectMany(series => series).Select(reading => reading.ReadType).Distinct(),
            type => !known.Contains(type));
    }

    [Fact]
    public async Task Scenario_Faults_IsUncertainUntilTheUserResends()
    {
        await using var exchange = await Exchange.StartAsync(new ExchangeSettings { Scenario = SimulatorScenarios.Find("faults")! });

        // A fault of CNP's own: it may have been processed or not, so nothing is sent again by itself.
        var first = await exchange.Client.SubmitAsync(exchange.Inquiry(1).Build(), Token);
        Assert.Equal(SubmitOutcome.Uncertain, first.Outcome);
        Assert.IsType<UhitServiceException>(first.Failure);

        // HTTP 503 with Retry-After says when to come back, not that no gateway passed the first bytes on.
        var second = await exchange.Client.ResendAsync(first.Inquiry!.RequestId, Token);
        Assert.Equal(SubmitOutcome.Uncertain, second.Outcome);
        Assert.Equal(TimeSpan.FromSeconds(1), Assert.IsType<UhitServiceException>(second.Failure).RetryAfter);

        var third = await exchange.Client.ResendAsync(first.Inquiry!.RequestId, Token);
        Assert.Equal(SubmitOutcome.Accepted, third.Outcome);
        await exchange.Client.WaitAsync(first.Inquiry!.RequestId, Token).WaitAsync(Patience, Token);
        await AssertSumsAsync(exchange, first.Inquiry!.RequestId);
    }

    [Fact]
    public async Task Scenario_Dropped_IsNeverSentTwiceByItself()
    {
        await using var exchange = await Exchange.StartAsync(new ExchangeSettings { Scenario = SimulatorScenarios.Find("dropped")! });
        var inquiry = exchange.Inquiry(1).WithClientReference("dropped").Build();

        var result = await exchange.Client.SubmitAsync(inquiry, Token);

        // It counted for CNP, so the callback resolves it; the answer may have come before or after.
        Assert.True(result.Outcome is SubmitOutcome.Uncertain or SubmitOutcome.Accepted);
        var snapshot = await exchange.Client.WaitAsync(result.Inquiry!.RequestId, Token).WaitAsync(Patience, Token);
        Assert.Equal((SendingState.Accepted, true), (snapshot.Sending, snapshot.IsComplete));
        await AssertSumsAsync(exchange, result.Inquiry!.RequestId);
    }

    [Fact]
    public async Task Submit_LineOutsideTheTerritory_FailsAtCnpWhereWeDoNotCheck()
    {
        await using var exchange =
            await Exchange.StartAsync(new ExchangeSettings { Configure = options => options.RequireTerritory = false });
        var inquiry = exchange.Inquiry(1).AddLine(EsiId.Parse("10443720000000001")).Build();

        var result = await exchange.Client.SubmitAsync(inquiry, Token);
        var snapshot = await exchange.Client.WaitAsync(result.Inquiry!.RequestId, Token).WaitAsync(Patience, Token);

        Assert.Equal([LineState.Delivered, LineState.Failed], snapshot.Lines.Select(line => line.State));
        Assert.Equal(ErrorCategory.NotInTerritory, Assert.Single(snapshot.Lines[1].Errors).Category);
    }

    internal static async Task<RequestId> SubmitAsync(Exchange exchange, int lines)
    {
        var result = await exchange.Client.SubmitAsync(exchange.Inquiry(lines).Build(), Token);

        // With an empty answer, or one that comes after the callbacks, the outcome at once is not CNP's last word.
        Assert.True(result.Outcome is SubmitOutcome.Accepted or SubmitOutcome.Uncertain, result.Outcome + ": " + result.Failure?.Message);
        return result.Inquiry!.RequestId;
    }

    internal static async Task AssertSumsAsync(Exchange exchange, RequestId id)
    {
        // The client may know first: the simulator counts a delivery when it has read our acknowledgement.
        await exchange.Simulator.WaitForCompletionAsync(id, Token).WaitAsync(Patience, Token);
        var expected = exchange.Simulator.GetReport().Lines
            .Where(line => line.RequestId == id)
            .ToDictionary(line => line.EsiId, line => line.Totals);
        var usage = await exchange.UsageOfAsync(id);
        Assert.Equal(expected.Keys.OrderBy(item => item.Value), usage.Select(item => item.EsiId).OrderBy(item => item.Value));
        Assert.All(usage, history => Assert.Equal(expected[history.EsiId], SimulatedTotals.Of(history)));
    }
}
