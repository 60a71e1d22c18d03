using System.Text;
using CsCheck;
using Uhit.Client.Inquiries;
using Uhit.Client.Wire;

namespace Uhit.Client.Conformance.Wire;

/// <summary>What every wire format must do. Its test class inherits this.</summary>
public abstract class WireFormatConformance
{
    private const int Iterations = 60;
    private static readonly UhitOperation[] Callbacks = [UhitOperation.NotifyAcknowledgement, UhitOperation.NotifyValidation, UhitOperation.DeliverHistoricalUsage];

    private protected WireExchange Exchange => new(Format);

    protected abstract IUhitWireFormat Format { get; }

    protected abstract bool HasMessageIds { get; }

    /// <summary>Two operations may share an action: the body tells them apart then.</summary>
    [Fact]
    public void GetAction_OfEachOperation_IsAlwaysTheSame() => Assert.All<UhitOperation>([UhitOperation.RequestHistoricalUsage, .. Callbacks], operation =>
    {
        var action = Format.GetAction(operation);
        Assert.NotNull(action);
        Assert.Equal(action, Format.GetAction(operation));
    });

    [Fact]
    public void FindOperation_UnknownNameOrNamespace_IsNone()
    {
        Assert.Null(Format.FindOperation("Envelope", SoapVersionNamespace()));
        Assert.Null(Format.FindOperation(string.Empty, string.Empty));
    }

    [Fact]
    public void ContractFiles_WsdlFirst_NamesTheActionsAndOnlyFilesThatAreThere()
    {
        var files = Format.ContractFiles;
        var wsdl = Encoding.UTF8.GetString(files[0].Content.Span);
        Assert.EndsWith(".wsdl", files[0].Name, StringComparison.Ordinal);
        Assert.All(Callbacks, operation => Assert.Contains($"\"{Format.GetAction(operation)}\"", wsdl, StringComparison.Ordinal));
        var referred = System.Text.RegularExpressions.Regex.Matches(wsdl, "schemaLocation=\"([^\"]+)\"").Select(m => m.Groups[1].Value);
        Assert.Equal(files.Skip(1).Select(f => f.Name), referred);
    }

    [Fact]
    public void Inquiry_AnyValue_RoundTrips() => WireGen.Inquiry(HasMessageIds).Sample(
        message =>
        {
            var envelope = Exchange.Write(writer => Format.WriteInquiry(writer, message));
            Assert.Equal(DomainText.Of(message), DomainText.Of(Exchange.Read(envelope, Format.ReadInquiry)));
        },
        iter: Iterations);

    [Fact]
    public void InquiryAnswer_AnyValue_RoundTrips() => WireGen.Acknowledgement(HasMessageIds).Sample(
        acknowledgement =>
        {
            var envelope = Exchange.Write(writer => Format.WriteInquiryAnswer(writer, acknowledgement));
            Assert.Equal(DomainText.Of(acknowledgement), DomainText.Of(Exchange.Read(envelope, Format.ReadInquiryAnswer)));
        },
        iter: Iterations);

    [Fact]
    public void CallbackAnswer_AnyValue_RoundTrips() => WireGen.Acknowledgement(HasMessageIds).Sample(
        acknowledgement =>
        {
            foreach (var operation in Callbacks)
            {
                var envelope = Exchange.Write(writer => Format.WriteCallbackAnswer(writer, operation, acknowledgement));
                Assert.Equal(DomainText.Of(acknowledgement), DomainText.Of(Exchange.Read(envelope, body => Format.ReadCallbackAnswer(operation, body))));
            }
        },
        iter: Iterations);

    [Fact]
    public void AcknowledgementNotice_AnyValue_RoundTrips() => Gen.Select(WireGen.Header(HasMessageIds), WireGen.Acknowledgement(HasMessageIds)).Sample(
        (header, acknowledgement) =>
        {
            acknowledgement = acknowledgement with { RequestId = header.RequestId };
            var envelope = Exchange.Write(writer => Format.WriteAcknowledgementNotice(writer, header, acknowledgement));
            Assert.Equal(DomainText.Of(header) + DomainText.Of(acknowledgement), Exchange.ReadCallback(envelope).Text);
        },
        iter: Iterations);

    [Fact]
    public void Validation_AnyValue_RoundTrips() => Gen.Select(WireGen.Header(HasMessageIds), WireGen.Transaction, WireGen.Validation.Array[1, 5]).Sample(
        (header, transaction, lines) =>
        {
            var envelope = Exchange.Write(writer => Format.WriteValidation(writer, header, transaction, lines));
            Assert.Equal(DomainText.Of(header) + Transaction(transaction) + string.Concat(lines.Select(DomainText.Of)), Exchange.ReadCallback(envelope).Text);
        },
        iter: Iterations);

    [Fact]
    public void Delivery_AnyValue_RoundTripsInEveryWayOfWriting()
    {
        var schema = new SchemaCheck(Format);
        Gen.Select(WireGen.Header(HasMessageIds), WireGen.Transaction, WireGen.Part, WireGen.Usage.Array[1, 3]).Sample(
            (header, transaction, part, usage) =>
            {
                var envelope = Exchange.Delivery(header, transaction, part, usage);
                var expected = DomainText.Of(header) + Transaction(transaction) + DomainText.Line("delivery", part.DeliveryId, part.PartNumber, part.PartCount) + string.Concat(usage.Select(DomainText.Of));
                Assert.Equal(expected, Exchange.ReadCallback(envelope).Text);
                Assert.Empty(schema.Errors(envelope));
                Assert.Equal(expected, Exchange.ReadCallback(XmlVariant.OtherPrefixesAndWhiteSpace(envelope)).Text);

                var later = Exchange.ReadCallback(XmlVariant.WithUnknownElements(envelope, out var unknown));
                Assert.Equal((expected, unknown), (later.Text, later.UnknownElements));
            },
            iter: Iterations);
    }

    [Fact]
    public void ReadCallback_WhiteSpaceAroundIdentifiersAndCodes_IsNoPartOfThem()
    {
        var envelope = Exchange.Delivery(Samples.Header(HasMessageIds), TransactionId.Parse("T1"), Samples.Part, Samples.Codes());

        Assert.Equal(Exchange.ReadCallback(envelope).Text, Exchange.ReadCallback(XmlVariant.Padded(envelope)).Text);
    }

    [Fact]
    public void Write_SameMessageTwice_GivesTheSameBytes() =>
        Assert.Equal(Exchange.Delivery(Samples.Header(HasMessageIds), null, Samples.Part, SeriesGen.Year(1)), Exchange.Delivery(Samples.Header(HasMessageIds), null, Samples.Part, SeriesGen.Year(1)));

    [Fact]
    public void FaultDetail_AnyFault_RoundTrips()
    {
        var fault = new WireFault("not-understood", "The message can't be read.", HasMessageIds ? MessageId.Parse("M1") : null);
        var bytes = Uhit.Client.Wire.Soap.SoapEnvelopeWriter.FaultToBytes(Format.SoapVersion, Uhit.Client.Wire.Soap.SoapFaultCode.Sender, "No.", writer => Format.WriteFaultDetail(writer, fault));
        using var envelope = Uhit.Client.Wire.Soap.SoapEnvelope.Open(bytes, Uhit.Client.Wire.Xml.XmlLimits.Default);
        Assert.Equal(fault, envelope.ReadFault(Format).Detail);
        envelope.ReadToEnd();
    }

    [Theory]
    [InlineData("America/Chicago")]
    [InlineData("Asia/Kathmandu")]
    [InlineData("UTC")]
    public void Delivery_WhateverTheMachinesZone_ReadsTheSame(string zone)
    {
        var history = Samples.Autumn();
        var envelope = Exchange.Delivery(Samples.Header(HasMessageIds), null, Samples.Part, history);
        using var _ = new MachineZone(zone);
        var text = Exchange.ReadCallback(envelope).Text;
        Assert.EndsWith(DomainText.Of(history), text, StringComparison.Ordinal);
        Assert.Equal(envelope, Exchange.Delivery(Samples.Header(HasMessageIds), null, Samples.Part, history));
    }

    private static string Transaction(TransactionId? transaction) => transaction is { } id ? DomainText.Line("transaction", id) : string.Empty;

    private string SoapVersionNamespace() => Format.SoapVersion == SoapVersion.Soap11 ? "http://schemas.xmlsoap.org/soap/envelope/" : "http://www.w3.org/2003/05/soap-envelope";
}
