using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Uhit.Client.Http;
using Uhit.Client.Sending;
using Uhit.Client.Tests.Receiving;
using Uhit.Client.Tests.Wire.Support;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Sending;

public class InquiryAnswerReaderTests
{
    private const string Xml = "text/xml; charset=utf-8";
    private const string Soap12 = "application/soap+xml; charset=utf-8";
    private const string Html = "text/html";
    private const string Start = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>";
    private const string EmptyBody = Start + "</s:Body></s:Envelope>";
    private const string DoneBody = Start + "<Done xmlns=\"urn:x\"/></s:Body></s:Envelope>";
    private const string FaultBody = Start
        + "<s:Fault><faultcode>s:Client</faultcode><faultstring>No</faultstring></s:Fault></s:Body></s:Envelope>";

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
        ["doctype"] = "<!DOCTYPE x [<!ENTITY y \"z\">]>"
            + Answers.Accepted(Asked)[Answers.Accepted(Asked).IndexOf("<s:", StringComparison.Ordinal)..],
        ["client 1.1"] = Answers.Fault(SoapVersion.Soap11, SoapFaultCode.Sender),
        ["server 1.1"] = Answers.Fault(SoapVersion.Soap11, SoapFaultCode.Receiver),
        ["detail 1.1"] = Answers.Fault(SoapVersion.Soap11, SoapFaultCode.Sender, "SchemaInvalid"),
        ["sender 1.2"] = Answers.Fault(SoapVersion.Soap12, SoapFaultCode.Sender),
        ["receiver 1.2"] = Answers.Fault(SoapVersion.Soap12, SoapFaultCode.Receiver),
        ["version"] = Answers.Fault(SoapVersion.Soap11, SoapFaultCode.VersionMismatch),
        ["header"] = Answers.Fault(SoapVersion.Soap12, SoapFaultCode.MustUnderstand),
        ["own code"] = Answers.Fault(SoapVersion.Soap11, SoapFaultCode.Sender).Replace(
            "s:Client", "s:Server.Overloaded", StringComparison.Ordinal),
        ["other answer"] =
            "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><other xmlns=\"urn:x\"/></s:Body></s:Envelope>",
        ["html"] = "<html><body>Sign in</body></html>",
        ["empty"] = "",
    };

    private readonly InquiryAnswerReader _reader = new(ReferenceWireFormat.Instance);

    [Fact]
    public void Read_AnswerThatRepeatsNothing_IsOfWhatWasAskedNow()
    {
        var now = new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);
        var format = new Mock<SimulatedWireFormat>();
        format.Setup(each => each.ReadInquiryAnswer(It.IsAny<WireBody>()))
            .Returns(new Acknowledgement { RequestId = default, ReceivedAt = default, Status = AcknowledgementStatus.Accepted });
        var reader = new InquiryAnswerReader(format.Object, time: new FakeTimeProvider(now));
        var answer = reader.Read(Response(200, Xml, "other answer", null), Asked).Answer!;
        Assert.Equal((Asked.RequestId, now), (answer.RequestId, answer.ReceivedAt));
    }

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
        { 500, SoapVersion.Soap11, "<faultcode>s:Client</faultcode><faultstring>Authentication ID not authorised</faultstring>", "Sender",
            "Sender", "Authentication ID not authorised", null },
        { 403, SoapVersion.Soap11, "<faultcode>s:Client</faultcode><faultstring>Not registered</faultstring>", "Sender", "Sender",
            "Not registered", null },
        { 200, SoapVersion.Soap11, "<faultcode>s:Client.Auth</faultcode><faultstring>No</faultstring><detail>Ask for it.</detail>", "Auth",
            "Sender.Auth", "No", "Ask for it." },
        { 400, SoapVersion.Soap11, "<faultcode>s:Client</faultcode><faultstring>Unknown ESI ID</faultstring><detail><UsageHistoryFault "
            + "xmlns='urn:uhit:reference:usage-history:v1'><Code>E7</Code><Description> </Description></UsageHistoryFault></detail>", "E7",
            "Sender", "Unknown ESI ID", null },
        { 503, SoapVersion.Soap11, "<faultcode>s:Server</faultcode><faultstring/><detail><e><Code>9</Code><Why>Busy</Why></e></detail>",
            "Receiver", "Receiver", null, "Code: 9; Why: Busy" },
        { 429, SoapVersion.Soap11, "<faultcode>s:Client</faultcode><faultstring>Slow down</faultstring>", "Sender", "Sender", "Slow down",
            null },
        { 400, SoapVersion.Soap12,
            "<s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value xmlns:w='urn:w'>w:FailedAuthentication</s:Value></s:Subcode></s:Code>"
                + "<s:Reason><s:Text xml:lang='en'>No</s:Text></s:Reason>", "FailedAuthentication", "Sender.FailedAuthentication", "No",
                null },
        { 500, SoapVersion.Soap11, "<faultcode>Kunde&#x9b;31m nicht bekannt</faultcode><faultstring>a\r\nb&#x202E;c&#x200B;</faultstring>",
            "Kunde<U+009B>31m nicht bekannt", "Receiver.Kunde<U+009B>31m nicht bekannt", "a b<U+202E>c<U+200B>", null },
        { 500, SoapVersion.Soap11, "<faultcode>s:Client</faultcode><faultstring>Not authorised</faultstring><detail><p>a<br></p>", "Sender",
            "Sender", "Not authorised", "p: a" },
    };

    // CNP's words reach the caller as properties, never as part of a message that may be logged.
    [Theory]
    [MemberData(nameof(Faults))]
    public void Read_Fault_SaysWhyInCnpsWords(
        int status, SoapVersion version, string content, string code, string soapCode, string? reason, string? detail)
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

    public static TheoryData<string?, string, bool> ForeignForms => new()
    {
        // Content type, encoding of the bytes, whether the document declares its encoding.
        { "text/plain", "utf-8", false },
        { "text/html; charset=utf-8", "utf-8", false },
        { "application/xml", "utf-8", true },
        { "application/octet-stream", "utf-8", true },
        { null, "utf-8", false },
        { "", "utf-8", false },
        { "nonsense", "utf-8", false },
        { "text/xml; charset=UTF8", "utf-8", false },
        { "text/xml; charset=\"utf-8\"; charset=utf-8", "utf-8", false },
        { "text/xml; charset=ISO-8859-1", "iso-8859-1", true },
        { "text/xml; charset=iso-8859-1", "windows-1252", false },
        { "text/xml; charset=Windows-1252", "windows-1252", false },
        { "text/xml", "iso-8859-1", true },
        { "text/plain", "windows-1252", true },
        { "application/soap+xml; charset=utf-16", "utf-16", true },
        { "text/xml; charset=utf-16", "utf-16BE", true },
        { "text/xml; charset=utf-16le", "utf-16", false },
        { "text/xml", "utf-16", true },
        { "text/xml", "utf-16BE", false },
        { "text/xml; charset=iso-8859-15", "iso-8859-15", false },
    };

    // Byte order marks are written where the encoding has one of its own.
    [Theory]
    [MemberData(nameof(ForeignForms))]
    public void Read_AnswerInAForeignForm_IsRead(string? contentType, string encoding, bool isDeclared)
    {
        foreach (var mark in new[] { false, true })
        {
            var bytes = Encoded(Rejected("Peña – Bäckerei €"), encoding, isDeclared, mark);

            var report = _reader.Read(new SendResponse(HttpStatusCode.OK, contentType, null, bytes), Asked);

            var expected = encoding == "iso-8859-1" ? "Peña ? Bäckerei ?"
                : encoding == "iso-8859-15" ? "Peña ? Bäckerei €"
                : "Peña – Bäckerei €";
            Assert.True(
                report.Answer is not null,
                $"{contentType}, {encoding}, mark {mark}: {report.Failure?.Message} {report.Failure?.InnerException?.Message}");
            Assert.Equal(expected, Assert.Single(report.Answer.Errors).Description);
        }
    }

    // What .NET's StringWriter declares, in UTF-8.
    [Theory]
    [InlineData("text/xml")]
    [InlineData("text/xml; charset=utf-16")]
    [InlineData("text/xml; charset=utf-8")]
    [InlineData(null)]
    public void Read_DeclaresUtf16AndIsUtf8_IsRead(string? contentType)
    {
        var bytes = Encoding.UTF8.GetBytes(Rejected("Peña").Replace("encoding=\"utf-8\"", "encoding=\"utf-16\"", StringComparison.Ordinal));

        var report = _reader.Read(new SendResponse(HttpStatusCode.OK, contentType, null, bytes), Asked);

        Assert.True(report.Answer is not null, report.Failure?.Message);
        Assert.Equal("Peña", Assert.Single(report.Answer.Errors).Description);
    }

    [Theory]
    [InlineData("text/xml; charset=utf-8", "windows-1252", "encoding that it names")]
    [InlineData("text/xml; charset=utf-7", "utf-8", "encoding that is not known")]
    [InlineData("text/xml; charset=klingon", "utf-8", "encoding that is not known")]
    [InlineData("multipart/related", "utf-8", "none that is the root")]
    [InlineData("multipart/related; boundary=x", "utf-8", "none that is the root")]
    public void Read_EncodingThatIsNotTheOneNamed_SaysSo(string contentType, string encoding, string words)
    {
        var bytes = Encoded(Rejected("Peña"), encoding, isDeclared: encoding != "utf-8", mark: false);

        var report = _reader.Read(new SendResponse(HttpStatusCode.OK, contentType, null, bytes), Asked);

        Assert.Equal(SendReportOutcome.Uncertain, report.Outcome);
        Assert.Contains(words, report.Failure!.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Multiparts => new()
    {
        { "multipart/related; boundary=\"b1\"; type=\"text/xml\"",
            "--b1\r\nContent-Type: text/xml; charset=UTF-8\r\n\r\n{0}\r\n--b1--\r\n" },
        { "Multipart/Related; boundary=b1; type=\"application/xop+xml\"; start=\"<r@x>\"; start-info=\"text/xml\"",
            "preamble\r\n--b1\r\nContent-Type: image/png\r\nContent-ID: <p@x>\r\n\r\n--b1x\r\n--b1\r\ncontent-type: "
                + "application/xop+xml;\r\n charset=UTF-8; type=\"text/xml\"\r\nContent-Transfer-Encoding: binary\r\nContent-Id: <r@x>\r\n"
                + "\r\n{0}\r\n--b1--" },
        { "multipart/related; boundary=b1", "--b1\n\n{0}\n--b1--\n" },
        { "multipart/related; boundary=b1", "--b1\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{0}" },
        { "multipart/related; boundary=b1", "--b1\r\nContent-Transfer-Encoding: base64\r\n\r\n{1}\r\n--b1--" },
    };

    [Theory]
    [MemberData(nameof(Multiparts))]
    public void Read_AnswerOfSeveralParts_ItsRootIsRead(string contentType, string body)
    {
        var answer = Rejected("Peña");
        var bytes = Encoding.UTF8.GetBytes(body.Replace("{0}", answer, StringComparison.Ordinal).Replace(
            "{1}", Convert.ToBase64String(Encoding.UTF8.GetBytes(answer)), StringComparison.Ordinal));

        var report = _reader.Read(new SendResponse(HttpStatusCode.OK, contentType, null, bytes), Asked);

        Assert.True(report.Answer is not null, report.Failure?.Message);
        Assert.Equal("Peña", Assert.Single(report.Answer.Errors).Description);
    }

    [Theory]
    [InlineData("text/plain", "Service temporarily out of order")]
    [InlineData("application/json", "{\"error\": \"<s:Envelope>\"}")]
    [InlineData("text/html", "<!DOCTYPE html><html><body><p>Sign in<br></body></html>")]
    [InlineData("application/xhtml+xml", "<html xmlns='http://www.w3.org/1999/xhtml'><body/></html>")]
    [InlineData(null, "")]
    public void Read_WhatIsNoEnvelope_IsNoSoapService(string? contentType, string body)
    {
        var report = _reader.Read(new SendResponse(HttpStatusCode.OK, contentType, null, Encoding.UTF8.GetBytes(body)), Asked);

        Assert.Equal(SendReportOutcome.Uncertain, report.Outcome);
        Assert.Contains("no SOAP service", report.Failure!.Message, StringComparison.Ordinal);
    }

    // The words may hold personal data: the message says only where they are.
    [Theory]
    [InlineData("<faultcode>s:Client</faultcode><faultstring>No</faultstring>", " Fault of this exception has CNP's reason.")]
    [InlineData(
        "<faultcode>s:Client</faultcode><faultstring/><detail>No</detail>", " Fault of this exception has CNP's reason.")]
    [InlineData("<faultcode>s:Client</faultcode><faultstring/>", " CNP gave no reason.")]
    public void Read_Fault_TheMessageSaysWhetherThereIsAReason(string content, string words)
    {
        var body = "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><s:Fault>" + content
            + "</s:Fault></s:Body></s:Envelope>";

        var report = _reader.Read(new SendResponse(HttpStatusCode.InternalServerError, Xml, null, Encoding.UTF8.GetBytes(body)), Asked);

        Assert.Contains(words, report.Failure!.Message, StringComparison.Ordinal);
    }

    // CNP holds what is not confirmed: taken for confirmed too early it is lost, too late it is given out again.
    [Theory]
    [InlineData(101, "", null, false)]
    [InlineData(200, "", null, true)]
    [InlineData(202, " \r\n", null, true)]
    [InlineData(299, "", null, true)]
    [InlineData(300, "", null, false)]
    [InlineData(404, "", null, false)]
    [InlineData(500, "", null, false)]
    [InlineData(200, EmptyBody, null, true)]
    [InlineData(500, EmptyBody, null, false)]
    [InlineData(200, "<other/>", HttpStatusCode.OK, false)]
    [InlineData(200, DoneBody, HttpStatusCode.OK, true)]
    [InlineData(500, DoneBody, HttpStatusCode.OK, false)]
    [InlineData(500, DoneBody, null, false)]
    [InlineData(200, FaultBody, null, false)]
    [InlineData(200, FaultBody, HttpStatusCode.OK, false)]
    public void ReadConfirmation_StatusAndBody_SayWhetherItWasTaken(int status, string body, object? form, bool isTaken)
    {
        var now = new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);
        var reader = new InquiryAnswerReader(
            AlteredFormat.With((nameof(SimulatedWireFormat.GetEmptyAnswerStatus), _ => form)), time: new FakeTimeProvider(now));

        var report = reader.ReadConfirmation(
            new SendResponse((HttpStatusCode)status, Xml, null, Encoding.UTF8.GetBytes(body)),
            new WireFetch { Header = Asked, Confirms = MessageId.Parse("D-1") },
            CancellationToken.None);

        Assert.Equal(isTaken, report.Answer is not null);
        Assert.Equal(isTaken, report.Failure is null);
        if (report.Answer is { } answer)
        {
            Assert.Equal(
                (Asked.RequestId, Asked.MessageId, now, AcknowledgementStatus.Accepted),
                (answer.RequestId, answer.MessageId, answer.ReceivedAt, answer.Status));
        }
    }

    private static string Rejected(string description) =>
        Answers.Accepted(Asked, status: AcknowledgementStatus.Rejected).Replace("Not found.", description, StringComparison.Ordinal);

    private static byte[] Encoded(string answer, string encoding, bool isDeclared, bool mark)
    {
        var document = answer[(answer.IndexOf("?>", StringComparison.Ordinal) + 2)..];
        if (isDeclared)
        {
            document = "<?xml version='1.0' "
                + $"encoding='{(encoding.StartsWith("utf-16", StringComparison.Ordinal) ? "UTF-16" : encoding)}'?>\r\n" + document;
        }

        var encoder = CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding);
        var bytes = encoder.GetBytes(encoding == "iso-8859-1" ? document.Replace('–', '?').Replace('€', '?')
            : encoding == "iso-8859-15" ? document.Replace('–', '?')
            : document);
        return mark ? [.. encoder.GetPreamble(), .. bytes] : bytes;
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

        var report = await Task.Run(() => new InquiryAnswerReader(format).Read(
            new SendResponse(HttpStatusCode.OK, Xml, null, Encoding.UTF8.GetBytes(padded)), Asked, stop.Token))
            .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal(SendReportOutcome.Uncertain, report.Outcome);
        Assert.Contains("AttemptTimeout", report.Failure!.Message, StringComparison.Ordinal);
    }

    private static SendResponse Response(int status, string? contentType, string body, int? retryAfter) => new(
        (HttpStatusCode)status, contentType, retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        Encoding.UTF8.GetBytes(Bodies[body]));
}
