using System.Xml;
using Uhit.Client.Inquiries;
using Uhit.Client.Usage;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;
using Uhit.Client.Wire.Xml;

namespace Uhit.Client.Conformance.Wire;

/// <summary>Sends messages from one side of a format to the other, through the bytes of an envelope.</summary>
internal sealed class WireExchange(IUhitWireFormat format)
{
    public byte[] Write(Action<XmlWriter> write) => SoapEnvelopeWriter.ToBytes(format.SoapVersion, write);

    public byte[] Delivery(MessageHeader header, TransactionId? transaction, DeliveryPart part, params UsageHistory[] usage) =>
        Write(writer => format.WriteDelivery(writer, header, transaction, part, usage));

    public T Read<T>(byte[] envelope, Func<WireBody, T> read)
    {
        using var body = SoapEnvelope.Open(envelope, XmlLimits.Default);
        var value = read(body);
        body.ReadToEnd();
        return value;
    }

    /// <summary>Reads a callback as the listener does: which operation it is, the body says.</summary>
    public RecordingSink ReadCallback(byte[] envelope) => ReadCallback(() => new MemoryStream(envelope, writable: false), new RecordingSink());

    public RecordingSink ReadCallback(Func<Stream> open, RecordingSink sink)
    {
        using var body = SoapEnvelope.Open(open, XmlLimits.Default);
        var operation = format.FindOperation(body.BodyName.Name, body.BodyName.Namespace);
        Assert.NotNull(operation);
        format.ReadCallback(operation.Value, body, sink);
        body.ReadToEnd();
        return sink;
    }
}
