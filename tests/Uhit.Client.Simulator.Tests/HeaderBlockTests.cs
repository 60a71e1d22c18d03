using System.Net;
using System.Text;
using System.Xml.Linq;
using Uhit.Client.SecondContract;
using Uhit.Client.Simulator.Tests.Support;
using Uhit.Client.Tests.Wire.Foreign;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Simulator.Tests;

/// <summary>Header blocks of an inquiry: those of the format are read and answered with its own; what is not
/// understood, or not accepted, is the fault that SOAP says.</summary>
public sealed class HeaderBlockTests
{
    [Theory]
    [InlineData(SoapVersion.Soap11)]
    [InlineData(SoapVersion.Soap12)]
    public async Task Inquiry_BlockThatIsNotUnderstood_IsTheFaultThatNamesIt(SoapVersion version)
    {
        SimulatedWireFormat format = version == SoapVersion.Soap12 ? new SecondWireFormat() : ReferenceWireFormat.Instance;
        XNamespace soap = version == SoapVersion.Soap12 ? "http://www.w3.org/2003/05/soap-envelope" : TokenWireFormat.Soap;
        await using var exchange = await TestExchange.StartAsync(format: format);

        var (text, fault) = await FaultOfAsync(
            exchange, [new XElement(XName.Get("Other", "urn:other"), new XAttribute(soap + "mustUnderstand", "1"))]);

        Assert.Equal(SoapFaultCode.MustUnderstand, fault.Code);
        Assert.Contains("{urn:other}Other", text, StringComparison.Ordinal);
        var named = XDocument.Parse(text).Descendants(soap + "NotUnderstood").Select(block => block.Attribute("qname")!.Value);
        Assert.Equal(version == SoapVersion.Soap12 ? ["n:Other"] : [], named);
        Assert.Empty(exchange.Simulator.GetReport().Lines);
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData(null)]
    public async Task Inquiry_TokenThatTheFormatRefuses_IsItsFault(string? password)
    {
        await using var exchange = await TestExchange.StartAsync(format: TokenWireFormat.With("secret"));

        var (text, fault) = await FaultOfAsync(exchange, password is null ? [] : [TokenOf(password)]);

        Assert.Equal(SoapFaultCode.Sender, fault.Code);
        Assert.Contains("The UsernameToken is not accepted.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.Empty(exchange.Simulator.GetReport().Lines);
    }

    [Fact]
    public async Task Inquiry_TokenThatTheFormatAccepts_IsAnsweredWithOne()
    {
        var format = TokenWireFormat.With("secret");
        await using var exchange = await TestExchange.StartAsync(SimulatorScenarios.Find("never"), format: format);

        var (status, bytes) = await SendAsync(exchange, [TokenOf("secret")]);

        Assert.Equal(HttpStatusCode.OK, status);
        using var envelope = SoapEnvelope.Open(
            bytes, MessageLimits.Default, new SoapHeaders(format), TestContext.Current.CancellationToken);
        Assert.Equal(AcknowledgementStatus.Accepted, format.ReadInquiryAnswer(envelope).Status);
        Assert.Single(envelope.Headers);
    }

    private static XElement TokenOf(string password)
    {
        var header = new XElement("header");
        using (var writer = header.CreateWriter())
        {
            TokenWireFormat.With(password).WriteHeaders(writer, UhitOperation.RequestHistoricalUsage, isAnswer: false);
        }

        return header.Elements().Single();
    }

    private static async Task<(string Text, SoapFault Fault)> FaultOfAsync(TestExchange exchange, IReadOnlyList<XElement> headers)
    {
        var (status, bytes) = await SendAsync(exchange, headers);
        Assert.Equal(HttpStatusCode.InternalServerError, status);
        using var envelope = SoapEnvelope.Open(bytes, MessageLimits.Default);
        return (Encoding.UTF8.GetString(bytes), envelope.ReadFault(exchange.Format));
    }

    private static async Task<(HttpStatusCode Status, byte[] Bytes)> SendAsync(TestExchange exchange, IReadOnlyList<XElement> headers)
    {
        var message = exchange.Inquiry(1);
        var body = SoapEnvelopeWriter.ToBytes(
            exchange.Format.SoapVersion, headers, writer => exchange.Format.WriteInquiry(writer, message));
        using var response = await exchange.Client.SendAsync(exchange.Simulator.InquiryUrl, body);
        return (response.StatusCode, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }
}
