using System.Xml;
using Uhit.Client.Tests.Wire.Generator;
using Uhit.Client.Usage;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Tests.Wire.Reference;

/// <summary>The golden messages go through the domain and come out as they were.</summary>
public sealed class ReferenceGoldenTests
{
    private static readonly ReferenceWireFormat Format = ReferenceWireFormat.Instance;

    [Fact]
    public void Inquiry_Golden_ComesOutAsItWas() => Check("RequestHistoricalUsage", body =>
    {
        var message = Format.ReadInquiry(body);
        return writer => Format.WriteInquiry(writer, message);
    });

    [Theory]
    [InlineData("NotifyAcknowledgement", UhitOperation.NotifyAcknowledgement)]
    [InlineData("NotifyValidation", UhitOperation.NotifyValidation)]
    [InlineData("DeliverHistoricalUsage", UhitOperation.DeliverHistoricalUsage)]
    public void CallbackAnswer_Golden_ComesOutAsItWas(string name, UhitOperation operation) => Check(name + "Response", body =>
    {
        var answer = Format.ReadCallbackAnswer(operation, body);
        return writer => Format.WriteCallbackAnswer(writer, operation, answer);
    });

    [Fact]
    public void InquiryAnswer_Golden_ComesOutAsItWas() => Check("RequestHistoricalUsageResponse", body =>
    {
        var answer = Format.ReadInquiryAnswer(body);
        return writer => Format.WriteInquiryAnswer(writer, answer);
    });

    [Fact]
    public void Acknowledgement_Golden_ComesOutAsItWas() => Check("NotifyAcknowledgement", body =>
    {
        var sink = Collect(UhitOperation.NotifyAcknowledgement, body);
        return writer => Format.WriteAcknowledgementNotice(writer, sink.Header!, sink.Acknowledgement!);
    });

    [Fact]
    public void Validation_Golden_ComesOutAsItWas() => Check("NotifyValidation", body =>
    {
        var sink = Collect(UhitOperation.NotifyValidation, body);
        return writer => Format.WriteValidation(writer, sink.Header!, sink.Transaction, sink.Validations);
    });

    [Fact]
    public void Delivery_Golden_ComesOutAsItWasButForTheScaleOfReadings() => Check(
        "DeliverHistoricalUsage",
        body =>
        {
            var sink = Collect(UhitOperation.DeliverHistoricalUsage, body);
            return writer => Format.WriteDelivery(writer, sink.Header!, sink.Transaction, sink.Part!, sink.Usage);
        },
        // A series has one scale: zeros that end a number are not kept one by one.
        text => text.Replace("<Quantity>-1.5</Quantity>", "<Quantity>-1.500</Quantity>", StringComparison.Ordinal));

    private static CollectingSink Collect(UhitOperation operation, WireBody body)
    {
        var sink = new CollectingSink();
        Format.ReadCallback(operation, body, sink);
        return sink;
    }

    private static void Check(string name, Func<WireBody, Action<XmlWriter>> read, Func<string, string>? expected = null)
    {
        var golden = File.ReadAllText(Repository.Golden(name));
        using var content = XmlReader.Create(new StringReader(golden));
        content.MoveToContent();
        var envelope = SoapEnvelopeWriter.ToBytes(SoapVersion.Soap11, writer => writer.WriteNode(content, false));
        using var body = SoapEnvelope.Open(envelope, MessageLimits.Default);
        var write = read(body);
        body.ReadToEnd();
        Assert.Equal(expected is null ? golden : expected(golden), WireText.Write(write));
    }

    private sealed class CollectingSink : ICallbackSink
    {
        public MessageHeader? Header { get; private set; }

        public TransactionId? Transaction { get; private set; }

        public Acknowledgement? Acknowledgement { get; private set; }

        public DeliveryPart? Part { get; private set; }

        public List<LineValidation> Validations { get; } = [];

        public List<UsageHistory> Usage { get; } = [];

        public void OnHeader(MessageHeader header) => Header = header;

        public void OnTransaction(TransactionId transactionId) => Transaction = transactionId;

        public void OnAcknowledgement(Acknowledgement acknowledgement) => Acknowledgement = acknowledgement;

        public void OnValidation(LineValidation validation) => Validations.Add(validation);

        public void OnDelivery(DeliveryPart part) => Part = part;

        public void OnUsage(UsageHistory history) => Usage.Add(history);

        public void OnUnknownElements(int count) => Assert.Fail("Nothing in a golden message is unknown.");
    }
}
