using CsCheck;
using Uhit.Client.Conformance.Wire;
using Uhit.Client.SecondContract;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Mapping.Writing;

/// <summary>The second contract as a folder, against the same contract by hand: what one writes, the other reads.</summary>
public class SecondContractWritingTests
{
    private const int Iterations = 40;
    private static readonly SecondWireFormat ByHand = new();
    private static readonly SimulatedWireFormat Mapped =
        MappedContract.Load(Path.Combine(Repository.Root, "tests", "Contracts", "second")).WireFormat;
    private static readonly WireExchange Exchange = new(ByHand);

    [Fact]
    public void CheckSimulation_FindsNothing() =>
        Assert.Empty(MappedContract.Load(Path.Combine(Repository.Root, "tests", "Contracts", "second")).CheckSimulation());

    [Fact]
    public void Inquiry_IsReadByHandAndByTheTemplate() => WireGen.Inquiry().Sample(
        any =>
        {
            var message = WithoutMessageId(any);
            var envelope = Exchange.Write(writer => Mapped.WriteInquiry(writer, message));
            Assert.Equal(DomainText.Of(message), DomainText.Of(Exchange.Read(envelope, ByHand.ReadInquiry)));
            Assert.Equal(DomainText.Of(message), DomainText.Of(Exchange.Read(envelope, Mapped.ReadInquiry)));
            Assert.Empty(new SchemaCheck(ByHand).Errors(envelope));
        },
        iter: Iterations);

    [Fact]
    public void Inquiry_WrittenByHand_IsReadByTheTemplate() => WireGen.Inquiry().Sample(
        any =>
        {
            var message = WithoutMessageId(any);
            Assert.Equal(
                DomainText.Of(message),
                DomainText.Of(Exchange.Read(Exchange.Write(writer => ByHand.WriteInquiry(writer, message)), Mapped.ReadInquiry)));
        },
        iter: Iterations);

    [Fact]
    public void Answers_AreReadByHandAndByTheTemplate() => WireGen.Acknowledgement().Sample(
        any =>
        {
            var answer = any with { MessageId = null };
            var toInquiry = Exchange.Write(writer => Mapped.WriteInquiryAnswer(writer, answer));
            var toCallback = Exchange.Write(writer => Mapped.WriteCallbackAnswer(writer, UhitOperation.NotifyValidation, answer));
            Assert.Equal(DomainText.Of(answer), DomainText.Of(Exchange.Read(toInquiry, ByHand.ReadInquiryAnswer)));
            Assert.Equal(
                DomainText.Of(answer),
                DomainText.Of(Exchange.Read(toCallback, body => ByHand.ReadCallbackAnswer(UhitOperation.NotifyValidation, body))));
            Assert.Equal(
                DomainText.Of(answer),
                DomainText.Of(Exchange.Read(toCallback, body => Mapped.ReadCallbackAnswer(UhitOperation.NotifyValidation, body))));
        },
        iter: Iterations);

    [Fact]
    public void Acknowledgement_IsReadByHand() => Gen.Select(WireGen.Header(), WireGen.Acknowledgement()).Sample(
        (any, acknowledgement) =>
        {
            var header = any with { MessageId = null };
            AssertSame(
                format => writer => format.WriteAcknowledgementNotice(
                    writer, header, acknowledgement with { RequestId = header.RequestId, MessageId = null }));
        },
        iter: Iterations);

    [Fact]
    public void Validation_IsReadByHand() => Gen.Select(WireGen.Header(), WireGen.Transaction, WireGen.Validation.Array[1, 5]).Sample(
        (any, transaction, lines) =>
            AssertSame(format => writer => format.WriteValidation(writer, any with { MessageId = null }, transaction, lines)),
        iter: Iterations);

    [Fact]
    public void Delivery_IsReadByHand() =>
        Gen.Select(WireGen.Header(), WireGen.Transaction, WireGen.Part, WireGen.Usage.Array[1, 3]).Sample(
            (any, transaction, part, usage) =>
                AssertSame(format => writer => format.WriteDelivery(writer, any with { MessageId = null }, transaction, part, usage)),
            iter: Iterations);

    [Fact]
    public void Fault_IsReadByHand()
    {
        var envelope = Uhit.Client.Wire.Soap.SoapEnvelopeWriter.FaultToBytes(
            SoapVersion.Soap12, Uhit.Client.Wire.SoapFaultCode.Sender, "r",
            writer => Mapped.WriteFaultDetail(writer, new WireFault { Code = "C", Description = "D" }));

        using var body = Uhit.Client.Wire.Soap.SoapEnvelope.Open(envelope, Uhit.Client.Wire.MessageLimits.Default);
        Assert.Equal(new WireFault { Code = "C", Description = "D" }, body.ReadFault(ByHand).Detail);
    }

    private static void AssertSame(Func<SimulatedWireFormat, Action<System.Xml.XmlWriter>> write)
    {
        var mapped = Exchange.ReadCallback(Exchange.Write(write(Mapped)));
        Assert.Equal(Exchange.ReadCallback(Exchange.Write(write(ByHand))).Text, mapped.Text);
        Assert.Equal(0, mapped.UnknownElements);
        Assert.Empty(new SchemaCheck(ByHand).Errors(Exchange.Write(write(Mapped))));
    }

    private static InquiryMessage WithoutMessageId(InquiryMessage message) =>
        message with { Header = message.Header with { MessageId = null } };
}
