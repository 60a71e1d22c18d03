using System.Xml;
using Uhit.Client.Usage;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Conformance.Wire;

/// <summary>Sends messages from one side of a format to the other, through the bytes of an envelope.</summary>
internal sealed class WireExchange(UhitWireFormat format)
{
    public byte[] Write(Action<XmlWriter> write) => SoapEnvelopeWriter.ToBytes(format.SoapVersion, write);

    public byte[] Delivery(MessageHeader header, TransactionId? transaction, DeliveryPart part, params UsageHistory[] usage) =>
        Write(writer => ((SimulatedWireFormat)format).WriteDelivery(writer, header, transaction, part, usage));

    public T Read<T>(byte[] envelope, Func<WireBody, T> read)
    {
        using var body = Open(() => new MemoryStream(envelope, writable: false));
        var value = read(body);
        body.ReadToEnd();
        return value;
    }

    /// <summary>Reads a callback as the receiver does: which operation it is, the body says.</summary>
    public RecordingSink ReadCallback(byte[] envelope) =>
        ReadCallback(() => new MemoryStream(envelope, writable: false), new RecordingSink());

    public RecordingSink ReadCallback(Func<Stream> open, RecordingSink sink)
    {
        using var body = Open(open);
        var operations = format.FindOperations(body.BodyName.Name, body.BodyName.Namespace);
        Assert.True(operations.Count > 0, $"FindOperations knows no operation for the body's element {body.BodyName.Name}.");
        Read(operations[0], operations, body, sink);
        body.ReadToEnd();
        return sink;
    }

    /// <summary>Reads what came in an answer: nobody needs to find out what it is.</summary>
    public RecordingSink ReadAs(UhitOperation operation, byte[] envelope)
    {
        using var body = Open(() => new MemoryStream(envelope, writable: false));
        var sink = new RecordingSink();
        Read(operation, [], body, sink);
        body.ReadToEnd();
        return sink;
    }

    private void Read(UhitOperation first, IReadOnlyList<UhitOperation> found, SoapEnvelope body, RecordingSink sink)
    {
        sink.Begin(first, found);
        format.ReadCallback(first, body, sink);
    }

    private SoapEnvelope Open(Func<Stream> open) =>
        SoapEnvelope.Open(open, MessageLimits.Default, new SoapHeaders(format), CancellationToken.None);
}
