using System.Net;
using System.Xml;
using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Uhit.Client.SecondContract.Enterprise;

/// <summary>A plain enterprise contract: <c>wsse:UsernameToken</c> in every request, one period a request, and an answer that is empty,
/// holds the data, or leaves them to be fetched.</summary>
/// <remarks>What stands inside its elements is written as the reference contract has it.</remarks>
public sealed class EnterpriseWireFormat(EnterpriseAnswers answers, Func<string, string>? secret = null) : SimulatedWireFormat
{
    public const string Ns = "http://enterprise.example/usage/v1";
    public const string Wsse = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    public const string User = "cnp-user";
    public const string Password = "cnp-password";

    private static readonly SimulatedWireFormat Inner = Reference;

    public override string Id => "enterprise-v1";

    public override SoapVersion SoapVersion => SoapVersion.Soap11;

    public override IReadOnlyList<WireContractFile> ContractFiles => [];

    public override IReadOnlyList<string> SecretNames => [User, Password];

    public override InquiryShape Shape => Fits;

    /// <summary>What a request carries.</summary>
    public InquiryShape Fits { get; init; } = new() { OnePeriod = true };

    public override WireTransfer Transfer => SentAs;

    /// <summary>In which form it goes out.</summary>
    public WireTransfer SentAs { get; init; } = WireTransfer.Plain;

    public override WirePolling? Polling => Polls;

    /// <summary>How data is fetched.</summary>
    public WirePolling? Polls { get; init; } = answers == EnterpriseAnswers.Fetched ? new WirePolling() : null;

    public override SimulatedWireFormat WithSecrets(Func<string, string> secret) =>
        new EnterpriseWireFormat(answers, secret) { Fits = Fits, SentAs = SentAs, Polls = Polls };

    public override HttpStatusCode? GetEmptyAnswerStatus(UhitOperation operation) =>
        operation == UhitOperation.RequestHistoricalUsage && answers == EnterpriseAnswers.Empty
            ? HttpStatusCode.Accepted
            : null;

    public override IReadOnlyList<UhitOperation> GetAnswerContent(UhitOperation request) =>
        answers == EnterpriseAnswers.Data ? [UhitOperation.NotifyValidation, UhitOperation.DeliverHistoricalUsage] : [];

    public override string GetAction(UhitOperation operation) => operation switch
    {
        UhitOperation.RequestHistoricalUsage => Ns + "/GetUsage",
        UhitOperation.FetchUsage => Ns + "/Fetch",
        UhitOperation.ConfirmUsage => Ns + "/Confirm",
        _ => Inner.GetAction(operation),
    };

    public override UhitOperation? FindOperation(string localName, string namespaceUri) => (namespaceUri, localName) switch
    {
        (Ns, "GetUsage") => UhitOperation.RequestHistoricalUsage,
        (Ns, "Fetch") => UhitOperation.FetchUsage,
        (Ns, "Confirm") => UhitOperation.ConfirmUsage,
        _ => Inner.FindOperation(localName, namespaceUri),
    };

    public override bool UnderstandsHeader(string localName, string namespaceUri) => (localName, namespaceUri) == ("Security", Wsse);

    public override void WriteHeaders(XmlWriter writer, UhitOperation operation, bool isAnswer)
    {
        if (isAnswer || operation is not (UhitOperation.RequestHistoricalUsage or UhitOperation.FetchUsage or UhitOperation.ConfirmUsage))
        {
            return;
        }

        writer.WriteStartElement("wsse", "Security", Wsse);
        writer.WriteAttributeString("s", "mustUnderstand", "http://schemas.xmlsoap.org/soap/envelope/", "1");
        writer.WriteStartElement("UsernameToken", Wsse);
        writer.WriteElementString("Username", Wsse, secret!(User));
        writer.WriteElementString("Password", Wsse, secret(Password));
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    public override void WriteInquiry(XmlWriter writer, InquiryMessage message) =>
        Write(writer, "GetUsage", () => Inner.WriteInquiry(writer, message));

    public override InquiryMessage ReadInquiry(WireBody body)
    {
        CheckToken(body);
        body.Reader.ReadStartElement("GetUsage", Ns);
        body.Reader.MoveToContent();
        return Inner.ReadInquiry(body);
    }

    public override void WriteInquiryAnswer(XmlWriter writer, Acknowledgement acknowledgement) =>
        WriteInquiryAnswer(writer, acknowledgement, []);

    public override void WriteInquiryAnswer(XmlWriter writer, Acknowledgement acknowledgement, IReadOnlyList<WireCallback> content) =>
        Write(writer, "GetUsageResponse", () =>
        {
            Inner.WriteInquiryAnswer(writer, acknowledgement);
            foreach (var notice in content)
            {
                WriteNotice(writer, notice);
            }
        });

    public override Acknowledgement ReadInquiryAnswer(WireBody body)
    {
        body.Reader.ReadStartElement("GetUsageResponse", Ns);
        body.Reader.MoveToContent();
        return Inner.ReadInquiryAnswer(body);
    }

    public override void ReadCallback(UhitOperation operation, WireBody body, ICallbackSink sink)
    {
        if (body.Reader.NamespaceURI != Ns)
        {
            Inner.ReadCallback(operation, body, sink);
            return;
        }

        // What was fetched, or stands in an answer: the one that is asked for among those that are there.
        var isEmpty = body.Reader.IsEmptyElement;
        body.Reader.Read();
        while (!isEmpty && body.Reader.MoveToContent() == XmlNodeType.Element)
        {
            var found = Inner.FindOperation(body.Reader.LocalName, body.Reader.NamespaceURI);
            if (found is { } content && (operation == UhitOperation.FetchUsage || operation == content))
            {
                Inner.ReadCallback(content, body, sink);
                return;
            }

            body.Reader.Skip();
        }
    }

    public override void WriteFetch(XmlWriter writer, WireFetch fetch) =>
        Write(writer, "Fetch", () => WriteHeader(writer, fetch.Header, fetch.TransactionId));

    public override WireFetch ReadFetch(WireBody body)
    {
        CheckToken(body);
        return new WireFetch { Header = ReadHeader(body.Reader, out var transaction), TransactionId = transaction };
    }

    public override void WriteFetchAnswer(XmlWriter writer, WireFetch fetch, WireCallback? notice) => Write(writer, "FetchResponse", () =>
    {
        if (notice is not null)
        {
            WriteNotice(writer, notice);
        }
    });

    public override void WriteConfirm(XmlWriter writer, WireFetch confirmation) => Write(writer, "Confirm", () =>
    {
        writer.WriteAttributeString("id", confirmation.Confirms?.Value);
        WriteHeader(writer, confirmation.Header, confirmation.TransactionId);
    });

    public override WireFetch ReadConfirm(WireBody body)
    {
        CheckToken(body);
        var id = MessageId.Parse(body.Reader.GetAttribute("id")!);
        return new WireFetch { Header = ReadHeader(body.Reader, out var transaction), Confirms = id, TransactionId = transaction };
    }

    public override void WriteConfirmAnswer(XmlWriter writer, Acknowledgement acknowledgement) =>
        Write(
            writer,
            "ConfirmResponse",
            () => writer.WriteAttributeString("result", acknowledgement.Status == AcknowledgementStatus.Accepted ? "OK" : "UNKNOWN"));

    public override Acknowledgement ReadConfirmAnswer(WireBody body, WireFetch confirmation) => new()
    {
        RequestId = confirmation.Header.RequestId,
        MessageId = confirmation.Header.MessageId,
        ReceivedAt = confirmation.Header.SentAt!.Value,
        Status = body.Reader.GetAttribute("result") == "OK" ? AcknowledgementStatus.Accepted : AcknowledgementStatus.Rejected,
    };

    public override void WriteCallbackAnswer(XmlWriter writer, UhitOperation operation, Acknowledgement acknowledgement) =>
        Inner.WriteCallbackAnswer(writer, operation, acknowledgement);

    public override Acknowledgement ReadCallbackAnswer(UhitOperation operation, WireBody body) => Inner.ReadCallbackAnswer(operation, body);

    public override void WriteFaultDetail(XmlWriter writer, WireFault fault) => Inner.WriteFaultDetail(writer, fault);

    public override WireFault? ReadFaultDetail(XmlReader reader) => Inner.ReadFaultDetail(reader);

    public override void WriteAcknowledgementNotice(XmlWriter writer, MessageHeader header, Acknowledgement acknowledgement) =>
        Inner.WriteAcknowledgementNotice(writer, header, acknowledgement);

    public override void WriteValidation(
        XmlWriter writer, MessageHeader header, TransactionId? transactionId, IEnumerable<LineValidation> lines) =>
        Inner.WriteValidation(writer, header, transactionId, lines);

    public override void WriteDelivery(
        XmlWriter writer, MessageHeader header, TransactionId? transactionId, DeliveryPart part, IEnumerable<UsageHistory> usage) =>
        Inner.WriteDelivery(writer, header, transactionId, part, usage);

    private static void Write(XmlWriter writer, string name, Action content)
    {
        writer.WriteStartElement(name, Ns);
        content();
        writer.WriteEndElement();
    }

    private static void WriteNotice(XmlWriter writer, WireCallback notice)
    {
        switch (notice.Operation)
        {
            case UhitOperation.NotifyAcknowledgement:
                Inner.WriteAcknowledgementNotice(writer, notice.Header, notice.Acknowledgement!);
                break;
            case UhitOperation.NotifyValidation:
                Inner.WriteValidation(writer, notice.Header, notice.TransactionId, notice.Validations);
                break;
            default:
                Inner.WriteDelivery(writer, notice.Header, notice.TransactionId, notice.Part!, notice.Usage);
                break;
        }
    }

    private static void WriteHeader(XmlWriter writer, MessageHeader header, TransactionId? transaction)
    {
        writer.WriteAttributeString("party", header.AuthenticationId.Value);
        writer.WriteAttributeString("reference", header.RequestId.Value ?? string.Empty);
        writer.WriteAttributeString("message", header.MessageId?.Value);
        writer.WriteAttributeString("at", XmlConvert.ToString(header.SentAt!.Value));
        if (transaction is { } number)
        {
            writer.WriteAttributeString("ticket", number.Value);
        }
    }

    private static MessageHeader ReadHeader(XmlReader reader, out TransactionId? transaction)
    {
        transaction = reader.GetAttribute("ticket") is { } ticket ? TransactionId.Parse(ticket) : null;
        return new MessageHeader
        {
            AuthenticationId = AuthenticationId.Parse(reader.GetAttribute("party")!),
            RequestId = reader.GetAttribute("reference") is { Length: > 0 } reference ? RequestId.Parse(reference) : default,
            MessageId = MessageId.Parse(reader.GetAttribute("message")!),
            SentAt = DateTimeOffset.Parse(reader.GetAttribute("at")!, System.Globalization.CultureInfo.InvariantCulture),
        };
    }

    private void CheckToken(WireBody body)
    {
        var token = body.Headers.SingleOrDefault();
        string? Value(string name) => token?.Descendants(System.Xml.Linq.XName.Get(name, Wsse)).SingleOrDefault()?.Value;
        if (Value("Username") != secret!(User) || Value("Password") != secret(Password))
        {
            throw body.Refuse("The UsernameToken is not accepted.");
        }
    }
}
