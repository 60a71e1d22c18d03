using System.Text.Json.Nodes;
using Uhit.Client.EndToEnd.Tests.Harness;
using Uhit.Client.Simulator;
using Uhit.Client.Testing;
using Uhit.Client.Tests;

namespace Uhit.Client.EndToEnd.Tests;

/// <summary>A SOAP stack that is not ours (node-soap) on the other side, from our WSDL.</summary>
public class ForeignStackTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"forceMTOM\":true}")]
    [InlineData("{\"forceMTOM\":true,\"forceGzip\":true}")]
    public async Task ForeignCaller_PostsValidationAndDelivery_IsUnderstood(string options)
    {
        Assert.SkipWhen(NodeScript.WhyNot is not null, NodeScript.WhyNot ?? string.Empty);
        await using var exchange = await Exchange.StartAsync(new ExchangeSettings { Scenario = SimulatorScenarios.Find("never")! });
        var id = await ScenarioTests.SubmitAsync(exchange, 1);
        var esiId = exchange.Inquiry(1).Build().Lines[0].EsiId;
        var calls = Path.Combine(exchange.Folder, "calls.json");
        await File.WriteAllTextAsync(calls, Calls(id, esiId).ToJsonString(), Token);

        await using var caller = NodeScript.Start(
            "call-receiver.js", exchange.CallbackUrl.ToString(), calls, Path.Combine(exchange.Folder, "cnp.pem"),
            Path.Combine(exchange.Folder, "ca.pem"), options);
        for (var i = 0; i < 3; i++)
        {
            var answer = JsonNode.Parse(await caller.ReadLineAsync())!;
            Assert.Equal("Accepted", answer["response"]?["Acknowledgement"]?["Status"]?.GetValue<string>() ?? answer.ToJsonString());
        }

        var snapshot = await exchange.Client.WaitAsync(id, Token);
        Assert.Equal(LineState.Delivered, Assert.Single(snapshot.Lines).State);
        var usage = Assert.Single(await exchange.UsageOfAsync(id));
        Assert.Equal([1.25m, 0.5m], Assert.Single(usage.IntervalSeries).Select(reading => reading.Quantity));
        Assert.Equal(TimeSpan.FromHours(-5), usage.IntervalSeries[0][0].End.Offset);
        Assert.Equal(321.5m, Assert.Single(usage.BillingPeriods).Usage);
    }

    [Fact]
    public async Task ForeignServer_FromTheWsdl_UnderstandsOurInquiry()
    {
        Assert.SkipWhen(NodeScript.WhyNot is not null, NodeScript.WhyNot ?? string.Empty);
        var folder = Directory.CreateTempSubdirectory("uhit-foreign-").FullName;
        using var certificates = new ThrowawayCertificates();
        certificates.WriteTo(folder);
        await using var server = NodeScript.Start(
            "serve-inquiries.js",
            Repository.Contract("usage-history-inquiry.wsdl"),
            Path.Combine(folder, "cnp.pem"),
            Path.Combine(folder, "ca.pem"));
        var port = JsonNode.Parse(await server.ReadLineAsync())!["listening"]!.GetValue<int>();
        await using var second = await Exchange.StartAsync(new ExchangeSettings
        {
            Configure = options =>
            {
                options.Endpoint = new Uri($"https://127.0.0.1:{port}/uhit/inquiry");
                options.Certificate = Certificates.ClientCertificateOptions.FromFile(Path.Combine(folder, "third-party.pem"));
                options.ServerTrust.RootFiles.Clear();
                options.ServerTrust.RootFiles.Add(Path.Combine(folder, "ca.pem"));
            },
        });

        var inquiry = second.Inquiry(2).Build();
        var result = await second.Client.SubmitAsync(inquiry, Token);

        Assert.True(result.Outcome == SubmitOutcome.Accepted, result.Outcome + ": " + result.Failure?.Message);
        Assert.Equal("NODE-1", result.Inquiry!.TransactionId?.Value);
        var seen = JsonNode.Parse(await server.ReadLineAsync())!;
        Assert.Null(seen["expect"]);
        Assert.Equal("third-party.throwaway.example", seen["subject"]!["CN"]!.GetValue<string>());
        var lines = seen["request"]!["Line"]!.AsArray();
        Assert.Equal(inquiry.Lines.Select(line => line.EsiId.Value), lines.Select(line => line!["EsiId"]!.GetValue<string>()));
        Assert.Equal("BillingAndInterval", lines[0]!["UsageRequested"]!.GetValue<string>());
        Assert.Equal("true", lines[0]!["Authorization"]!["CustomerAuthorizationObtained"]!.ToString());
        Directory.Delete(folder, recursive: true);
    }

    private static JsonArray Calls(RequestId id, EsiId esiId)
    {
        JsonObject Header(string messageId) => new()
        {
            ["AuthenticationId"] = "123456789",
            ["RequestId"] = id.Value,
            ["MessageId"] = messageId,
            ["SentAt"] = "2026-07-01T12:00:00Z",
        };
        JsonObject Reading(string end, string quantity) => new() { ["EndTime"] = end, ["Quantity"] = quantity, ["ReadType"] = "Actual" };
        return
        [
            new JsonObject
            {
                ["operation"] = "NotifyAcknowledgement",
                ["message"] = new JsonObject
                {
                    ["Header"] = Header("NODE-A"),
                    ["Acknowledgement"] = new JsonObject
                    {
                        ["RequestId"] = id.Value,
                        ["MessageId"] = "NODE-R",
                        ["TransactionId"] = "NODE-T",
                        ["ReceivedAt"] = "2026-07-01T12:00:00Z",
                        ["Status"] = "Accepted",
                    },
                },
            },
            new JsonObject
            {
                ["operation"] = "NotifyValidation",
                ["message"] = new JsonObject
                {
                    ["Header"] = Header("NODE-V"),
                    ["TransactionId"] = "NODE-T",
                    ["Result"] = new JsonArray(new JsonObject { ["LineNumber"] = 1, ["EsiId"] = esiId.Value, ["Status"] = "Validated" }),
                },
            },
            new JsonObject
            {
                ["operation"] = "DeliverHistoricalUsage",
                ["message"] = new JsonObject
                {
                    ["Header"] = Header("NODE-D"),
                    ["TransactionId"] = "NODE-T",
                    ["DeliveryId"] = "NODE-1",
                    ["PartNumber"] = 1,
                    ["PartCount"] = 1,
                    ["UsageHistory"] = new JsonArray(new JsonObject
                    {
                        ["LineNumber"] = 1,
                        ["EsiId"] = esiId.Value,
                        ["BillingPeriod"] =
                            new JsonArray(new JsonObject { ["StartDate"] = "2026-05-01", ["EndDate"] = "2026-06-01", ["Usage"] = "321.5" }),
                        ["IntervalData"] = new JsonArray(new JsonObject
                        {
                            ["Channel"] = "EnergyDelivered",
                            ["Unit"] = "kWh",
                            ["IntervalMinutes"] = 15,
                            ["Reading"] = new JsonArray(
                                Reading("2026-06-01T00:15:00-05:00", "1.25"), Reading("2026-06-01T00:30:00-05:00", "0.5")),
                        }),
                    }),
                },
            },
        ];
    }
}
