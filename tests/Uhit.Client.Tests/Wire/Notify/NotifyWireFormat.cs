using System.Net;
using System.Xml;
using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Notify;

/// <summary>A contract that says little: one element for every callback, told apart by a noun; one ESI ID per message; no number of ours,
/// no line numbers, no parts; empty answers; data that are fetched.</summary>
internal sealed class NotifyWireFormat : SimulatedWireFormat
{
    public override string Id => "notify-1";

    public override SoapVersion SoapVersion => SoapVersion.Soap11;

    public override IReadOnlyList<WireContractFile> ContractFiles => [];

    public override CorrelationKinds Correlation => CorrelationKinds.CorrelationId | CorrelationKinds.EsiId;

    public override InquiryShape Shape { get; } = new() { MaxLines = 1 };

    public override WirePolling? Polling { get; } = new();

    public override string GetAction(UhitOperation operation) => NotifyParts.Ns + "/message";

    public override UhitOperation? FindOperation(string localName, string namespaceUri) =>
        FindOperations(localName, namespaceUri) is [var first, ..] ? first : null;

    public override IReadOnlyList<UhitOperation> FindOperations(string localName, string namespaceUri) =>
        namespaceUri != NotifyParts.Ns ? [] : localName switch
        {
            "Notify" => [UhitOperation.NotifyValidation, UhitOperation.DeliverHistoricalUsage],
            "Ask" => [UhitOperation.RequestHistoricalUsage],
            "Fetch" => [UhitOperation.FetchUsage],
            "Confirm" => [UhitOperation.ConfirmUsage],
            _ => [],
        };

    public override HttpStatusCode? GetEmptyAnswerStatus(UhitOperation operation) =>
        operation == UhitOperation.RequestHistoricalUsage ? HttpStatusCode.Accepted : HttpStatusCode.OK;

    public override int GetMaxCallbackLines(UhitOperation operation) => 1;

    public override void ReadCallback(UhitOperation operation, WireBody body, ICallbackSink sink) =>
        NotifyParts.Read(new ElementReader(body.Reader), operation == UhitOperation.FetchUsage ? "Held" : "Notify", operation, sink);

    public override void WriteInquiry(XmlWriter writer, InquiryMessage message)
    {
        var output = new ElementWriter(writer);
        output.Start("Ask", NotifyParts.Ns);
        output.Attribute("id", message.Header.RequestId.Value);
        output.Attribute("esi", message.Inquiry.Lines[0].EsiId.Value);
        output.Attribute("from", message.Inquiry.Lines[0].Period.Start);
        output.Attribute("to", message.Inquiry.Lines[0].Period.End);
        output.End();
    }

    public override InquiryMessage ReadInquiry(WireBody body)
    {
        var reader = new ElementReader(body.Reader);
        reader.MoveToMessage("Ask", NotifyParts.Ns);
        var message = NotifyParts.Asked(
            reader.Attribute("id").ToId<RequestId>(), reader.Attribute("esi").ToId<EsiId>(),
            UsagePeriod.TryCreate(reader.Attribute("from").ToDate(), reader.Attribute("to").ToDate(), out var period)
                ? period
                : throw new WireFormatException("bad-value", "Ask/@to"));
        reader.Leave();
        return message;
    }

    public override void WriteFetch(XmlWriter writer, WireFetch fetch) =>
        NotifyParts.WriteOne(writer, "Fetch", "id", fetch.Header.RequestId.Value);

    public override WireFetch ReadFetch(WireBody body) =>
        new() { Header = NotifyParts.HeaderOf(NotifyParts.ReadOne(body, "Fetch", "id").ToId<RequestId>(), null) };

    public override void WriteFetchAnswer(XmlWriter writer, WireFetch fetch, WireCallback? notice) =>
        NotifyParts.Write(
            new ElementWriter(writer), "Held", notice?.Operation, notice?.Header, notice?.TransactionId, notice?.Validations ?? [],
            notice?.Usage ?? []);

    public override void WriteConfirm(XmlWriter writer, WireFetch confirmation) =>
        NotifyParts.WriteOne(writer, "Confirm", "ticket", confirmation.Confirms?.Value);

    public override WireFetch ReadConfirm(WireBody body) =>
        new() { Header = NotifyParts.HeaderOf(default, null), Confirms = NotifyParts.ReadOne(body, "Confirm", "ticket").ToId<MessageId>() };

    public override void WriteConfirmAnswer(XmlWriter writer, Acknowledgement acknowledgement) =>
        NotifyParts.WriteOne(writer, "Done", "known", acknowledgement.Status == AcknowledgementStatus.Accepted ? "1" : "0");

    public override Acknowledgement ReadConfirmAnswer(WireBody body, WireFetch confirmation) => new()
    {
        RequestId = confirmation.Header.RequestId,
        ReceivedAt = DateTimeOffset.UnixEpoch,
        Status = NotifyParts.ReadOne(body, "Done", "known").ToBoolean() ? AcknowledgementStatus.Accepted : AcknowledgementStatus.Rejected,
    };

    public override void WriteValidation(
        XmlWriter writer, MessageHeader header, TransactionId? transactionId, IEnumerable<LineValidation> lines) =>
        NotifyParts.Write(new ElementWriter(writer), "Notify", UhitOperation.NotifyValidation, header, transactionId, lines, []);

    public override void WriteDelivery(
        XmlWriter writer, MessageHeader header, TransactionId? transactionId, DeliveryPart part, IEnumerable<UsageHistory> usage) =>
        NotifyParts.Write(new ElementWriter(writer), "Notify", UhitOperation.DeliverHistoricalUsage, header, transactionId, [], usage);

    public override void WriteFaultDetail(XmlWriter writer, WireFault fault)
    {
    }

    public override WireFault? ReadFaultDetail(XmlReader reader) => null;

    public override Acknowledgement ReadInquiryAnswer(WireBody body) => throw new NotSupportedException();

    public override void WriteInquiryAnswer(XmlWriter writer, Acknowledgement acknowledgement) => throw new NotSupportedException();

    public override void WriteCallbackAnswer(XmlWriter writer, UhitOperation operation, Acknowledgement acknowledgement) =>
        throw new NotSupportedException();

    public override Acknowledgement ReadCallbackAnswer(UhitOperation operation, WireBody body) => throw new NotSupportedException();

    public override void WriteAcknowledgementNotice(XmlWriter writer, MessageHeader header, Acknowledgement acknowledgement) =>
        throw new NotSupportedException();
}
