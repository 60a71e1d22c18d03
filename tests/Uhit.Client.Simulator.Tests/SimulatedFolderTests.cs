using System.Net;
using Uhit.Client.Simulator.Data;
using Uhit.Client.Simulator.Tests.Support;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Simulator.Tests;

/// <summary>CNP's side played from a contract folder.</summary>
public sealed class SimulatedFolderTests
{
    private const string OnlyAccepted = """{ "Received": "Accepted" }""";

    [Fact]
    public async Task Start_NoCodeForRejected_TakesInquiries()
    {
        await using var exchange = await TestExchange.StartAsync(format: SimulatedFolder.Load(codes: OnlyAccepted));

        var answer = await exchange.RunAsync(exchange.Inquiry(1));

        Assert.Equal(AcknowledgementStatus.Accepted, answer.Status);
        Assert.Equal(SimulatedLineState.Delivered, Assert.Single(exchange.Simulator.GetReport().Lines).State);
    }

    [Fact]
    public async Task Inquiry_RefusedWithoutACodeForRejected_IsAFaultThatSaysSo()
    {
        await using var exchange = await TestExchange.StartAsync(
            SimulatorScenarios.Find("rejected"), format: SimulatedFolder.Load(codes: OnlyAccepted));

        using var response = await exchange.Client.SendAsync(exchange.Simulator.InquiryUrl, exchange.Inquiry(1));

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        using var envelope = SoapEnvelope.Open(
            await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), MessageLimits.Default);
        var fault = envelope.ReadFault(exchange.Format);
        Assert.Equal("NotAuthorized", fault.Detail?.Code);
        Assert.Contains("no word for Rejected", fault.Detail?.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inquiry_RefusedWithACodeForRejected_IsAnAnswer()
    {
        await using var exchange = await TestExchange.StartAsync(SimulatorScenarios.Find("rejected"), format: SimulatedFolder.Load());

        Assert.Equal(AcknowledgementStatus.Rejected, (await exchange.PostAsync(exchange.Inquiry(1))).Status);
    }

    [Fact]
    public async Task Start_ContractThatCannotBePlayed_TellsAllOfIt()
    {
        var format = SimulatedFolder.Load(
            codes: """{ "NO": "Rejected" }""",
            delivery: SimulatedFolder.Delivery(
                "Data", "\"bills\": { \"each\": \"*\", \"startDate\": \"@f\", \"endDate\": \"@t\", \"usage\": \".\" }"));

        var failure = await Assert.ThrowsAsync<ContractException>(() => TestExchange.StartAsync(format: format));

        Assert.Equal(2, failure.Problems.Count);
        Assert.Contains("can't be played by the simulator (2 errors)", failure.Message, StringComparison.Ordinal);
        Assert.Contains("no code for Accepted", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delivery_FormForBillsAndFormForIntervals_WritesBothAndCountsWhatArrives()
    {
        await using var exchange = await TestExchange.StartAsync(format: SimulatedFolder.Load(
            delivery: $"[{SimulatedFolder.Delivery("Bills", $"\"bills\": {SimulatedFolder.Bills}")}, "
                + $"{SimulatedFolder.Delivery("Intervals", $"\"series\": {SimulatedFolder.Series}")}]"));

        await exchange.RunAsync(
            exchange.Inquiry([Lines.Of(1, TestExchange.TwoMonths), Lines.Of(2, TestExchange.TwoMonths, RequestedUsage.Billing)]));

        var deliveries = exchange.ThirdParty.Deliveries.ToList();
        Assert.Equal(
            ["Bills", "Intervals"],
            deliveries.Select(delivery => delivery.Body.Contains("<Bills", StringComparison.Ordinal) ? "Bills" : "Intervals"));
        Assert.Equal([[1, 2], [1]], deliveries.Select(delivery => delivery.Usage.Select(usage => usage.LineNumber)));
        Assert.Equal(2, deliveries.Select(delivery => delivery.Header.MessageId).Distinct().Count());
        AssertCounted(exchange);
        Assert.True(exchange.Simulator.GetReport().Total is { Readings: > 0, BillingPeriods: > 0 });
    }

    [Fact]
    public async Task Delivery_OnlyIntervalsMapped_CountsNoBills()
    {
        await using var exchange = await TestExchange.StartAsync(format: SimulatedFolder.Load(
            delivery: SimulatedFolder.Delivery("Intervals", $"\"series\": {SimulatedFolder.Series}")));

        await exchange.RunAsync(exchange.Inquiry(1));

        AssertCounted(exchange);
        Assert.True(exchange.Simulator.GetReport().Total is { Readings: > 0, BillingPeriods: 0 });
    }

    [Fact]
    public async Task Delivery_TwoVersionsOfOneForm_WritesTheFirst()
    {
        var same = $"\"series\": {SimulatedFolder.Series}";
        await using var exchange = await TestExchange.StartAsync(format: SimulatedFolder.Load(
            delivery: $"[{SimulatedFolder.Delivery("Old", same)}, {SimulatedFolder.Delivery("New", same)}]"));

        await exchange.RunAsync(exchange.Inquiry(1));

        Assert.Contains("<Old", Assert.Single(exchange.ThirdParty.Deliveries).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delivery_NoChannelMapped_LeavesOutWhatGoesTheOtherWay()
    {
        const string Series =
            """{ "each": "S", "meterNumber": "@m", "unit": "@u", "intervalMinutes": "@i", "readings": { "each": "R", "end": "@t", "quantity": ".", "readType": "@q" } }""";
        await using var exchange = await TestExchange.StartAsync(
            format: SimulatedFolder.Load(delivery: SimulatedFolder.Delivery("Data", $"\"series\": {Series}")));
        var generator = new UsageGenerator(7);
        var solar = Enumerable.Range(1, 200).First(number => generator.HasSolar(Lines.EsiIdOf(number)));

        await exchange.RunAsync(exchange.Inquiry([Lines.Of(solar, TestExchange.TwoMonths)]));

        Assert.Single(Assert.Single(Assert.Single(exchange.ThirdParty.Deliveries).Usage).IntervalSeries);
        AssertCounted(exchange);
        Assert.True(exchange.Simulator.GetReport().Total is { Readings: > 0, ReceivedKwh: 0 });
    }

    [Theory]
    [InlineData(
        """{ "each": "L", "lineNumber": "@n", "esiId": "@e", "status": { "path": "@s", "codes": "verdict" }, "reasons": { "when": { "path": "@c", "exists": true }, "code": "@c" } }""")]
    [InlineData(
        """{ "payload": { "path": "Z", "encoding": "text", "format": "csv", "columns": ["n", "e", "s", "c"] }, "lineNumber": "@n", "esiId": "@e", "status": { "path": "@s", "codes": "verdict" }, "reasons": { "when": { "path": "@c", "isNot": "" }, "code": "@c" } }""")]
    public async Task Validation_ReasonsWithoutAnElementOfTheirOwn_TellsTheLinesWithoutOne(string lines)
    {
        await using var exchange = await TestExchange.StartAsync(format: SimulatedFolder.Load(lines: lines));
        var late = Lines.Of(2, TestExchange.TwoMonths) with
        {
            Authorization = Lines.Of(2, TestExchange.TwoMonths).Authorization with { AuthorizedOn = new DateOnly(2199, 1, 1) },
        };

        await exchange.RunAsync(exchange.Inquiry([Lines.Of(1, TestExchange.TwoMonths), late]));

        var verdicts = exchange.ThirdParty.Received.SelectMany(callback => callback.Validations).ToList();
        Assert.Equal(
            [(1, ValidationStatus.Validated, 0), (2, ValidationStatus.Failed, 1)],
            verdicts.Select(verdict => (verdict.LineNumber, verdict.Status, verdict.Reasons.Count)));
    }

    // Each message says something of its own here, so that the sums of all are what was sent.
    private static void AssertCounted(TestExchange exchange) => Assert.Equal(
        exchange.ThirdParty.Deliveries.SelectMany(delivery => delivery.Usage)
            .Select(SimulatedTotals.Of)
            .Aggregate((left, right) => left + right),
        exchange.Simulator.GetReport().Total);
}
