using System.Xml;
using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Mapping;

/// <summary>Writes as a format by hand does, and reads callbacks and faults as a contract folder
/// says: what comes out must be the same.</summary>
internal sealed class ReadByFolderFormat(SimulatedWireFormat byHand, string folder) : SimulatedWireFormat
{
    private readonly SimulatedWireFormat _mapped =
        MappedContract.Load(Path.Combine(Repository.Root, "tests", "Contracts", folder)).WireFormat;

    public override string Id => byHand.Id;

    public override SoapVersion SoapVersion => _mapped.SoapVersion;

    public override IReadOnlyList<WireContractFile> ContractFiles => byHand.ContractFiles;

    public override string GetAction(UhitOperation operation) =>
        operation == UhitOperation.RequestHistoricalUsage ? byHand.GetAction(operation) : _mapped.GetAction(operation);

    public override UhitOperation? FindOperation(string localName, string namespaceUri) =>
        byHand.FindOperation(localName, namespaceUri) is UhitOperation.RequestHistoricalUsage and var request
            ? request
            : _mapped.FindOperation(localName, namespaceUri);

    public override void ReadCallback(UhitOperation operation, WireBody body, ICallbackSink sink) =>
        _mapped.ReadCallback(operation, body, sink);

    public override WireFault? ReadFaultDetail(XmlReader reader) => _mapped.ReadFaultDetail(reader);

    public override void WriteInquiry(XmlWriter writer, InquiryMessage message) => byHand.WriteInquiry(writer, message);

    public override Acknowledgement ReadInquiryAnswer(WireBody body) => byHand.ReadInquiryAnswer(body);

    public override void WriteCallbackAnswer(XmlWriter writer, UhitOperation operation, Acknowledgement acknowledgement) =>
        byHand.WriteCallbackAnswer(writer, operation, acknowledgement);

    public override void WriteFaultDetail(XmlWriter writer, WireFault fault) => byHand.WriteFaultDetail(writer, fault);

    public override InquiryMessage ReadInquiry(WireBody body) => byHand.ReadInquiry(body);

    public override void WriteInquiryAnswer(XmlWriter writer, Acknowledgement acknowledgement) =>
        byHand.WriteInquiryAnswer(writer, acknowledgement);

    public override void WriteAcknowledgementNotice(XmlWriter writer, MessageHeader header, Acknowledgement acknowledgement) =>
        byHand.WriteAcknowledgementNotice(writer, header, acknowledgement);

    public override void WriteValidation(
        XmlWriter writer, MessageHeader header, TransactionId? transactionId, IEnumerable<LineValidation> lines) =>
        byHand.WriteValidation(writer, header, transactionId, lines);

    public override void WriteDelivery(
        XmlWriter writer, MessageHeader header, TransactionId? transactionId, DeliveryPart part, IEnumerable<UsageHistory> usage) =>
        byHand.WriteDelivery(writer, header, transactionId, part, usage);

    public override Acknowledgement ReadCallbackAnswer(UhitOperation operation, WireBody body) =>
        byHand.ReadCallbackAnswer(operation, body);
}
