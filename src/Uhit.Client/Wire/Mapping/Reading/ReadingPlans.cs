using System.Globalization;
using System.Xml;
using Uhit.Client.Wire.Mapping.Model;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>Everything that a contract reads, compiled. Made once, used by many threads.</summary>
internal sealed class ReadingPlans
{
    private readonly List<(string Path, PathStep Root, CallbackPlan Plan)> _callbacks = [];
    private readonly Dictionary<UhitOperation, MessagePlan> _answers = [];
    private readonly MessagePlan? _fault;
    private readonly IReadOnlyList<PathStep> _headers;
    private readonly ContractModel _model;

    public ReadingPlans(ContractModel model)
    {
        _model = model;
        var callbacks = model.Messages.Where(message => message.Content is not null).ToList();
        var kinds = callbacks.Aggregate(RequestedUsage.None, (all, message) => all | CallbackPlan.KindsOf(message));
        foreach (var group in callbacks.GroupBy(message => (message.Path, Root: message.Content!.Each[0].Steps[0])))
        {
            _callbacks.Add((group.Key.Path, group.Key.Root, new CallbackPlan([.. group], kinds, callbacks.IndexOf)));
        }

        foreach (var message in model.Messages.Where(message => message.Answer?.Content is not null))
        {
            _answers.TryAdd(message.Operation, MessagePlan.Of(message.Answer!.Content!));
        }

        _fault = model.Fault is { } fault ? MessagePlan.Of(fault) : null;
        var paths = callbacks.Select(message => message.Path).Distinct().ToList();
        HasPayload = _callbacks.Exists(callback => Array.Exists(callback.Plan.Plan.Scopes, scope => scope.Model.Payload is not null));
        CallbackPaths = paths.Count == 0 ? [string.Empty] : paths;
        _headers = [.. model.Understood, .. _callbacks.Select(callback => callback.Plan.Plan)
            .Concat(_answers.Values)
            .SelectMany(plan => plan.Headers)
            .Select(header => header.Path.Steps[0])];
    }

    /// <summary>Whether a message holds another document.</summary>
    public bool HasPayload { get; }

    /// <summary>The paths at which callbacks are taken.</summary>
    public IReadOnlyList<string> CallbackPaths { get; }

    /// <summary>The operations that a body may ask for, in the order of the contract.</summary>
    public IReadOnlyList<UhitOperation> FindOperations(string name, string ns) =>
        [.. _callbacks.Where(callback => HeaderBlocks.Matches(callback.Root, name, ns))
            .SelectMany(callback => callback.Plan.Operations).Distinct()];

    /// <summary>The message of a form, as <see cref="ICallbackSink.OnForm"/> was told it;
    /// <see langword="null"/> where it is none of this contract.</summary>
    public MessageModel? FindForm(string form) => int.TryParse(form, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
        ? _model.Messages.Where(message => message.Content is not null).ElementAtOrDefault(index)
        : null;

    public bool UnderstandsHeader(string name, string ns) => _headers.Any(step => HeaderBlocks.Matches(step, name, ns));

    public Acknowledgement ReadAnswer(UhitOperation operation, WireBody body)
    {
        if (_answers.TryGetValue(operation, out var plan))
        {
            return AnswerTarget.Read(plan, body);
        }

        // Data at once say that the inquiry was taken.
        return _model.Find(operation)?.Answer is { Contains.Count: > 0 }
            ? new Acknowledgement { RequestId = default, ReceivedAt = default, Status = AcknowledgementStatus.Accepted }
            : throw new WireFormatException("unexpected-element", body.Reader.LocalName.Length == 0 ? "Body" : "Answer");
    }

    public void ReadCallback(UhitOperation operation, WireBody body, ICallbackSink sink)
    {
        var reader = body.Reader;
        reader.MoveToContent();
        var found = _callbacks.Where(callback => HeaderBlocks.Matches(callback.Root, reader.LocalName, reader.NamespaceURI)).ToList();
        var plan = found.Count > 1 ? found.Find(callback => callback.Path == body.Path).Plan ?? found[0].Plan
            : found is [var only] ? only.Plan
            : null;
        if (plan is null)
        {
            throw new WireFormatException(
                "unexpected-element", string.Join('|', _callbacks.Select(callback => callback.Root.Name ?? "*").Distinct()));
        }

        plan.Read(operation, body, sink);
    }

    public WireFault? ReadFault(XmlReader reader) => _fault is { } plan ? FaultTarget.Read(plan, reader) : null;
}
