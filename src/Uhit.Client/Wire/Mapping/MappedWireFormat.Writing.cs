using System.Xml;
using Uhit.Client.Inquiries;
using Uhit.Client.Usage;

namespace Uhit.Client.Wire.Mapping;

/// <content>What is written.</content>
internal sealed partial class MappedWireFormat
{
    /// <inheritdoc/>
    public void WriteInquiry(XmlWriter writer, InquiryMessage message) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void WriteCallbackAnswer(XmlWriter writer, UhitOperation operation, Acknowledgement acknowledgement) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void WriteFaultDetail(XmlWriter writer, WireFault fault) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void WriteInquiryAnswer(XmlWriter writer, Acknowledgement acknowledgement) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void WriteAcknowledgementNotice(XmlWriter writer, MessageHeader header, Acknowledgement acknowledgement) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void WriteValidation(XmlWriter writer, MessageHeader header, TransactionId? transactionId, IEnumerable<LineValidation> lines) =>
        throw new NotImplementedException();

    /// <inheritdoc/>
    public void WriteDelivery(XmlWriter writer, MessageHeader header, TransactionId? transactionId, DeliveryPart part, IEnumerable<UsageHistory> usage) =>
        throw new NotImplementedException();
}
