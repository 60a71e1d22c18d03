using System.Net;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Uhit.Client.Wire.Mapping.Model;
using Uhit.Client.Wire.Mapping.Reading;
using Uhit.Client.Wire.Mapping.Writing.Schemas;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Wire.Mapping;

/// <summary>The wire format that a contract folder describes.</summary>
internal sealed partial class MappedWireFormat : SimulatedWireFormat
{
    private readonly ContractModel _model;
    private readonly ReadingPlans _reading;
    private readonly MappedTemplates _templates;
    private readonly List<ContractProblem> _simulationProblems = [];
    private readonly Lazy<SimulatedTemplates> _simulated;
    private readonly Lazy<XmlSchemaSet?> _inquirySchemas;

    public MappedWireFormat(ContractModel model, MappedTemplates templates)
    {
        _model = model;
        _reading = new ReadingPlans(model);
        Correlation = CorrelationOf(model);
        _templates = templates;
        _inquirySchemas = new Lazy<XmlSchemaSet?>(() => ContractSchemas.Compile(model.InquiryFiles));
        _simulated = new Lazy<SimulatedTemplates>(() => SimulatedTemplates.Create(model, _simulationProblems));
    }

    /// <inheritdoc/>
    public override string Id => _model.Id;

    /// <inheritdoc/>
    public override SoapVersion SoapVersion => _model.SoapVersion;

    /// <inheritdoc/>
    public override IReadOnlyList<WireContractFile> ContractFiles => _model.CallbackFiles;

    /// <inheritdoc/>
    public override IReadOnlyList<WireContractFile> InquiryContractFiles => _model.InquiryFiles;

    /// <inheritdoc/>
    public override CorrelationKinds Correlation { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> CallbackPaths => _reading.CallbackPaths;

    /// <inheritdoc/>
    public override InquiryShape Shape => new() { OnePeriod = _model.IsOnePeriod, MaxLines = _model.MaxLines };

    /// <inheritdoc/>
    public override string GetAction(UhitOperation operation) => Find(operation)?.Action ?? string.Empty;

    /// <inheritdoc/>
    public override bool IsAction(UhitOperation operation, string? action) =>
        _model.Messages.Where(message => message.Operation == operation)
            .Any(message => message.Action is not { } expected || SoapAction.Agrees(action, expected));

    /// <inheritdoc/>
    public override UhitOperation? FindOperation(string localName, string namespaceUri) =>
        FindOperations(localName, namespaceUri) is [var first, ..] ? first : null;

    /// <inheritdoc/>
    public override IReadOnlyList<UhitOperation> FindOperations(string localName, string namespaceUri) =>
        [.. _templates.FindSent(localName, namespaceUri), .. _reading.FindOperations(localName, namespaceUri)];

    /// <inheritdoc/>
    public override long MaxPayloadBytes => _reading.HasPayload ? PayloadWalk.MaxBytes : 0;

    /// <inheritdoc/>
    public override bool UnderstandsHeader(string localName, string namespaceUri) =>
        _reading.UnderstandsHeader(localName, namespaceUri) || IsWrittenHeader(localName, namespaceUri);

    /// <inheritdoc/>
    public override HttpStatusCode? GetEmptyAnswerStatus(UhitOperation operation) => _model.Find(operation)?.Answer switch
    {
        { Empty: [202, ..] } => HttpStatusCode.Accepted,
        { Empty: [_, ..] } => HttpStatusCode.OK,
        _ => null,
    };

    /// <inheritdoc/>
    public override IReadOnlyList<UhitOperation> GetAnswerContent(UhitOperation request) =>
        request == UhitOperation.RequestHistoricalUsage ? _model.Find(request)?.Answer?.Contains ?? [] : [];

    /// <inheritdoc/>
    public override bool CarriesOurNumbers => WritesInRequests("requestId") || WritesInRequests("messageId");

    /// <inheritdoc/>
    public override WirePolling? Polling => _model.Find(UhitOperation.FetchUsage) is { } fetch
        ? new WirePolling
        {
            AsksPerClient = fetch.IsPerClient,
            Confirms = _model.Find(UhitOperation.ConfirmUsage) is not null,
            NeedsTransactionId = !fetch.IsPerClient
                && _templates.FindRequest(UhitOperation.FetchUsage)?.Source.Needs("transactionId") is true,
        }
        : null;

    private bool WritesInRequests(string number) =>
        _templates.FindRequest(UhitOperation.RequestHistoricalUsage)?.Source.Writes(number) is true
        || HeadersOf(UhitOperation.RequestHistoricalUsage, isAnswer: false).Any(header => header.Source.Writes(number));

    /// <inheritdoc/>
    public override Acknowledgement ReadInquiryAnswer(WireBody body) => _reading.ReadAnswer(UhitOperation.RequestHistoricalUsage, body);

    /// <inheritdoc/>
    public override Acknowledgement ReadConfirmAnswer(WireBody body, WireFetch confirmation) =>
        _reading.ReadAnswer(UhitOperation.ConfirmUsage, body);

    /// <inheritdoc/>
    public override void ReadCallback(UhitOperation operation, WireBody body, ICallbackSink sink)
    {
        CheckDemands(body);
        _reading.ReadCallback(operation, body, sink);
    }

    /// <inheritdoc/>
    public override WireFault? ReadFaultDetail(XmlReader reader) => _reading.ReadFault(reader);

    // A block that we write is understood on CNP's side, where it is checked. In a callback nobody reads it.
    private void CheckDemands(WireBody body)
    {
        var name = XName.Get("mustUnderstand", SoapNames.Namespace(body.SoapVersion));
        var demanded = body.IsStored ? [] : body.Headers
            .Where(block => (string?)block.Attribute(name) is "1" or "true"
                && !Addressing.IsBlock(block.Name.NamespaceName)
                && !_reading.UnderstandsHeader(block.Name.LocalName, block.Name.NamespaceName))
            .Select(block => new XmlQualifiedName(block.Name.LocalName, block.Name.NamespaceName))
            .ToList();
        if (demanded.Count > 0)
        {
            throw SoapMessageException.NotUnderstand(demanded);
        }
    }

    private static CorrelationKinds CorrelationOf(ContractModel model) => model.Correlation.Aggregate(
        CorrelationKinds.None,
        (all, name) => all | name switch
        {
            "requestId" => CorrelationKinds.RequestId,
            "transactionId" => CorrelationKinds.TransactionId,
            "correlationId" => CorrelationKinds.CorrelationId,
            _ => CorrelationKinds.EsiId,
        }) is not CorrelationKinds.None and var kinds ? kinds : CorrelationKinds.RequestId;
}
