using System.Xml;
using Uhit.Client.Inquiries;
using Uhit.Client.Inquiries.Rules;
using Uhit.Client.Wire.Mapping.Writing;
using Uhit.Client.Wire.Mapping.Writing.Output;
using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Wire.Mapping;

/// <content>What a Third Party writes.</content>
internal sealed partial class MappedWireFormat
{
    private IWireSecrets _secrets = WireSecrets.None;

    /// <summary>The clock of the values that are of no message, such as <c>{now}</c>.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <inheritdoc/>
    public IReadOnlyList<string> SecretNames => _model.Secrets;

    /// <inheritdoc/>
    public IUhitWireFormat WithSecrets(IWireSecrets secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        var copy = (MappedWireFormat)MemberwiseClone();
        copy._secrets = secrets;
        return copy;
    }

    /// <inheritdoc/>
    public IReadOnlyList<InquiryError> CheckInquiry(UsageHistoryInquiry inquiry)
    {
        if (_templates.Find(UhitOperation.RequestHistoricalUsage, isAnswer: false) is not { } template)
        {
            return [];
        }

        // Written without an end: all that is wrong is found. The numbers are of no inquiry.
        var errors = new List<InquiryError>();
        var places = new HashSet<string>(StringComparer.Ordinal);
        var context = new WriteContext(Time, _secrets)
        {
            OnUnsayable = failure =>
            {
                // What can't be said is missing as well: the first error of a place is its cause.
                if (places.Add(failure.Path))
                {
                    errors.Add(InquiryFailures.Of(failure));
                }
            },
        };
        using var writer = XmlWriter.Create(Stream.Null, new XmlWriterSettings { ConformanceLevel = ConformanceLevel.Fragment });
        template.Write(writer, new InquiryMessage(InquiryFailures.SampleHeader(Time.GetUtcNow()), inquiry), context);
        return errors;
    }

    /// <inheritdoc/>
    public void WriteHeaders(XmlWriter writer, WireHeaderContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var item = new HeadersItem(context.Operation, GetAction(context.Operation), context.Header, context.To);
        var write = Context();
        foreach (var template in HeadersOf(context.Operation, context.IsAnswer))
        {
            template.Write(writer, item, write);
        }
    }

    /// <inheritdoc/>
    public void WriteHeaders(XmlWriter writer, UhitOperation operation, bool isAnswer) =>
        WriteHeaders(writer, new WireHeaderContext { Operation = operation, IsAnswer = isAnswer });

    /// <inheritdoc/>
    public void WriteInquiry(XmlWriter writer, InquiryMessage message) => Sent(UhitOperation.RequestHistoricalUsage).Write(writer, message, Context());

    /// <inheritdoc/>
    public void WriteFetch(XmlWriter writer, WireFetch fetch) => Sent(UhitOperation.FetchUsage).Write(writer, fetch, Context());

    /// <inheritdoc/>
    public void WriteConfirm(XmlWriter writer, WireConfirmation confirmation) => Sent(UhitOperation.ConfirmUsage).Write(writer, confirmation, Context());

    /// <inheritdoc/>
    public void WriteCallbackAnswer(XmlWriter writer, UhitOperation operation, Acknowledgement acknowledgement) =>
        _templates.Find(operation, isAnswer: true)?.Write(writer, acknowledgement, Context());

    /// <inheritdoc/>
    public void WriteFaultDetail(XmlWriter writer, WireFault fault) => _simulated.Value.Fault?.Write(writer, fault, Context());

    /// <summary>Whether a header block is one that we write, so that CNP's side understands it.</summary>
    internal bool IsWrittenHeader(string localName, string namespaceUri) =>
        _templates.Headers.Any(header => header.Template.RootName is { } root && root.Name == localName && root.Namespace == namespaceUri);

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
            : isAnswer ? []
            : _simulated.Value.FindHeaders(Find(operation));
    }

    private WriteContext Context() => new(Time, _secrets);

    private CompiledTemplate Sent(UhitOperation operation) =>
        _templates.Find(operation, isAnswer: false) ?? throw new NotSupportedException($"The contract {_model.Id} has no {operation}.");
}
