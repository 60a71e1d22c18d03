using System.Net;
using System.Text;
using Uhit.Client.Http;
using Uhit.Client.Sending;
using Uhit.Client.Tests.Wire.Mapping;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Sending;

/// <summary>What a contract says of a fault that answers an inquiry: not booked for good, not booked
/// and free to be sent again, or nothing.</summary>
public sealed class FaultMeaningTests
{
    private static readonly MessageHeader Asked = new()
    {
        AuthenticationId = AuthenticationId.Parse("123456789"),
        RequestId = RequestId.Parse("R-1"),
        MessageId = MessageId.Parse("M-1"),
        SentAt = default,
    };

    [Theory]
    [InlineData("Client", "E100", nameof(SendReportOutcome.Answered))]
    [InlineData("Server", "E100", nameof(SendReportOutcome.Answered))]
    [InlineData("Server", "BUSY", nameof(SendReportOutcome.NotSent))]
    [InlineData("Client", "BUSY", nameof(SendReportOutcome.NotSent))]
    [InlineData("Client", "E999", nameof(SendReportOutcome.Refused))]
    [InlineData("Server", "E999", nameof(SendReportOutcome.Uncertain))]
    public void Read_AFaultOfATable_IsWhatTheContractSays(string soapCode, string code, string outcome)
    {
        var report = Read(Format("\"status\": { \"path\": \"t:Code\", \"codes\": \"faults\" }"), soapCode, code);

        Assert.Equal(outcome, report.Outcome.ToString());
        if (outcome == nameof(SendReportOutcome.Answered))
        {
            Assert.Equal(
                (AcknowledgementStatus.Rejected, Asked.RequestId, Asked.MessageId),
                (report.Answer!.Status, report.Answer.RequestId, report.Answer.MessageId));
            var error = Assert.Single(report.Answer.Errors);
            Assert.Equal(("E100", "No such meter"), (error.Code, error.Description));
        }
        else
        {
            Assert.Equal(code, ((UhitServiceException)report.Failure!).Fault!.Code);
            Assert.Equal(outcome != nameof(SendReportOutcome.Refused), report.Failure.IsTransient);
        }
    }

    [Theory]
    [InlineData("\"status\": { \"const\": \"Rejected\" }", nameof(SendReportOutcome.Answered))]
    [InlineData("\"status\": { \"path\": \"t:None\", \"required\": false }", nameof(SendReportOutcome.Uncertain))]
    [InlineData("", nameof(SendReportOutcome.Uncertain))]
    public void Read_AFaultOfOneStatusOrNone_IsWhatTheContractSays(string status, string outcome) =>
        Assert.Equal(outcome, Read(Format(status), "Server", "E999").Outcome.ToString());

    // Too often is too often, whatever the detail says: a gateway may have written it.
    [Fact]
    public void Read_AskedTooOften_IsUncertainWhateverTheFaultSays() =>
        Assert.Equal(
            SendReportOutcome.Uncertain,
            Read(Format("\"status\": { \"const\": \"Rejected\" }"), "Server", "E100", HttpStatusCode.TooManyRequests).Outcome);

    [Fact]
    public async Task Submit_TheContractCarriesNoNumberOfOurs_SaysThatSentAgainItIsASecondInquiry()
    {
        var harness = new ClientHarness(
            format: Wire.Support.AlteredFormat.With((nameof(SimulatedWireFormat.CarriesOurNumbers), _ => false)));
        harness.Sender.ThenUncertain();

        var result = await harness.Client.SubmitAsync(harness.Inquiry().Build(), TestContext.Current.CancellationToken);

        Assert.Contains("sent again it would be a second inquiry to CNP: ask CNP first", result.Failure!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("under its own number", result.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_NotBookedAndMayBeSentAgain_StandsAsNotSent()
    {
        var harness = new ClientHarness(options => options.MaxRetries = 0);
        harness.Sender
            .Then(_ => SendReport.NotSent(new UhitServiceException("Busy.", HttpStatusCode.InternalServerError, isTransient: true)));

        var failure = await Assert.ThrowsAsync<UhitServiceException>(() =>
            harness.Client.SubmitAsync(harness.Inquiry().Build(), TestContext.Current.CancellationToken));

        Assert.Equal(SendingState.NotSent, failure.Sending);
        Assert.Contains("CNP does not have it", failure.Message, StringComparison.Ordinal);
        Assert.Equal(
            SubmitOutcome.Accepted,
            (await harness.Client.ResendAsync(failure.RequestId!.Value, TestContext.Current.CancellationToken)).Outcome);
    }

    // "Request id already used", under a contract for which every fault is a refusal: called not booked, the user would submit it again.
    [Theory]
    [InlineData(true, SendingState.Uncertain)]
    [InlineData(false, SendingState.Rejected)]
    public async Task Resend_AFaultThatRefuses_EndsTheInquiryOnlyWhereNoEarlierSendMayHaveArrived(bool mayHaveArrived, SendingState sending)
    {
        var harness = new ClientHarness(options => options.MaxRetries = 0);
        harness.Sender.Then(_ => mayHaveArrived
            ? SendReport.Uncertain(new UhitConnectionException(ConnectionFailure.Timeout, "No answer."))
            : SendReport.NotSent(new UhitConnectionException(ConnectionFailure.Connect, "Nobody listens.")));
        harness.Sender.Then(message => Read(Format("\"status\": { \"const\": \"Rejected\" }"), "Client", "USED", asked: message.Header));
        var id = await SubmitAsync(harness);

        if (mayHaveArrived)
        {
            var failure =
                await Assert.ThrowsAsync<UhitServiceException>(() => harness.Client.ResendAsync(id, TestContext.Current.CancellationToken));
            Assert.Equal((SendingState.Uncertain, "USED"), (failure.Sending, failure.Fault!.Code));
            Assert.Contains("CNP may have the inquiry", failure.Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(SubmitOutcome.Rejected, (await harness.Client.ResendAsync(id, TestContext.Current.CancellationToken)).Outcome);
        }

        Assert.Equal(sending, (await harness.Client.FindAsync(id, TestContext.Current.CancellationToken))!.Sending);
    }

    private static async Task<RequestId> SubmitAsync(ClientHarness harness)
    {
        try
        {
            return (await harness.Client.SubmitAsync(harness.Inquiry().Build(), TestContext.Current.CancellationToken)).Inquiry!.RequestId;
        }
        catch (UhitConnectionException e)
        {
            return e.RequestId!.Value;
        }
    }

    [Theory]
    [InlineData("<t:Ask xmlns:t=\"urn:t\"><t:Id>{requestId}</t:Id></t:Ask>", true)]
    [InlineData("<t:Ask xmlns:t=\"urn:t\" id=\"{messageId}\"/>", true)]
    [InlineData("<t:Ask xmlns:t=\"urn:t\"><t:Esi>{line.esiId}</t:Esi></t:Ask>", false)]
    public void CarriesOurNumbers_IsWhatTheRequestsTemplateWrites(string template, bool carries) =>
        Assert.Equal(carries, Format(string.Empty, template).CarriesOurNumbers);

    private static SimulatedWireFormat Format(string status, string template = "<t:Ask xmlns:t=\"urn:t\"><t:Id>{requestId}</t:Id></t:Ask>")
    {
        using var folder = new ContractFolder();
        folder.Write("templates/ask.xml", template);
        folder.Write(MappedContract.FileName, $$"""
            {
              "id": "t-1", "namespaces": { "t": "urn:t" }, "codes": { "faults": { "E100": "Rejected", "BUSY": "NotTaken" } },
              "messages": {
                "request": { "action": "urn:ask", "template": "templates/ask.xml", "answer": { "root": "t:Reply", "status": { "const": "Accepted" } } },
                "delivery": { "root": "t:Data", "requestId": "@r", "usage": { "each": "t:A", "esiId": "@e", "bills": { "startDate": "@s", "endDate": "@x", "usage": "@u" } } },
                "fault": { "root": "t:Problem", "code": "t:Code", "description": "t:Text"{{(status.Length == 0 ? string.Empty : ", " + status)}} }
              }
            }
            """);
        return MappedContract.Load(folder.Path).WireFormat;
    }

    private static SendReport Read(
        SimulatedWireFormat format,
        string soapCode,
        string code,
        HttpStatusCode http = HttpStatusCode.InternalServerError,
        MessageHeader? asked = null)
    {
        var fault = $"<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><s:Fault><faultcode>s:{soapCode}</faultcode>"
            + "<faultstring>No</faultstring>"
            + $"<detail><Problem xmlns='urn:t'><Code>{code}</Code><Text>No such meter</Text></Problem></detail></s:Fault></s:Body>"
            + "</s:Envelope>";
        return new InquiryAnswerReader(format).Read(
            new SendResponse(http, "text/xml", null, Encoding.UTF8.GetBytes(fault)), asked ?? Asked, CancellationToken.None);
    }
}
