using System.Net;
using System.Text;
using Uhit.Client.EndToEnd.Tests.Harness;
using Uhit.Client.Simulator;
using Uhit.Client.Testing;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.EndToEnd.Tests;

/// <summary>Who gets in, over the real port: and what is in the store afterwards.</summary>
public class DoorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Strangers => ["none", "other authority", "self-signed", "other name", "servers only", "expired"];

    [Theory]
    [MemberData(nameof(Strangers))]
    public async Task Stranger_GetsNoAnswerOfOurs_AndStoresNothing(string who)
    {
        await using var exchange = await Exchange.StartAsync(new ExchangeSettings { Scenario = SimulatorScenarios.Find("never")! });
        var certificates = exchange.Certificates;
        const string Name = ThrowawayCertificates.DefaultCnpName;
        using var certificate = who switch
        {
            "other authority" =>
                certificates.Issue(new ThrowawayCertificateRequest { DistinguishedName = Name, Issuer = certificates.IssueAuthority() }),
            "self-signed" => certificates.Issue(new ThrowawayCertificateRequest { DistinguishedName = Name, SelfSigned = true }),
            "other name" => certificates.Issue(
                new ThrowawayCertificateRequest { DistinguishedName = "CN=cnp.throwaway.example.evil.example,O=Throwaway CNP,C=US" }),
            "servers only" => certificates.Issue(new ThrowawayCertificateRequest { DistinguishedName = Name, ForClients = false }),
            "expired" =>
                certificates.Issue(new ThrowawayCertificateRequest
                {
                    DistinguishedName = Name,
                    ValidFrom = TimeSpan.FromDays(-3),
                    ValidTo = TimeSpan.FromDays(-1),
                }),
            _ => null,
        };
        using var caller = exchange.CallerWith(certificate);

        HttpStatusCode? status = null;
        try
        {
            using var response = await PostAsync(caller, exchange, Validation(RequestId.Parse("R-1"), "M-1"));
            status = response.StatusCode;
        }
        catch (HttpRequestException)
        {
            // Refused in the handshake: there is no HTTP at all.
        }

        Assert.True(status is null or HttpStatusCode.Forbidden, status?.ToString());
        var statistics = await exchange.StatisticsAsync();
        Assert.Equal((0, 0, 0, 0), (statistics.Messages, statistics.Unmatched, statistics.Unreadable, statistics.StagedReceipts));
    }

    [Fact]
    public async Task Peer_UnknownInquiry_IsKeptAndAccepted()
    {
        await using var exchange = await Exchange.StartAsync(new ExchangeSettings { Scenario = SimulatorScenarios.Find("never")! });
        using var caller = exchange.CallerWith(exchange.Certificates.Cnp);

        using var response = await PostAsync(caller, exchange, Validation(RequestId.Parse("R-1"), "M-1"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("Accepted", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        var statistics = await exchange.StatisticsAsync();
        Assert.Equal((0, 1, 0), (statistics.Messages, statistics.Unmatched, statistics.StagedReceipts));
    }

    [Fact]
    public async Task Peer_SameMessageTenTimesAtOnce_IsStoredOnceAndAnsweredAlike()
    {
        await using var exchange = await Exchange.StartAsync(new ExchangeSettings { Scenario = SimulatorScenarios.Find("never")! });
        using var caller = exchange.CallerWith(exchange.Certificates.Cnp);
        var id = await ScenarioTests.SubmitAsync(exchange, 1);
        var message = Validation(id, "M-1");

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            using var response = await PostAsync(caller, exchange, message);
            return Convert.ToBase64String(await response.Content.ReadAsByteArrayAsync(Token));
        }));

        Assert.Single(answers.Distinct());
        Assert.Equal(1, (await exchange.StatisticsAsync()).Messages);
    }

    [Fact]
    public async Task Peer_LargerThanKestrelsDefault_IsTaken()
    {
        await using var exchange = await Exchange.StartAsync(new ExchangeSettings { Scenario = SimulatorScenarios.Find("never")! });
        using var caller = exchange.CallerWith(exchange.Certificates.Cnp);
        var id = await ScenarioTests.SubmitAsync(exchange, 1);
        var small = Encoding.UTF8.GetString(Validation(id, "M-1"));

        // 40 MB of comments between the elements: Kestrel's own limit is 30 MB.
        var filler = string.Concat(Enumerable.Repeat("<!--" + new string('x', 1000) + "-->\n", 40_000));
        var at = small.IndexOf('<', small.IndexOf("Body", StringComparison.Ordinal));
        var large = Encoding.UTF8.GetBytes(small.Insert(at, filler));
        Assert.True(large.Length > 30_000_000);

        using var response = await PostAsync(caller, exchange, large);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(1, (await exchange.StatisticsAsync()).Messages);
    }

    [Fact]
    public async Task Contract_IsServedToPeers()
    {
        await using var exchange = await Exchange.StartAsync(new ExchangeSettings
        {
            Configure = options => options.Callback.PublicUrl = new Uri("https://uhit.third-party.example/callback"),
        });
        using var caller = exchange.CallerWith(exchange.Certificates.Cnp);

        var wsdl = await caller.GetStringAsync(new Uri(exchange.CallbackUrl + "?wsdl"), Token);

        Assert.Contains("location=\"https://uhit.third-party.example/callback\"", wsdl, StringComparison.Ordinal);
        var location = wsdl.Split("schemaLocation=\"")[1].Split('"')[0];
        var schema = await caller.GetStringAsync(new Uri(exchange.CallbackUrl + new Uri(location).Query), Token);
        Assert.Contains("targetNamespace", schema, StringComparison.Ordinal);
    }

    private static byte[] Validation(RequestId id, string messageId)
    {
        var header = new MessageHeader
        {
            AuthenticationId = AuthenticationId.Parse("123456789"),
            RequestId = id,
            MessageId = MessageId.Parse(messageId),
            SentAt = new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero),
        };
        var line = new LineValidation { LineNumber = 1, EsiId = InquiryBuilder.EsiIdOf(1), Status = ValidationStatus.Validated };
        return SoapEnvelopeWriter.ToBytes(
            SoapVersion.Soap11, writer => ReferenceWireFormat.Instance.WriteValidation(writer, header, null, [line]));
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient caller, Exchange exchange, byte[] message)
    {
        var content = new ByteArrayContent(message);
        content.Headers.TryAddWithoutValidation("Content-Type", "text/xml; charset=utf-8");
        content.Headers.TryAddWithoutValidation(
            "SOAPAction", $"\"{ReferenceWireFormat.Instance.GetAction(UhitOperation.NotifyValidation)}\"");
        return caller.PostAsync(exchange.CallbackUrl, content, Token);
    }
}
