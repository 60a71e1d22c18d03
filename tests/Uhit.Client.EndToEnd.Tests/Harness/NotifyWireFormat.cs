using System.Net;
using System.Xml;
using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Uhit.Client.EndToEnd.Tests.Harness;

/// <summary>A contract shaped as those of IEC 61968-100: one operation and action for all that CNP tells, with a header of verb, noun and
/// CNP's number, and a payload of any kind. CNP repeats none of our numbers: the payload is the reference contract's, without all that
/// would tell its inquiry, its message, its lines and its delivery.</summary>
internal sealed class NotifyWireFormat(CorrelationKinds correlation, int maxLines, HttpStatusCode? dataAnswer) : SimulatedWireFormat
{
    public const string Ns = "urn:example:notify";
    private const string Nothing = "none";
    private static readonly SimulatedWireFormat Payload = ReferenceWireFormat.Instance;
    private static readonly Dictionary<UhitOperation, string> Nouns = new()
    {
        [UhitOperation.NotifyAcknowledgement] = "UsageRequest",
        [UhitOperation.NotifyValidation] = "UsageValidation",
        [UhitOperation.DeliverHistoricalUsage] = "UsageHistory",
    };

    public override string Id => "notify-1";

    public override SoapVersion SoapVersion => SoapVersion.Soap11;

    public override IReadOnlyList<WireContractFile> ContractFiles => [];

    public override CorrelationKinds Correlation => correlation;

    public override IReadOnlyList<string> CallbackPaths { get; } = ["notify", "data"];

    public override string GetAction(UhitOperation operation) =>
        operation == UhitOperation.RequestHistoricalUsage ? Ns + "/Request" : Ns + "/Notify";

    public override UhitOperation? FindOperation(string localName, string namespaceUri) =>
        ((SimulatedWireFormat)this).FindOperations(localName, namespaceUri) is [var first, ..] ? first : null;

    public override IReadOnlyList<UhitOperation> FindOperations(string localName, string namespaceUri) => (localName, namespaceUri) switch
    {
        ("Notify", Ns) => [.. Nouns.Keys],
        ("RequestMessage", Ns) => [UhitOperation.RequestHistoricalUsage],
        _ => [],
    };

    public override HttpStatusCode? GetEmptyAnswerStatus(UhitOperation operation) =>
        operation == UhitOperation.DeliverHistoricalUsage ? dataAnswer : null;

    public override string GetCallbackPath(UhitOperation operation) =>
        operation == UhitOperation.DeliverHistoricalUsage ? "data" : "notify";

    public override int GetMaxCallbackLines(UhitOperation operation) => maxLines;

    public override void WriteInquiry(XmlWriter writer, InquiryMessage message) =>
        Write(writer, "RequestMessage", "get", "UsageHistory", null, () => Payload.WriteInquiry(writer, message));

    public override InquiryMessage ReadInquiry(WireBody body)
    {
        InquiryMessage? message = null;
        Read(body, "RequestMessage", (_, _, inner) => message = Payload.ReadInquiry(inner));
        return message!;
    }

    public override void WriteInquiryAnswer(XmlWriter writer, Acknowledgement acknowledgement) => WriteAnswer(writer, acknowledgement);

    public override Acknowledgement ReadInquiryAnswer(WireBody body) => ReadAnswer(body);

    public override void WriteCallbackAnswer(XmlWriter writer, UhitOperation operation, Acknowledgement acknowledgement) =>
        WriteAnswer(writer, acknowledgement);

    public override Acknowledgement ReadCallbackAnswer(UhitOperation operation, WireBody body) => ReadAnswer(body);

    public override void ReadCallback(UhitOperation operation, WireBody body, ICallbackSink sink) =>
        Read(body, "Notify", (noun, number, inner) =>
        {
            var told = Nouns.Single(pair => pair.Value == noun).Key;
            if (body.Path != GetCallbackPath(told))
            {
                throw new WireFormatException("bad-path", "Notify/Header/Noun");
            }

            if (told != operation)
            {
                sink.OnOperation(told);
            }

            Payload.ReadCallback(told, inner, new UntellingSink(sink, number));
        });

    public override void WriteAcknowledgementNotice(XmlWriter writer, MessageHeader header, Acknowledgement acknowledgement) => Notify(
        writer,
        UhitOperation.NotifyAcknowledgement,
        acknowledgement.TransactionId,
        () => Payload.WriteAcknowledgementNotice(
            writer, Untold(header), acknowledgement with { RequestId = RequestId.Parse(Nothing), MessageId = null, TransactionId = null }));

    public override void WriteValidation(
        XmlWriter writer, MessageHeader header, TransactionId? transactionId, IEnumerable<LineValidation> lines) =>
        Notify(
            writer,
            UhitOperation.NotifyValidation,
            transactionId,
            () => Payload.WriteValidation(writer, Untold(header), null, lines.Select(line => line with { LineNumber = 1 })));

    public override void WriteDelivery(
        XmlWriter writer, MessageHeader header, TransactionId? transactionId, DeliveryPart part, IEnumerable<UsageHistory> usage) =>
        Notify(
            writer,
            UhitOperation.DeliverHistoricalUsage,
            transactionId,
            () => Payload.WriteDelivery(
                writer, Untold(header), null, new DeliveryPart(DeliveryId.Parse(Nothing), 1, 1),
                usage.Select(history => history with { LineNumber = 1 })));

    public override void WriteFaultDetail(XmlWriter writer, WireFault fault) => Payload.WriteFaultDetail(writer, fault);

    public override WireFault? ReadFaultDetail(XmlReader reader) => Payload.ReadFaultDetail(reader);

    private void Notify(XmlWriter writer, UhitOperation operation, TransactionId? number, Action payload) => Write(
        writer, "Notify", "created", Nouns[operation], correlation.HasFlag(CorrelationKinds.TransactionId) ? number?.Value : null, payload);

    private static MessageHeader Untold(MessageHeader header) => header with
    {
        AuthenticationId = AuthenticationId.Parse(Nothing),
        RequestId = RequestId.Parse(Nothing),
        MessageId = MessageId.Parse(Nothing),
    };

    private static void Write(XmlWriter writer, string element, string verb, string noun, string? number, Action payload)
    {
        writer.WriteStartElement(element, Ns);
        writer.WriteStartElement("Header", Ns);
        writer.WriteElementString("Verb", Ns, verb);
        writer.WriteElementString("Noun", Ns, noun);
        if (number is not null)
        {
            writer.WriteElementString("CorrelationID", Ns, number);
        }

        writer.WriteEndElement();
        writer.WriteStartElement("Payload", Ns);
        payload();
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void Read(WireBody body, string element, Action<string, string?, WireBody> payload)
    {
        var reader = body.Reader;
        if (reader.LocalName != element || reader.NamespaceURI != Ns)
        {
            throw new WireFormatException("bad-element", element);
        }

        var depth = reader.Depth;
        var header = new Dictionary<string, string>();
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "Verb" or "Noun" or "CorrelationID", NamespaceURI: Ns })
            {
                var name = reader.LocalName;
                reader.Read();
                header[name] = reader.Value;
            }
            else if (reader is { NodeType: XmlNodeType.Element, LocalName: "Payload", NamespaceURI: Ns })
            {
                while (reader.Read() && reader.NodeType != XmlNodeType.Element)
                {
                }

                payload(header["Noun"], header.GetValueOrDefault("CorrelationID"), new Inner(body));
                while (reader.Depth > depth && reader.Read())
                {
                }

                break;
            }
        }

        reader.Read();
    }

    private static void WriteAnswer(XmlWriter writer, Acknowledgement acknowledgement)
    {
        writer.WriteStartElement("ResponseMessage", Ns);
        writer.WriteAttributeString("number", acknowledgement.TransactionId?.Value ?? string.Empty);
        writer.WriteAttributeString("at", XmlConvert.ToString(acknowledgement.ReceivedAt));
        writer.WriteAttributeString("result", acknowledgement.Status == AcknowledgementStatus.Accepted ? "OK" : "ERROR");
        writer.WriteEndElement();
    }

    private static Acknowledgement ReadAnswer(WireBody body) => new()
    {
        RequestId = default,
        TransactionId = TransactionId.TryParse(body.Reader.GetAttribute("number"), out var number) ? number : null,
        ReceivedAt = XmlConvert.ToDateTimeOffset(body.Reader.GetAttribute("at")!),
        Status = body.Reader.GetAttribute("result") == "OK" ? AcknowledgementStatus.Accepted : AcknowledgementStatus.Rejected,
    };

    private sealed class Inner(WireBody body) : WireBody
    {
        public override SoapVersion SoapVersion => body.SoapVersion;

        public override XmlReader Reader => body.Reader;

        public override Stream OpenUtf8() => throw new NotSupportedException();
    }

    // Tells only what such a contract carries.
    private sealed class UntellingSink(ICallbackSink sink, string? number) : ICallbackSink
    {
        public MessageLimits Limits => sink.Limits;

        public void OnHeader(MessageHeader header)
        {
            sink.OnHeader(new MessageHeader { AuthenticationId = default, RequestId = default, SentAt = header.SentAt });
            if (number is not null)
            {
                sink.OnTransaction(TransactionId.Parse(number));
            }
        }

        public void OnTransaction(TransactionId transactionId)
        {
        }

        public void OnAcknowledgement(Acknowledgement acknowledgement) =>
            sink.OnAcknowledgement(acknowledgement with { RequestId = default });

        public void OnValidation(LineValidation validation) => sink.OnValidation(validation with { LineNumber = 0 });

        public void OnDelivery(DeliveryPart part)
        {
        }

        public void OnUsage(UsageHistory history) => sink.OnUsage(history with { LineNumber = 0 });

        public void OnUnknownElements(int count) => sink.OnUnknownElements(count);
    }
}
