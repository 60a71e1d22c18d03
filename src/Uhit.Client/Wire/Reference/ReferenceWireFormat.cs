using System.Xml;
using Uhit.Client.Usage;
using Uhit.Client.Wire.Reference;
using Generated = Uhit.Client.Wire.Reference.Generated;

namespace Uhit.Client.Wire;

/// <summary>The reference contract: SOAP 1.1, document/literal, as its WSDL and XSD say.</summary>
/// <remarks>CNP hands its own contract to those that it authorises. This one carries what CNP's guide says
/// those messages carry, in names of our own.</remarks>
internal sealed class ReferenceWireFormat : SimulatedWireFormat
{
    private ReferenceWireFormat()
    {
    }

    /// <summary>The one instance.</summary>
    public static ReferenceWireFormat Instance { get; } = new();

    /// <inheritdoc/>
    public override string Id => "reference-v1";

    /// <inheritdoc/>
    public override SoapVersion SoapVersion => SoapVersion.Soap11;

    /// <inheritdoc/>
    public override IReadOnlyList<WireContractFile> ContractFiles { get; } = ContractResources.Read(
        "usage-history-callback.wsdl", "usage-history.xsd");

    /// <inheritdoc/>
    public override IReadOnlyList<WireContractFile> InquiryContractFiles { get; } = ContractResources.Read(
        "usage-history-inquiry.wsdl", "usage-history.xsd");

    /// <inheritdoc/>
    public override string GetAction(UhitOperation operation) => operation switch
    {
        UhitOperation.RequestHistoricalUsage => Generated.UsageHistoryInquiryContract.RequestHistoricalUsageAction,
        UhitOperation.NotifyAcknowledgement => Generated.UsageHistoryCallbackContract.NotifyAcknowledgementAction,
        UhitOperation.NotifyValidation => Generated.UsageHistoryCallbackContract.NotifyValidationAction,
        UhitOperation.DeliverHistoricalUsage => Generated.UsageHistoryCallbackContract.DeliverHistoricalUsageAction,
        _ => throw new ArgumentOutOfRangeException(nameof(operation)),
    };

    /// <inheritdoc/>
    public override UhitOperation? FindOperation(string localName, string namespaceUri) => (localName, namespaceUri) switch
    {
        (Generated.RequestHistoricalUsage.ElementName, Generated.RequestHistoricalUsage.Ns) => UhitOperation.RequestHistoricalUsage,
        (Generated.NotifyAcknowledgement.ElementName, Generated.NotifyAcknowledgement.Ns) => UhitOperation.NotifyAcknowledgement,
        (Generated.NotifyValidation.ElementName, Generated.NotifyValidation.Ns) => UhitOperation.NotifyValidation,
        (Generated.DeliverHistoricalUsage.ElementName, Generated.DeliverHistoricalUsage.Ns) => UhitOperation.DeliverHistoricalUsage,
        _ => null,
    };

    /// <inheritdoc/>
    public override void WriteInquiry(XmlWriter writer, InquiryMessage message) => ToWire.Inquiry(message).Write(writer);

    /// <inheritdoc/>
    public override Acknowledgement ReadInquiryAnswer(WireBody body) =>
        FromWire.Acknowledgement(
            Generated.RequestHistoricalUsageResponse.Read(body.Reader).Acknowledgement,
            Generated.RequestHistoricalUsageResponse.ElementName);

    /// <inheritdoc/>
    public override void ReadCallback(UhitOperation operation, WireBody body, ICallbackSink sink)
    {
        var reader = new ElementReader(body.Reader);
        switch (operation)
        {
            case UhitOperation.NotifyAcknowledgement:
                var notice = Generated.NotifyAcknowledgement.Read(reader);
                sink.OnHeader(FromWire.Header(notice.Header, Generated.NotifyAcknowledgement.ElementName));
                sink.OnAcknowledgement(FromWire.Acknowledgement(notice.Acknowledgement, Generated.NotifyAcknowledgement.ElementName));
                break;
            case UhitOperation.NotifyValidation:
                Generated.NotifyValidation.Read(reader, new ValidationHandler(sink));
                break;
            case UhitOperation.DeliverHistoricalUsage:
                Generated.DeliverHistoricalUsage.Read(reader, new DeliveryHandler(sink));
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
    public override void WriteCallbackAnswer(XmlWriter writer, UhitOperation operation, Acknowledgement acknowledgement)
    {
        switch (operation)
        {
            case UhitOperation.NotifyAcknowledgement:
                new Generated.NotifyAcknowledgementResponse { Acknowledgement = ToWire.Acknowledgement(acknowledgement) }.Write(writer);
                break;
            case UhitOperation.NotifyValidation:
                new Generated.NotifyValidationResponse { Acknowledgement = ToWire.Acknowledgement(acknowledgement) }.Write(writer);
                break;
            case UhitOperation.DeliverHistoricalUsage:
                new Generated.DeliverHistoricalUsageResponse { Acknowledgement = ToWire.Acknowledgement(acknowledgement) }.Write(writer);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(operation));
        }
    }

    /// <inheritdoc/>
    public override void WriteFaultDetail(XmlWriter writer, WireFault fault) =>
        new Generated.UsageHistoryFault
        {
            Code = fault.Code,
            Description = fault.Description,
            MessageId = fault.MessageId?.Value,
        }.Write(writer);

    /// <inheritdoc/>
    public override WireFault? ReadFaultDetail(XmlReader reader)
    {
        if (reader.LocalName != Generated.UsageHistoryFault.ElementName || reader.NamespaceURI != Generated.UsageHistoryFault.Ns)
        {
            return null;
        }

        var fault = Generated.UsageHistoryFault.Read(reader);
        return new WireFault
        {
            Code = fault.Code,
            Description = fault.Description,
            MessageId = FromWire.Optional<MessageId>(fault.MessageId, Generated.UsageHistoryFault.ElementName, "MessageId"),
        };
    }

    /// <inheritdoc/>
    public override InquiryMessage ReadInquiry(WireBody body) => FromWire.Inquiry(Generated.RequestHistoricalUsage.Read(body.Reader));

    /// <inheritdoc/>
    public override void WriteInquiryAnswer(XmlWriter writer, Acknowledgement acknowledgement) =>
        new Generated.RequestHistoricalUsageResponse { Acknowledgement = ToWire.Acknowledgement(acknowledgement) }.Write(writer);

    /// <inheritdoc/>
    public override void WriteAcknowledgementNotice(XmlWriter writer, MessageHeader header, Acknowledgement acknowledgement) =>
        new Generated.NotifyAcknowledgement
        {
            Header = ToWire.Header(header),
            Acknowledgement = ToWire.Acknowledgement(acknowledgement),
        }.Write(writer);

    /// <inheritdoc/>
    public override void WriteValidation(
        XmlWriter writer, MessageHeader header, TransactionId? transactionId, IEnumerable<LineValidation> lines) =>
        new Generated.NotifyValidation
        {
            Header = ToWire.Header(header),
            TransactionId = transactionId?.Value,
            Result = lines.Select(ToWire.Validation),
        }.Write(writer);

    /// <inheritdoc/>
    public override void WriteDelivery(
        XmlWriter writer, MessageHeader header, TransactionId? transactionId, DeliveryPart part, IEnumerable<UsageHistory> usage) =>
        new Generated.DeliverHistoricalUsage
        {
            Header = ToWire.Header(header),
            TransactionId = transactionId?.Value,
            DeliveryId = part.DeliveryId.Value,
            PartNumber = part.PartNumber,
            PartCount = part.PartCount,
            UsageHistory = usage.Select(ToWireUsage.History),
        }.Write(writer);

    /// <inheritdoc/>
    public override Acknowledgement ReadCallbackAnswer(UhitOperation operation, WireBody body) => operation switch
    {
        UhitOperation.NotifyAcknowledgement => FromWire.Acknowledgement(
            Generated.NotifyAcknowledgementResponse.Read(body.Reader).Acknowledgement, Generated.NotifyAcknowledgementResponse.ElementName),
        UhitOperation.NotifyValidation => FromWire.Acknowledgement(
            Generated.NotifyValidationResponse.Read(body.Reader).Acknowledgement, Generated.NotifyValidationResponse.ElementName),
        UhitOperation.DeliverHistoricalUsage => FromWire.Acknowledgement(
            Generated.DeliverHistoricalUsageResponse.Read(body.Reader).Acknowledgement,
            Generated.DeliverHistoricalUsageResponse.ElementName),
        _ => throw new ArgumentOutOfRangeException(nameof(operation)),
    };

    /// <summary>The contract's files, which are part of the assembly.</summary>
    private static class ContractResources
    {
        public static WireContractFile[] Read(params string[] names) => Array.ConvertAll(names, Read);

        private static WireContractFile Read(string name)
        {
            using var resource = typeof(ContractResources).Assembly.GetManifestResourceStream("contract/" + name)
                ?? throw new InvalidOperationException($"The file {name} of the contract is not in the assembly.");
            var content = new byte[resource.Length];
            resource.ReadExactly(content);
            return new WireContractFile { Name = name, Content = content };
        }
    }
}
