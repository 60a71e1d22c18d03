using System.Net;
using System.Text;
using Uhit.Client.Http;
using Uhit.Client.Sending;
using Uhit.Client.Tests.Receiving;
using Uhit.Client.Tests.Sending;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Foreign;

/// <summary>Messages as other stacks write them mean what they mean when we write them.</summary>
public sealed class ForeignStackTests
{
    public static TheoryData<string, string, SoapVersion> Callbacks => [.. from stack in ForeignStack.Names
        from message in new[] { "validation", "acknowledgement", "delivery" }
        from version in Enum.GetValues<SoapVersion>()
        where version == SoapVersion.Soap11 || message != "acknowledgement"
        select (stack, message, version)];

    public static TheoryData<string> Stacks => [.. ForeignStack.Names];

    // It is answered as a copy of the first: its content has the same digest, to the last value.
    [Theory]
    [MemberData(nameof(Callbacks))]
    public async Task Handle_CallbackInThatManner_IsTheSameMessage(string stack, string message, SoapVersion version)
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        var ours = message switch
        {
            "validation" => CallbackMessages.Validation(CallbackMessages.Header("V-1"), version: version),
            "acknowledgement" => CallbackMessages.Acknowledgement(CallbackMessages.Header("A-1")),
            _ => CallbackMessages.Delivery(CallbackMessages.Header("D-1"), version: version),
        };
        var theirs = ForeignStack.Write(stack, ours);
        Assert.NotEqual(CallbackMessages.Text(ours), CallbackMessages.Text(theirs));
        var first = await fixture.SendAsync(theirs, version);

        var second = await fixture.SendAsync(ours, version);

        Assert.True(first.StatusCode == 200, CallbackMessages.Text(first.Body.ToArray()));
        Assert.Equal(first.Body.ToArray(), second.Body.ToArray());
        Assert.Contains("Accepted", CallbackMessages.Text(second.Body.ToArray()), StringComparison.Ordinal);
        Assert.DoesNotContain(fixture.Log.Collector.GetSnapshot(), record => record.Id.Id is 1205 or 1206 or 1207 or 1213);
    }

    [Theory]
    [MemberData(nameof(Stacks))]
    public void Read_AnswerInThatManner_IsTheAcknowledgement(string stack)
    {
        var asked = CallbackMessages.Header("M-1");
        var answer = ForeignStack.Write(stack, Encoding.UTF8.GetBytes(Answers.Accepted(asked, status: AcknowledgementStatus.Rejected)));

        var report = new InquiryAnswerReader(
            Client.Wire.ReferenceWireFormat.Instance).Read(new SendResponse(HttpStatusCode.OK, "text/xml", null, answer), asked);

        Assert.True(report.Answer is not null, report.Failure?.InnerException?.Message);
        Assert.Equal((AcknowledgementStatus.Rejected, "A76"), (report.Answer.Status, Assert.Single(report.Answer.Errors).Code));
    }

    // As SOAP::Lite writes a fault: it was read as none at all.
    [Fact]
    public void Read_FaultOfSoapLite_IsAFault()
    {
        const string Fault = "<soap:Envelope soap:encodingStyle='http://schemas.xmlsoap.org/soap/encoding/' "
            + "xmlns:soap='http://schemas.xmlsoap.org/soap/envelope/' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>"
            + "<soap:Body><soap:Fault><faultcode>soap:Client</faultcode><faultstring xsi:type='x'>Not authorised</faultstring></soap:Fault>"
            + "</soap:Body></soap:Envelope>";

        var report = new InquiryAnswerReader(Client.Wire.ReferenceWireFormat.Instance).Read(
            new SendResponse(HttpStatusCode.InternalServerError, "text/xml; charset=utf-8", null, Encoding.UTF8.GetBytes(Fault)),
            CallbackMessages.Header("M-1"));

        Assert.Equal(SendReportOutcome.Refused, report.Outcome);
        Assert.Equal("Not authorised", Assert.IsType<UhitServiceException>(report.Failure).Fault?.Reason);
    }

    // What says something else than the contract is refused as before, and what only refers to a value has none.
    [Theory]
    [InlineData("<EsiId>", "<EsiId xsi:nil='true'>")]
    [InlineData("<EsiId>", "<EsiId xsi:nil='maybe'>")]
    [InlineData("<EsiId>", "<EsiId xsi:type='xsd:base64Binary'>")]
    [InlineData("<EsiId>", "<EsiId xsi:type='xsd:hexBinary'>")]
    [InlineData("<EsiId>", "<EsiId xsi:type='u:RequestId'>")]
    [InlineData("<EsiId>", "<EsiId xsi:type='unknown:EsiId'>")]
    [InlineData("<EsiId>", "<EsiId xsi:type=''>")]
    [InlineData("<Result>", "<Result xsi:type='u:UsageHistory'>")]
    [InlineData("<Result>", "<Result xsi:type='xsd:string'>")]
    [InlineData("<Result>", "<Result href='#id0'/><Result>")]
    [InlineData("<TransactionId>T-1</TransactionId>", "<TransactionId xsi:nil='true'>T-1</TransactionId>")]
    [InlineData("<TransactionId>T-1</TransactionId>", "<TransactionId xsi:nil='true'/><TransactionId>T-1</TransactionId>")]
    [InlineData("<TransactionId>T-1</TransactionId>", "<TransactionId xsi:nil='true'><a/></TransactionId>")]
    [InlineData("<TransactionId>T-1</TransactionId>", "<TransactionId href='#id0'/>")]
    public async Task Handle_AttributesThatContradictTheContract_AreRefused(string now, string then)
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        var ours = CallbackMessages.Text(CallbackMessages.Validation(CallbackMessages.Header("V-1")));
        Assert.Contains(now, ours, StringComparison.Ordinal);
        var theirs = ours.Replace("<s:Envelope ", "<s:Envelope xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' "
            + "xmlns:xsd='http://www.w3.org/2001/XMLSchema' xmlns:u='urn:uhit:reference:usage-history:v1' ", StringComparison.Ordinal)
            .Replace(now, then, StringComparison.Ordinal);

        var response = await fixture.SendAsync(CallbackMessages.Bytes(theirs));

        Assert.Equal(500, response.StatusCode);
        Assert.Contains(fixture.Log.Collector.GetSnapshot(), record => record.Id.Id == 1206);
    }

    [Fact]
    public async Task Handle_NilTransaction_IsNone()
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        var theirs = CallbackMessages.Text(CallbackMessages.Validation(CallbackMessages.Header("V-1")))
            .Replace(
                "<TransactionId>T-1</TransactionId>",
                "<TransactionId xmlns:x='http://www.w3.org/2001/XMLSchema-instance' x:nil='true'/>",
                StringComparison.Ordinal);

        Assert.Equal(200, (await fixture.SendAsync(CallbackMessages.Bytes(theirs))).StatusCode);
        Assert.Null((await fixture.SnapshotAsync()).TransactionId);
    }
}
