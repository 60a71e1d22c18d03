using System.Net;
using Uhit.Client.Inquiries;
using Uhit.Client.Simulator.Tests.Support;
using Uhit.Client.Wire.Mapping;
using Uhit.Client.Wire.Soap;
using Uhit.Client.Wire.Xml;

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
        await using var exchange = await TestExchange.StartAsync(SimulatorScenarios.Find("rejected"), format: SimulatedFolder.Load(codes: OnlyAccepted));

        using var response = await exchange.Client.SendAsync(exchange.Simulator.InquiryUrl, exchange.Inquiry(1));

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        using var envelope = SoapEnvelope.Open(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), XmlLimits.Default);
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
            delivery: SimulatedFolder.Delivery("Data", "\"bills\": { \"each\": \"*\", \"startDate\": \"@f\", \"endDate\": \"@t\", \"usage\": \".\" }"));

        var failure = await Assert.ThrowsAsync<ContractException>(() => TestExchange.StartAsync(format: format));

        Assert.Equal(2, failure.Problems.Count);
        Assert.Contains("can't be played by the simulator (2 errors)", failure.Message, StringComparison.Ordinal);
        Assert.Contains("no code for Accepted", failure.Message, StringComparison.Ordinal);
    }
}
