using System.Security.Cryptography;
using System.Text;
using System.Xml;
using Uhit.Client.Usage;
using Uhit.Client.Wire.Mapping.Model;
using Uhit.Client.Wire.Mapping.Model.Domain;
using Uhit.Client.Wire.Mapping.Writing;
using Uhit.Client.Wire.Mapping.Writing.Derivation;
using Uhit.Client.Wire.Mapping.Writing.Matching;
using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Wire.Mapping;

/// <content>CNP's side: it reads by the templates that we write with, and writes by the paths that we read with.</content>
internal sealed partial class MappedWireFormat
{
    private MessageModel? _delivery;

    /// <inheritdoc/>
    public override string GetCallbackPath(UhitOperation operation) => Find(operation)?.Path ?? string.Empty;

    /// <inheritdoc/>
    public override int GetMaxCallbackLines(UhitOperation operation) =>
        operation == UhitOperation.DeliverHistoricalUsage && _delivery is null
            ? DeliveryForm.Of(_model).Select(form => MaxLines(form.Message)).DefaultIfEmpty(int.MaxValue).Min()
            : MaxLines(Find(operation));

    /// <inheritdoc/>
    public override InquiryMessage ReadInquiry(WireBody body) =>
        Matched.Inquiry(Match(UhitOperation.RequestHistoricalUsage, isAnswer: false, body));

    /// <inheritdoc/>
    public override WireFetch ReadFetch(WireBody body) => Matched.Fetch(Match(UhitOperation.FetchUsage, isAnswer: false, body));

    /// <inheritdoc/>
    public override WireFetch ReadConfirm(WireBody body) =>
        Matched.Confirmation(Match(UhitOperation.ConfirmUsage, isAnswer: false, body));

    /// <inheritdoc/>
    public override Acknowledgement ReadCallbackAnswer(UhitOperation operation, WireBody body) =>
        Matched.Acknowledgement(Match(operation, isAnswer: true, body));

    /// <inheritdoc/>
    public override void WriteInquiryAnswer(XmlWriter writer, Acknowledgement acknowledgement) =>
        WriteInquiryAnswer(writer, acknowledgement, []);

    /// <inheritdoc/>
    public override void WriteInquiryAnswer(XmlWriter writer, Acknowledgement acknowledgement, IReadOnlyList<WireCallback> content) =>
        Simulated.FindAnswer(
            UhitOperation.RequestHistoricalUsage)?.Write(writer, new MessageValues.AnswerItem(acknowledgement, content), Context());

    /// <inheritdoc/>
    public override void WriteFetchAnswer(XmlWriter writer, WireFetch fetch, WireCallback? notice)
    {
        // Nothing is ready where nothing stands.
        if (notice is not null)
        {
            Written(Simulated.FindFetched(Find(notice.Operation)), notice.Operation).Write(
                writer, new MessageValues.FetchAnswerItem(fetch, notice), Context());
        }
    }

    /// <inheritdoc/>
    public override void WriteConfirmAnswer(XmlWriter writer, Acknowledgement acknowledgement) =>
        Simulated.FindAnswer(UhitOperation.ConfirmUsage)?.Write(writer, acknowledgement, Context());

    /// <inheritdoc/>
    public override void WriteAcknowledgementNotice(XmlWriter writer, MessageHeader header, Acknowledgement acknowledgement) =>
        Write(
            writer,
            new WireCallback { Operation = UhitOperation.NotifyAcknowledgement, Header = header, Acknowledgement = acknowledgement });

    /// <inheritdoc/>
    public override void WriteValidation(
        XmlWriter writer, MessageHeader header, TransactionId? transactionId, IEnumerable<LineValidation> lines) =>
        Write(
            writer, new WireCallback
            {
                Operation = UhitOperation.NotifyValidation,
                Header = header,
                TransactionId = transactionId,
                Validations = [.. lines],
            });

    /// <inheritdoc/>
    public override void WriteDelivery(
        XmlWriter writer, MessageHeader header, TransactionId? transactionId, DeliveryPart part, IEnumerable<UsageHistory> usage) =>
        Write(
            writer, new WireCallback
            {
                Operation = UhitOperation.DeliverHistoricalUsage,
                Header = header,
                TransactionId = transactionId,
                Part = Numbered(part),
                Usage = usage,
            });

    /// <summary>The forms in which usage is written, each with the format that writes it.</summary>
    internal IReadOnlyList<(DeliveryForm Form, MappedWireFormat Format)> DeliveryForms =>
        [.. DeliveryForm.Of(_model).Select(form => (form, Writing(form.Message)))];

    // Where a message says of which delivery it is but not which part, each is a delivery of its own: with one number
    // for all the second would be read as a copy of the first.
    private DeliveryPart Numbered(DeliveryPart part)
    {
        if (part.PartNumber == 1
            || Find(UhitOperation.DeliverHistoricalUsage)?.Content?.Fields is not { } fields
            || !fields.ContainsKey("deliveryId")
            || fields.ContainsKey("partNumber"))
        {
            return part;
        }

        var own = SHA256.HashData(Encoding.UTF8.GetBytes($"{part.DeliveryId.Value} {part.PartNumber}"));
        return new DeliveryPart(DeliveryId.Parse(Convert.ToHexStringLower(own.AsSpan(0, 16))), 1, 1);
    }

    // One where the message itself is the line; else as many as the schema allows.
    private int MaxLines(MessageModel? message) =>
        message?.Content?.Children.FirstOrDefault(child => child.Kind is ScopeKind.Line or ScopeKind.Usage) switch
        {
            { Payload: null, Each: [{ Steps.Count: 0 }] } => 1,
            { Payload: null } => _simulated.Value.FindCallback(message)?.Source.MostItems(["line", "usage"]) ?? int.MaxValue,
            _ => int.MaxValue,
        };

    private MappedWireFormat Writing(MessageModel delivery)
    {
        var copy = (MappedWireFormat)MemberwiseClone();
        copy._delivery = delivery;
        return copy;
    }

    private MessageModel? Find(UhitOperation operation) =>
        operation == UhitOperation.DeliverHistoricalUsage && _delivery is not null ? _delivery : _model.Find(operation);

    private MatchedMessages Matched => new(Time, _model.TimeZone);

    private SimulatedTemplates Simulated
    {
        get
        {
            RequireSimulation();
            return _simulated.Value;
        }
    }

    /// <summary>What the simulator can't write or read of the contract.</summary>
    internal IReadOnlyList<ContractProblem> CheckSimulation()
    {
        _ = _simulated.Value;
        return _simulationProblems;
    }

    /// <summary>Makes sure that CNP's side can be played.</summary>
    /// <exception cref="ContractException">It can't: all that has no way back.</exception>
    internal void RequireSimulation()
    {
        if (CheckSimulation().Any(problem => !problem.IsWarning))
        {
            throw new ContractException(_model.Folder, _simulationProblems, "played by the simulator");
        }
    }

    private void Write(XmlWriter writer, WireCallback notice) =>
        Written(Simulated.FindCallback(Find(notice.Operation)), notice.Operation).Write(writer, notice, Context());

    private CompiledTemplate Written(CompiledTemplate? template, UhitOperation operation) =>
        template ?? throw new NotSupportedException($"The contract {_model.Id} has no {operation}.");

    private ReadNode Match(UhitOperation operation, bool isAnswer, WireBody body)
    {
        foreach (var header in body.IsStored ? [] : HeadersOf(operation, isAnswer))
        {
            HeaderCheck.Check(header.Root, body.Headers, _secret);
        }

        body.Reader.MoveToContent();
        var template = isAnswer
            ? _templates.FindAnswer(operation, body.Reader.LocalName, body.Reader.NamespaceURI)
            : _templates.FindRequest(operation);
        return new TemplateMatcher(Written(template, operation).Root).Read(body.Reader);
    }
}
