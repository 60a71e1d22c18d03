using System.Text;
using System.Xml;
using Uhit.Client.Wire.Mapping.Writing;
using Uhit.Client.Wire.Mapping.Writing.Output;
using Uhit.Client.Wire.Mapping.Writing.Schemas;
using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Wire.Mapping;

/// <content>What a Third Party writes.</content>
internal sealed partial class MappedWireFormat
{
    private Func<string, string> _secret = WireSecrets.None.Get;

    /// <summary>The clock of the values that are of no message, such as <c>{now}</c>.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <inheritdoc/>
    public override IReadOnlyList<string> SecretNames => _model.Secrets;

    /// <inheritdoc/>
    public override SimulatedWireFormat WithSecrets(Func<string, string> secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var copy = (MappedWireFormat)MemberwiseClone();
        copy._secret = secret;
        return copy;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<InquiryError> CheckInquiry(UsageHistoryInquiry inquiry)
    {
        if (_templates.FindRequest(UhitOperation.RequestHistoricalUsage) is not { } template)
        {
            return [];
        }

        // Written without an end: all that is wrong is found. The numbers are of no inquiry.
        var errors = new List<InquiryError>();
        var places = new HashSet<string>(StringComparer.Ordinal);
        var context = new WriteContext(Time, _secret)
        {
            OnProblem = failure =>
            {
                // What can't be carried is missing as well: the first error of a place is its cause.
                if (InquiryFailures.IsOfInquiry(failure) && places.Add(failure.Path))
                {
                    errors.Add(InquiryFailures.Of(failure));
                }
            },
        };
        using var content = new MemoryStream();
        using (var writer = XmlWriter.Create(
            content, new XmlWriterSettings { ConformanceLevel = ConformanceLevel.Fragment, Encoding = new UTF8Encoding(false) }))
        {
            template.Write(writer, new InquiryMessage(InquiryFailures.SampleHeader(Time), inquiry), context);
        }

        return errors.Count > 0 ? errors : CheckValues(template, content);
    }

    /// <inheritdoc/>
    public override void WriteHeaders(XmlWriter writer, WireHeaderContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var item = new MessageValues.HeadersItem(
            context.Operation, GetAction(context.Operation), context.Header, context.To, context.Callback);
        var write = Context();
        foreach (var template in HeadersOf(context.Operation, context.IsAnswer))
        {
            template.Write(writer, item, write);
        }
    }

    /// <inheritdoc/>
    public override void WriteHeaders(XmlWriter writer, UhitOperation operation, bool isAnswer) =>
        WriteHeaders(writer, new WireHeaderContext { Operation = operation, IsAnswer = isAnswer });

    /// <inheritdoc/>
    public override void WriteInquiry(XmlWriter writer, InquiryMessage message) =>
        Sent(UhitOperation.RequestHistoricalUsage).Write(writer, message, Context());

    /// <inheritdoc/>
    public override void WriteFetch(XmlWriter writer, WireFetch fetch) => Sent(UhitOperation.FetchUsage).Write(writer, fetch, Context());

    /// <inheritdoc/>
    public override void WriteConfirm(XmlWriter writer, WireFetch confirmation) =>
        Sent(UhitOperation.ConfirmUsage).Write(writer, confirmation, Context());

    /// <inheritdoc/>
    public override void WriteCallbackAnswer(XmlWriter writer, UhitOperation operation, Acknowledgement acknowledgement) =>
        WriteCallbackAnswer(writer, new WireCallback { Operation = operation, Header = HeaderOf(acknowledgement) }, acknowledgement);

    /// <inheritdoc/>
    public override void WriteCallbackAnswer(XmlWriter writer, WireCallback callback, Acknowledgement acknowledgement)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var message = callback.Form is { } form && _reading.FindForm(form) is { } found && found.Operation == callback.Operation
            ? found
            : _model.Find(callback.Operation);
        _templates.FindAnswer(message)?.Write(writer, new MessageValues.CallbackAnswerItem(acknowledgement, callback), Context());
    }

    /// <inheritdoc/>
    public override void WriteFaultDetail(XmlWriter writer, WireFault fault) => _simulated.Value.Fault?.Write(writer, fault, Context());

    /// <summary>Whether a header block is one that we write, so that CNP's side understands it.</summary>
    internal bool IsWrittenHeader(string localName, string namespaceUri) =>
        _templates.Headers.SelectMany(header => header.Template.Root is { IsFrame: true } frame ? frame.Children : [header.Template.Root])
            .Any(block => block.Name == localName && block.Namespace == namespaceUri);

    // Only texts that the user gave: what the template itself writes is held against the schema by the tool, where the contract is made.
    private IReadOnlyList<InquiryError> CheckValues(CompiledTemplate template, MemoryStream content)
    {
        if (!_model.ChecksValues || _inquirySchemas.Value is not { } schemas)
        {
            return [];
        }

        content.Position = 0;
        return [.. WrittenMessage.Check(template, content, schemas).Where(finding => finding.IsValue)
            .Select(InquiryFailures.Of).OfType<InquiryError>()];
    }

    private IEnumerable<CompiledTemplate> HeadersOf(UhitOperation operation, bool isAnswer)
    {
        var place = (operation, isAnswer) switch
        {
            (UhitOperation.RequestHistoricalUsage, false) => "request",
            (UhitOperation.FetchUsage, false) => "fetch",
            (UhitOperation.ConfirmUsage, false) => "confirm",
            (UhitOperation.RequestHistoricalUsage or UhitOperation.FetchUsage or UhitOperation.ConfirmUsage, true) => null,
            (_, true) => "callbackAnswer",
            _ => null,
        };
        return place is not null ? _templates.Headers.Where(header => header.Block.On.Contains(place)).Select(header => header.Template)
            : isAnswer ? _simulated.Value.FindAnswerHeaders(Find(operation))
            : _simulated.Value.FindHeaders(Find(operation));
    }

    private static MessageHeader HeaderOf(Acknowledgement acknowledgement) =>
        new() { AuthenticationId = default, RequestId = acknowledgement.RequestId, MessageId = acknowledgement.MessageId };

    private WriteContext Context() => new(Time, _secret);

    private CompiledTemplate Sent(UhitOperation operation) =>
        _templates.FindRequest(operation) ?? throw new NotSupportedException($"The contract {_model.Id} has no {operation}.");
}
