using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Uhit.Client.Http;
using Uhit.Client.Sending;
using Uhit.Client.Tests.Wire.Support;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Sending;

/// <summary>What each status of HTTP means without a SOAP message that says more, and the bounds of what is read.</summary>
public sealed class AnswerStatusTests
{
    private const string Xml = "text/xml; charset=utf-8";
    private const string Start = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>";
    private const string End = "</s:Body></s:Envelope>";

    private static readonly DateTimeOffset Now = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly MessageHeader Asked = new()
    {
        AuthenticationId = AuthenticationId.Parse("123456789"),
        RequestId = RequestId.Parse("R-1"),
        MessageId = MessageId.Parse("M-1"),
        SentAt = Now,
    };

    // A refusal is only what says that nothing was processed: each other status may stand for an inquiry that CNP has.
    [Fact]
    public void Read_EachStatus_IsRefusedOnlyWhereNothingWasProcessed()
    {
        var notTaken = new[] { 400, 406, 411, 413, 414, 415, 417, 421, 426, 431 };
        foreach (var status in Enumerable.Range(100, 500))
        {
            var (isRefused, words) = status switch
            {
                200 => (false, "What answered is no SOAP service"),
                401 or 403 => (true, $"CNP does not let this certificate in (HTTP status {status})"),
                404 or 405 => (true, $"There is no inquiry service at this address (HTTP status {status})"),
                408 => (false, "CNP gave up waiting for the message"),
                429 => (false, "CNP is asked too often"),
                >= 300 and < 400 => (true, $"CNP answered with a redirection (HTTP status {status})"),
                _ when notTaken.Contains(status) => (true, $"CNP did not take the message (HTTP status {status})"),
                _ => (false, $"CNP answered with HTTP status {status} and no SOAP fault"),
            };

            var report = Read(status, "text/html", "<html/>");

            Assert.Equal((status, isRefused), (status, report.Outcome == SendReportOutcome.Refused));
            Assert.Equal((status, !isRefused), (status, report.Failure!.IsTransient));
            Assert.Contains(words, report.Failure.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(30, "asked to come back later")]
    [InlineData(null, "HTTP status 503 and no SOAP fault")]
    public void Read_ServiceIsNotAvailable_SaysWhetherItAskedToComeBack(int? seconds, string words)
    {
        TimeSpan? retryAfter = seconds is { } wait ? TimeSpan.FromSeconds(wait) : null;
        var report = new InquiryAnswerReader(ReferenceWireFormat.Instance).Read(
            new SendResponse(HttpStatusCode.ServiceUnavailable, "text/html", retryAfter, "<html/>"u8.ToArray()), Asked);

        Assert.Equal((SendReportOutcome.Uncertain, retryAfter), (report.Outcome, report.Failure!.RetryAfter));
        Assert.Contains(words, report.Failure.Message, StringComparison.Ordinal);
    }

    // A contract whose answer is empty: that HTTP took it is all there is.
    [Theory]
    [InlineData(199, "", false)]
    [InlineData(200, "", true)]
    [InlineData(202, "\t\r\n ", true)]
    [InlineData(299, "", true)]
    [InlineData(300, "", false)]
    [InlineData(200, Start + End, true)]
    [InlineData(202, Start + "<Done xmlns=\"urn:x\"/>" + End, true)]
    [InlineData(300, Start + End, false)]
    [InlineData(500, Start + "<Done xmlns=\"urn:x\"/>" + End, false)]
    [InlineData(200, Start + "<Done xmlns=\"urn:x\">" + End, false)]
    public void Read_ContractHasNoAnswer_IsTakenWhereHttpSaysSo(int status, string body, bool isTaken)
    {
        var reader = new InquiryAnswerReader(
            AlteredFormat.With((nameof(SimulatedWireFormat.GetEmptyAnswerStatus), _ => HttpStatusCode.Accepted)),
            time: new FakeTimeProvider(Now));

        var report = reader.Read(Response(status, Xml, body), Asked);

        Assert.Equal(isTaken, report.Outcome == SendReportOutcome.Answered);
        if (isTaken)
        {
            Assert.Equal(
                (Asked.RequestId, Asked.MessageId, Now, AcknowledgementStatus.Accepted),
                (report.Answer!.RequestId, report.Answer.MessageId, report.Answer.ReceivedAt, report.Answer.Status));
        }
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(202, false)]
    [InlineData(500, false)]
    public void Read_AcknowledgementUnderAnotherStatus_IsAContradiction(int status, bool isAnswer)
    {
        var report = Read(status, Xml, Answers.Accepted(Asked));

        Assert.Equal(isAnswer, report.Outcome == SendReportOutcome.Answered);
        Assert.Equal(
            !isAnswer,
            report.Failure?.Message.Contains($"HTTP status {status}: the two contradict", StringComparison.Ordinal) is true);
    }

    // A fault that breaks off says something, but not for certain.
    [Fact]
    public void Read_FaultIsNotWellFormed_IsUncertainAndSaysSo()
    {
        var report = Read(500, Xml, Start + "<s:Fault><faultcode>s:Client</faultcode><faultstring>No</faultstring><detail><p>a<br></p>");

        Assert.Equal(SendReportOutcome.Uncertain, report.Outcome);
        Assert.Contains("a fault that is not well-formed", report.Failure!.Message, StringComparison.Ordinal);
        Assert.NotNull(report.Failure.InnerException);
        Assert.Equal("No", Assert.IsType<UhitServiceException>(report.Failure).Fault!.Reason);
    }

    // The refusal has the words that there are: the contract's description, else the fault's reason, else its code.
    [Theory]
    [InlineData(SendingState.Rejected, SendReportOutcome.Answered)]
    [InlineData(SendingState.NotSent, SendReportOutcome.NotSent)]
    [InlineData(SendingState.Uncertain, SendReportOutcome.Refused)]
    public void Read_FaultOfTheContract_IsWhatItSays(SendingState said, object outcome)
    {
        var format = AlteredFormat.With((nameof(SimulatedWireFormat.ReadFaultDetail), args =>
            ReferenceWireFormat.Instance.ReadFaultDetail((System.Xml.XmlReader)args[0]!) is { } detail
                ? detail with { Sending = said }
                : null));
        var reader = new InquiryAnswerReader(format, time: new FakeTimeProvider(Now));

        var report = reader.Read(
            Response(500, Xml, Answers.Fault(SoapVersion.Soap11, SoapFaultCode.Sender, "SchemaInvalid")), Asked);

        Assert.Equal((SendReportOutcome)outcome, report.Outcome);
        Assert.Equal("SchemaInvalid", Assert.IsType<UhitServiceException>(report.Failure).Fault!.Code);
        Assert.Equal(said == SendingState.NotSent, report.Failure!.IsTransient);
        if (report.Answer is { } refusal)
        {
            Assert.Equal(
                (Asked.RequestId, Asked.MessageId, Now, AcknowledgementStatus.Rejected),
                (refusal.RequestId, refusal.MessageId, refusal.ReceivedAt, refusal.Status));
            Assert.Equal(("SchemaInvalid", "Words."), (Assert.Single(refusal.Errors).Code, refusal.Errors[0].Description));
        }
    }

    [Fact]
    public void Read_StoreFailsMeanwhile_IsUncertainWithThatFailure()
    {
        var failure = new UhitStoreException("The disk is full.", isTransient: true);

        var report = new InquiryAnswerReader(ReferenceWireFormat.Instance).ReadDocument(
            Response(200, Xml, string.Empty), () => throw failure, Asked, CancellationToken.None);

        Assert.Equal(SendReportOutcome.Uncertain, report.Outcome);
        Assert.Same(failure, report.Failure);
    }

    // A format of the user's own that throws: the message that came is no login page.
    [Fact]
    public void Read_FormatFails_AsksWhetherItFitsTheContract()
    {
        var format = AlteredFormat.With((
            nameof(SimulatedWireFormat.ReadInquiryAnswer), _ => throw new InvalidOperationException("Ann Sample")));

        var report = new InquiryAnswerReader(format).Read(Response(200, "text/plain", Answers.Accepted(Asked)), Asked);

        Assert.Equal(SendReportOutcome.Uncertain, report.Outcome);
        Assert.Contains("Does the wire format fit CNP's WSDL?", report.Failure!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Ann", report.Failure.Message, StringComparison.Ordinal);
    }

    // A fault is taken into memory: envelope, body, fault, its code, its string and its detail are six.
    [Theory]
    [InlineData(100_000 - 6, true)]
    [InlineData(100_000 - 5, false)]
    public void Read_LargestFault_IsReadUpToItsElements(int elements, bool isRead)
    {
        var report = Read(
            500,
            Xml,
            Start + "<s:Fault><faultcode>s:Client</faultcode><faultstring>No</faultstring><detail>"
                + string.Concat(Enumerable.Repeat("<p/>", elements)) + "</detail></s:Fault>" + End);

        Assert.Equal(isRead, report.Outcome == SendReportOutcome.Refused);
    }

    // A fetch that brought no message: a fault, or what HTTP says.
    [Theory]
    [InlineData(500, "fault", "CNP refused the fetch: SOAP fault Sender under HTTP status 500.", true)]
    [InlineData(403, "html", "CNP does not let this certificate in (HTTP status 403)", false)]
    [InlineData(503, "", "CNP answered with HTTP status 503 and no SOAP fault", false)]
    [InlineData(503, "accepted", "CNP answered with HTTP status 503 and no SOAP fault", false)]
    [InlineData(503, "broken", "CNP answered with HTTP status 503 and no SOAP fault", false)]
    public void ReadFetchFailure_EachForm_SaysWhy(int status, string form, string words, bool isFault)
    {
        var body = form switch
        {
            "fault" => Answers.Fault(SoapVersion.Soap11, SoapFaultCode.Sender),
            "html" => "<html/>",
            "accepted" => Answers.Accepted(Asked),
            "broken" => "<s:Envelope",
            _ => string.Empty,
        };

        var failure = new InquiryAnswerReader(ReferenceWireFormat.Instance).ReadFetchFailure(
            Response(status, Xml, body), out var isNothing);

        Assert.False(isNothing);
        Assert.StartsWith(words, failure!.Message, StringComparison.Ordinal);
        Assert.Equal(isFault, Assert.IsType<UhitServiceException>(failure).Fault is not null);
        Assert.Equal(status != 403, failure.IsTransient);
    }

    // A login page is told as one, and not as an answer that can't be read.
    [Theory]
    [InlineData("text/html", "What answered is no SOAP service")]
    [InlineData("text/xml", "CNP's answer can't be read.")]
    public void ReadConfirmation_NoEnvelope_SaysWhetherItWasToBeOne(string contentType, string words)
    {
        var report = new InquiryAnswerReader(ReferenceWireFormat.Instance).ReadConfirmation(
            Response(200, contentType, "<html/>"), new WireFetch { Header = Asked }, CancellationToken.None);

        Assert.Equal(SendReportOutcome.Uncertain, report.Outcome);
        Assert.StartsWith(words, report.Failure!.Message, StringComparison.Ordinal);
    }

    // Some contracts say in a fault that nothing is ready.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ReadFetchFailure_FaultThatNothingIsReady_IsToldByTheFormat(bool isNothing)
    {
        var reader = new InquiryAnswerReader(AlteredFormat.With((nameof(SimulatedWireFormat.IsNothingReady), _ => isNothing)));

        reader.ReadFetchFailure(Response(500, Xml, Answers.Fault(SoapVersion.Soap11, SoapFaultCode.Sender)), out var told);

        Assert.Equal(isNothing, told);
    }

    private static SendReport Read(int status, string contentType, string body) =>
        new InquiryAnswerReader(ReferenceWireFormat.Instance).Read(Response(status, contentType, body), Asked);

    private static SendResponse Response(int status, string contentType, string body) =>
        new((HttpStatusCode)status, contentType, null, Encoding.UTF8.GetBytes(body));
}
