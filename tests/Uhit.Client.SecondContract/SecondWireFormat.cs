using System.Xml;
using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Uhit.Client.SecondContract;

/// <summary>A contract of another shape: SOAP 1.2, values as attributes, local times with the
/// offset beside them, no message numbers.</summary>
public sealed class SecondWireFormat : SimulatedWireFormat
{
    /// <inheritdoc/>
    public override string Id => "second-2024";

    /// <inheritdoc/>
    public override SoapVersion SoapVersion => SoapVersion.Soap12;

    /// <inheritdoc/>
    public override IReadOnlyList<WireContractFile> ContractFiles { get; } = [File("second-callback.wsdl"), File("second.xsd")];

    /// <inheritdoc/>
    public override string GetAction(UhitOperation operation) => Names.Ns + "/actions/" + operation switch
    {
        UhitOperation.RequestHistoricalUsage => "open",
        UhitOperation.NotifyAcknowledgement => "opened",
        UhitOperation.NotifyValidation => "checked",
        UhitOperation.DeliverHistoricalUsage => "data",
        _ => throw new ArgumentOutOfRangeException(nameof(operation)),
    };

    /// <inheritdoc/>
    public override UhitOperation? FindOperation(string localName, string namespaceUri) =>
        namespaceUri != Names.Ns ? null : localName switch
        {
            Names.UsageRequest => UhitOperation.RequestHistoricalUsage,
            Names.CaseOpened => UhitOperation.NotifyAcknowledgement,
            Names.CheckResult => UhitOperation.NotifyValidation,
            Names.UsageData => UhitOperation.DeliverHistoricalUsage,
            _ => null,
        };

    /// <inheritdoc/>
    public override void WriteInquiry(XmlWriter writer, InquiryMessage message) => InquiryPart.Write(new ElementWriter(writer), message);

    /// <inheritdoc/>
    public override Acknowledgement ReadInquiryAnswer(WireBody body) => ReadAnswer(body, Names.UsageReply);

    /// <inheritdoc/>
    public override void ReadCallback(UhitOperation operation, WireBody body, ICallbackSink sink)
    {
        var reader = new ElementReader(body.Reader);
        switch (operation)
        {
            case UhitOperation.NotifyAcknowledgement:
                reader.MoveToMessage(Names.CaseOpened, Names.Ns);
                sink.OnHeader(HeaderPart.Read(reader));
                sink.OnAcknowledgement(AnswerPart.Read(reader));
                break;
            case UhitOperation.NotifyValidation:
                CheckPart.Read(reader, sink);
                break;
            case UhitOperation.DeliverHistoricalUsage:
                DataPart.Read(reader, sink);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(operation));
        }

        if (reader.UnknownElements > 0)
        {
            sink.OnUnknownElements((int)Math.Min(reader.UnknownElements, int.MaxValue));
        }
    }

    /// <inheritdoc/>
    public override void WriteCallbackAnswer(XmlWriter writer, UhitOperation operation, Acknowledgement acknowledgement) =>
        AnswerPart.Write(new ElementWriter(writer), Names.Receipt, acknowledgement);

    /// <inheritdoc/>
    public override void WriteFaultDetail(XmlWriter writer, WireFault fault) =>
        ProblemPart.Write(
            new ElementWriter(writer), Names.Trouble, new ReportedError { Code = fault.Code, Description = fault.Description });

    /// <inheritdoc/>
    public override WireFault? ReadFaultDetail(XmlReader reader)
    {
        if (reader.LocalName != Names.Trouble || reader.NamespaceURI != Names.Ns)
        {
            return null;
        }

        var trouble = new ElementReader(reader);
        trouble.MoveToMessage(Names.Trouble, Names.Ns);
        var problem = ProblemPart.Read(trouble);
        return new WireFault { Code = problem.Code, Description = problem.Description };
    }

    /// <inheritdoc/>
    public override InquiryMessage ReadInquiry(WireBody body) => InquiryPart.Read(new ElementReader(body.Reader));

    /// <inheritdoc/>
    public override void WriteInquiryAnswer(XmlWriter writer, Acknowledgement acknowledgement) =>
        AnswerPart.Write(new ElementWriter(writer), Names.UsageReply, acknowledgement);

    /// <inheritdoc/>
    public override void WriteAcknowledgementNotice(XmlWriter writer, MessageHeader header, Acknowledgement acknowledgement)
    {
        var notice = new ElementWriter(writer);
        notice.Start(Names.CaseOpened, Names.Ns);
        HeaderPart.Write(notice, header);
        AnswerPart.WriteContent(notice, acknowledgement);
        notice.End();
    }

    /// <inheritdoc/>
    public override void WriteValidation(
        XmlWriter writer, MessageHeader header, TransactionId? transactionId, IEnumerable<LineValidation> lines) =>
        CheckPart.Write(new ElementWriter(writer), header, transactionId, lines);

    /// <inheritdoc/>
    public override void WriteDelivery(
        XmlWriter writer, MessageHeader header, TransactionId? transactionId, DeliveryPart part, IEnumerable<UsageHistory> usage) =>
        DataPart.Write(new ElementWriter(writer), header, transactionId, part, usage);

    /// <inheritdoc/>
    public override Acknowledgement ReadCallbackAnswer(UhitOperation operation, WireBody body) => ReadAnswer(body, Names.Receipt);

    private static Acknowledgement ReadAnswer(WireBody body, string element)
    {
        var reader = new ElementReader(body.Reader);
        reader.MoveToMessage(element, Names.Ns);
        return AnswerPart.Read(reader);
    }

    private static WireContractFile File(string name)
    {
        using var resource = typeof(SecondWireFormat).Assembly.GetManifestResourceStream("contract/" + name)
            ?? throw new InvalidOperationException($"The file {name} is not in the assembly.");
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        return new WireContractFile { Name = name, Content = content };
    }
}
