using System.Net;
using System.Text;
using Uhit.Client.Http;
using Uhit.Client.Inquiries;
using Uhit.Client.Sending;
using Uhit.Client.Tests.Callbacks;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Reference;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Tests.Sending;

public class InquiryAnswerReaderTests
{
    private const string Xml = "text/xml; charset=utf-8";
    private const string Soap12 = "application/soap+xml; charset=utf-8";
    private const string Html = "text/html";

    private static readonly MessageHeader Asked = new()
    {
        AuthenticationId = AuthenticationId.Parse("123456789"),
        RequestId = RequestId.Parse("R-1"),
        MessageId = MessageId.Parse("M-1"),
        SentAt = new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero),
    };

    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["accepted"] = Answers.Accepted(Asked),
        ["other request"] = Answers.Accepted(Asked with { RequestId = RequestId.Parse("R-2") }),
        ["other message"] = Answers.Accepted(Asked with { MessageId = MessageId.Parse("M-2") }),
        ["cut"] = Answers.Accepted(Asked)[..^20],
        ["doctype"] = "<!DOCTYPE x [<!ENTITY y \"z\">]>" + Answers.Accepted(Asked)[Answers.Accepted(Asked).IndexOf("<s:", StringComparison.Ordinal)..],
        ["client 1.1"] = Answers.Fault(SoapVersion.Soap11, SoapFaultCode.Sender),
        ["server 1.1"] = Answers.Fault(SoapVersion.Soap11, SoapFaultCode.Receiver),
        ["detail 1.1"] = Answers.Fault(SoapVersion.Soap11, SoapFaultCode.Sender, "SchemaInvalid"),
        ["sender 1.2"] = Answers.Fault(SoapVersion.Soap12, SoapFaultCode.Sender),
        ["receiver 1.2"] = Answers.Fault(SoapVersion.Soap12, SoapFaultCode.Receiver),
        ["version"] = Answers.Fault(SoapVersion.Soap11, SoapFaultCode.VersionMismatch),
        ["header"] = Answers.Fault(SoapVersion.Soap12, SoapFaultCode.MustUnderstand),
        ["own code"] = Answers.Fault(SoapVersion.Soap11, SoapFaultCode.Sender).Replace("s:Client", "s:Server.Overloaded", StringComparison.Ordinal),
        ["other answer"] = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><other xmlns=\"urn:x\"/></s:Body></s:Envelope>",
        ["html"] = "<html><body>Sign in</body></html>",
        ["empty"] = "",
    };

    private readonly InquiryAnswerReader _reader = new(ReferenceWireFormat.Instance);

    // What may have arrived is uncertain and never sent again by itself; what certainly did not is refused.
    [Theory]
    [InlineData(200, Xml, "accepted", null, SendReportOutcome.Answered, false, null)]
    [InlineData(200, Soap12, "accepted", null, SendReportOutcome.Answered, false, null)]
    [InlineData(200, Xml, "other request", null, SendReportOutcome.Uncertain, true, null)]
    [InlineData(200, Xml, "other message", null, SendReportOutcome.Uncertain, true, null)]
    [InlineData(200, Xml, "cut", null, SendReportOutcome.Uncertain, true, null)]
    [InlineData(200, Xml, "doctype", null, SendReportOutcome.Uncertain, true, null)]
    [InlineData(200, Xml, "other answer", null, SendReportOutcome.Uncertain, true, null)]
    [InlineData(200, Xml, "empty", null, SendReportOutcome.Uncertain, true, null)]
    [InlineData(200, Html, "html", null, SendReportOutcome.Uncertain, true, null)]
    [InlineData(200, Xml, "html", null, SendReportOutcome.Uncertain, true, null)]
    [InlineData(202, null, "empty", null, SendReportOutcome.Uncertain, true, null)]
    [InlineData(204, null, "empty", null, SendReportOutcome.Uncertain, true, null)]
    [InlineData(202, Xml, "accepted", null, SendReportOutcome.Uncertain, true, null)]
    [InlineData(500, Xml, "accepted", null, SendReportOutcome.Uncertain, true, null)]
    [InlineData(429, Xml, "accepted", 5, SendReportOutcome.Uncertain, true, null)]
    [InlineData(500, Xml, "client 1.1", null, SendReportOutcome.Refused, false, "Sender")]
    [InlineData(200, Xml, "client 1.1", null, SendReportOutcome.Refused, false, "Sender")]
    [InlineData(500, Xml, "detail 1.1", null, SendReportOutcome.Refused, false, "SchemaInvalid")]
    [InlineData(500, Xml, "version", null, SendReportOutcome.Refused, false, "VersionMismatch")]
    [InlineData(500, Soap12, "header", null, SendReportOutcome.Refused, false, "MustUnderstand")]
    [InlineData(400, Soap12, "sender 1.2", null, SendReportOutcome.Refused, false, "Sender")]
    [InlineData(500, Xml, "server 1.1", null, SendReportOutcome.Uncertain, true, "Receiver")]
    [InlineData(500, Soap12, "receiver 1.2", null, SendReportOutcome.Uncertain, true, "Receiver")]
    [InlineData(503, Xml, "server 1.1", 30, SendReportOutcome.Uncertain, true, "Receiver")]
    [InlineData(500, Xml, "own code", null, SendReportOutcome.Uncertain, true, "Overloaded")]
    [InlineData(429, Xml, "client 1.1", null, SendReportOutcome.Uncertain, true, "Sender")]
    [InlineData(429, Xml, "server 1.1", null, SendReportOutcome.Uncertain, true, "Receiver")]
    [InlineData(429, Html, "html", null, SendReportOutcome.Uncertain, true, null)]
    [InlineData(429, null, "empty", 7, SendReportOutcome.Uncertain, true, null)]
    [InlineData(503, Html, "html", 7, SendReportOutcome.Uncertain, true, null)]
    [InlineData(503, Html, "html", null, SendReportOutcome.Uncertain, true, null)]
    [InlineData(502, Html, "html", null, SendReportOutcome.Uncertain, true, null)]
    [InlineData(504, Html, "html", 7, SendReportOutcome.Uncertain, true, null)]
    [InlineData(500, Html, "html", null, SendReportOutcome.Uncertain, true, null)]
    [InlineData(500, Xml, "cut", null, SendReportOutcome.Uncertain, true, null)]
    [InlineData(408, Html, "html", null, SendReportOutcome.Uncertain, true, null)]
    [InlineData(301, null, "empty", null, SendReportOutcome.Refused, false, null)]
    [InlineData(302, Html, "html", null, SendReportOutcome.Refused, false, null)]
    [InlineData(307, null, "empty", null, SendReportOutcome.Refused, false, null)]
    [InlineData(400, Html, "html", null, SendReportOutcome.Refused, false, null)]
    [InlineData(401, Html, "html", null, SendReportOutcome.Refused, false, null)]
    [InlineData(403, Html, "html", null, SendReportOutcome.Refused, false, null)]
    [InlineData(404, Html, "html", null, SendReportOutcome.Refused, false, null)]
    [InlineData(405, Html, "html", null, SendReportOutcome.Refused, false, null)]
    [InlineData(413, Html, "html", null, SendReportOutcome.Refused, false, null)]
    [InlineData(415, Html, "html", null, SendReportOutcome.Refused, false, null)]
    public void Read_StatusAndBody_IsJudged(
        int status, string? contentType, string body, int? retryAfter, object outcome, bool isTransient, string? faultCode)
    {
        var report = _reader.Read(Response(status, contentType, body, retryAfter), Asked);

        Assert.Equal((SendReportOutcome)outcome, report.Outcome);
        if (report.Outcome == SendReportOutcome.Answered)
        {
            Assert.Null(report.Failure);
            Assert.Equal(Asked.RequestId, report.Answer!.RequestId);
            return;
        }

        var failure = Assert.IsType<UhitServiceException>(report.Failure);
        Assert.Null(report.Answer);
        Assert.Equal((isTransient, faultCode, (HttpStatusCode)status), (failure.IsTransient, failure.FaultCode, failure.StatusCode));
        Assert.Equal(retryAfter, failure.RetryAfter?.TotalSeconds);
        Assert.DoesNotContain("customer", failure.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Rejected_HasTheErrors()
    {
        var body = Answers.Accepted(Asked, status: AcknowledgementStatus.Rejected);

        var report = _reader.Read(new SendResponse(HttpStatusCode.OK, Xml, null, Encoding.UTF8.GetBytes(body)), Asked);

        Assert.Equal((AcknowledgementStatus.Rejected, "A76"), (report.Answer!.Status, Assert.Single(report.Answer.Errors).Code));
    }

    public static TheoryData<int, SoapVersion, string, string, string, string?, string?> Faults => new()
    {
        { 500, SoapVersion.Soap11, "<faultcode>s:Client</faultcode><faultstring>Authentication ID not authorised</faultstring>", "Sender", "Sender", "Authentication ID not authorised", null },
        { 403, SoapVersion.Soap11, "<faultcode>s:Client</faultcode><faultstring>Not registered</faultstring>", "Sender", "Sender", "Not registered", null },
        { 200, SoapVersion.Soap11, "<faultcode>s:Client.Auth</faultcode><faultstring>No</faultstring><detail>Ask for it.</detail>", "Auth", "Sender.Auth", "No", "Ask for it." },
        { 503, SoapVersion.Soap11, "<faultcode>s:Server</faultcode><faultstring/><detail><e><Code>9</Code><Why>Busy</Why></e></detail>", "Receiver", "Receiver", null, "Code: 9; Why: Busy" },
        { 429, SoapVersion.Soap11, "<faultcode>s:Client</faultcode><faultstring>Slow down</faultstring>", "Sender", "Sender", "Slow down", null },
        { 400, SoapVersion.Soap12, "<s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value xmlns:w='urn:w'>w:FailedAuthentication</s:Value></s:Subcode></s:Code><s:Reason><s:Text xml:lang='en'>No</s:Text></s:Reason>", "FailedAuthentication", "Sender.FailedAuthentication", "No", null },
        { 500, SoapVersion.Soap11, "<faultcode>Kunde&#x9b;31m nicht bekannt</faultcode><faultstring>a\r\nb&#x202E;c&#x200B;</faultstring>", "Kunde<U+009B>31m nicht bekannt", "Receiver.Kunde<U+009B>31m nicht bekannt", "a b<U+202E>c<U+200B>", null },
        { 500, SoapVersion.Soap11, "<faultcode>s:Client</faultcode><faultstring>Not authorised</faultstring><detail><p>a<br></p>", "Sender", "Sender", "Not authorised", "p: a" },
    };

    // CNP's words reach the caller as properties, never as part of a message that may be logged.
    [Theory]
    [MemberData(nameof(Faults))]
    public void Read_Fault_SaysWhyInCnpsWords(int status, SoapVersion version, string content, string code, string soapCode, string? reason, string? detail)
    {
        var ns = version == SoapVersion.Soap12 ? "http://www.w3.org/2003/05/soap-envelope" : "http://schemas.xmlsoap.org/soap/envelope/";
        var body = $"<s:Envelope xmlns:s='{ns}'><s:Body><s:Fault>{content}</s:Fault></s:Body></s:Envelope>";

        var report = _reader.Read(new SendResponse((HttpStatusCode)status, Xml, null, Encoding.UTF8.GetBytes(body)), Asked);

        var failure = Assert.IsType<UhitServiceException>(SendFailures.For(Asked.RequestId, SendingState.Uncertain, report.Failure!));
        Assert.Equal(new ServiceFault { Code = code, SoapCode = soapCode, Reason = reason, Detail = detail }, failure.Fault);
        Assert.Equal(code, failure.FaultCode);
        Assert.DoesNotContain(reason ?? detail!, failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Kunde", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(reason ?? detail!, failure.Fault!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FaultOfTheContract_HasItsDescriptionAsDetail()
    {
        var failure = Assert.IsType<UhitServiceException>(_reader.Read(Response(500, Xml, "detail 1.1", null), Asked).Failure);

        Assert.Equal(("SchemaInvalid", "Sender", "Words."), (failure.Fault!.Code, failure.Fault.SoapCode, failure.Fault.Detail));
        Assert.Contains("SOAP fault SchemaInvalid", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Read_TimeRunsOut_IsUncertainAndSaysSo(bool isInTheFormat)
    {
        using var stop = new CancellationTokenSource();
        var format = ScriptedWireFormat.Reading(body =>
        {
            stop.Cancel();
            while (isInTheFormat)
            {
                body.Reader.Read();
            }
        });
        var padded = Answers.Accepted(Asked).Replace("<Status>", new string(' ', 60_000) + "<Status>", StringComparison.Ordinal);

        var report = await Task.Run(() => new InquiryAnswerReader(format).Read(new SendResponse(HttpStatusCode.OK, Xml, null, Encoding.UTF8.GetBytes(padded)), Asked, stop.Token))
            .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal(SendReportOutcome.Uncertain, report.Outcome);
        Assert.Contains("AttemptTimeout", report.Failure!.Message, StringComparison.Ordinal);
    }

    private static SendResponse Response(int status, string? contentType, string body, int? retryAfter) => new(
        (HttpStatusCode)status, contentType, retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null, Encoding.UTF8.GetBytes(Bodies[body]));
}
