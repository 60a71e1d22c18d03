using System.Xml;
using Uhit.Client;
using Uhit.Client.Wire;

namespace Acme.Uhit._1;

/// <summary>CNP's contract. The one here is made up: change names, shapes and codes to those of the WSDL that CNP gave you, message by
/// message, until the samples are read as they should be.</summary>
/// <remarks>It is the half of a Third Party. With CNP's side too, which the simulator needs, it is a
/// <see cref="SimulatedWireFormat"/>.</remarks>
public sealed class CnpWireFormat : UhitWireFormat
{
    /// <inheritdoc/>
    /// <remarks>It is stored with every message: a format that changes its meaning gets a new one.</remarks>
    public override string Id => "cnp-2026-01";

    /// <inheritdoc/>
    public override SoapVersion SoapVersion => SoapVersion.Soap11;

    /// <inheritdoc/>
    public override string GetAction(UhitOperation operation) => operation switch
    {
        UhitOperation.RequestHistoricalUsage => Names.Ns + "/inquire",
        UhitOperation.NotifyValidation => Names.Ns + "/verdicts",
        UhitOperation.DeliverHistoricalUsage => Names.Ns + "/data",
        _ => string.Empty,
    };

    /// <inheritdoc/>
    public override UhitOperation? FindOperation(string localName, string namespaceUri) =>
        namespaceUri != Names.Ns ? null : localName switch
        {
            Names.Inquiry => UhitOperation.RequestHistoricalUsage,
            Names.Verdicts => UhitOperation.NotifyValidation,
            Names.Data => UhitOperation.DeliverHistoricalUsage,
            _ => null,
        };

    /// <inheritdoc/>
    public override void WriteInquiry(XmlWriter writer, InquiryMessage message) => InquiryPart.Write(new ElementWriter(writer), message);

    /// <inheritdoc/>
    public override Acknowledgement ReadInquiryAnswer(WireBody body) => AnswerPart.Read(new ElementReader(body.Reader));

    /// <inheritdoc/>
    public override void ReadCallback(UhitOperation operation, WireBody body, ICallbackSink sink)
    {
        var reader = new ElementReader(body.Reader);
        switch (operation)
        {
            case UhitOperation.NotifyValidation:
                VerdictsPart.Read(reader, sink);
                break;
            case UhitOperation.DeliverHistoricalUsage:
                DataPart.Read(reader, sink);
                break;
            default:
                throw new NotSupportedException();
        }

        if (reader.UnknownElements > 0)
        {
            sink.OnUnknownElements((int)Math.Min(reader.UnknownElements, int.MaxValue));
        }
    }

    /// <inheritdoc/>
    public override void WriteCallbackAnswer(XmlWriter writer, UhitOperation operation, Acknowledgement acknowledgement) =>
        AnswerPart.Write(new ElementWriter(writer), Names.Received, acknowledgement);

    /// <inheritdoc/>
    public override void WriteFaultDetail(XmlWriter writer, WireFault fault)
    {
        // This contract has none.
    }

    /// <inheritdoc/>
    public override WireFault? ReadFaultDetail(XmlReader reader) => null;
}
