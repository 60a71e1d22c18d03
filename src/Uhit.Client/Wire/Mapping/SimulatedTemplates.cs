using Uhit.Client.Wire.Mapping.Model;
using Uhit.Client.Wire.Mapping.Model.Json;
using Uhit.Client.Wire.Mapping.Writing;
using Uhit.Client.Wire.Mapping.Writing.Derivation;
using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Wire.Mapping;

/// <summary>The templates of all that CNP sends, for the simulator: made from the paths by which we
/// read it. A Third Party never needs them.</summary>
internal sealed class SimulatedTemplates
{
    private readonly ContractModel _model;
    private readonly TemplateFiles _files;
    private readonly ProblemList _problems;
    private readonly List<string> _used;
    private readonly Dictionary<UhitOperation, CompiledTemplate> _answers = [];
    private readonly Dictionary<MessageModel, CompiledTemplate> _callbacks = [];
    private readonly Dictionary<MessageModel, CompiledTemplate> _fetched = [];
    private readonly Dictionary<MessageModel, IReadOnlyList<CompiledTemplate>> _headers = [];
    private readonly Dictionary<MessageModel, IReadOnlyList<CompiledTemplate>> _answerHeaders = [];
    private readonly List<TemplateElement> _blocks;
    private readonly HashSet<MessageModel> _written;

    private SimulatedTemplates(ContractModel model, List<ContractProblem> problems)
    {
        _model = model;
        _written = [.. DeliveryForm.Of(model).Select(form => form.Message)];
        _files = new TemplateFiles(model, problems);
        _problems = new ProblemList(MappedContract.FileName, Content(model), problems);
        _used = [.. model.Headers.Select(block => block.Template), .. model.Messages.Select(message => message.Template).OfType<string>(),
            .. model.Messages.Select(message => message.Answer?.Template).OfType<string>()];

        // What is wrong with them was told where they were loaded.
        _blocks = [.. model.Headers.Select(block => new TemplateFiles(model, []).Parse(block.Template)).OfType<TemplateElement>()
            .SelectMany(root => root is { Namespace: TemplateNames.Namespace, Name: TemplateNames.Message } ? root.Children : [root])];
    }

    /// <summary>The detail of a fault, which both sides write.</summary>
    public CompiledTemplate? Fault { get; private set; }

    /// <summary>Makes them.</summary>
    /// <param name="model">The contract.</param>
    /// <param name="problems">Takes what can't be written.</param>
    public static SimulatedTemplates Create(ContractModel model, List<ContractProblem> problems)
    {
        var templates = new SimulatedTemplates(model, problems);
        foreach (var message in model.Messages)
        {
            templates.Add(message);
        }

        if (model.Fault is { } fault)
        {
            templates.Fault = templates.Derive([fault], MessageKind.Fault, null);
        }

        if (!problems.Exists(problem => !problem.IsWarning))
        {
            new SimulationTrial(model, templates, templates._problems).Run();
        }

        return templates;
    }

    /// <summary>The template of the answer to a request of ours.</summary>
    public CompiledTemplate? FindAnswer(UhitOperation operation) => _answers.GetValueOrDefault(operation);

    /// <summary>The template of a callback.</summary>
    public CompiledTemplate? FindCallback(MessageModel? message) => message is null ? null : _callbacks.GetValueOrDefault(message);

    /// <summary>The template of the answer to a fetch that brings the content of a message.</summary>
    public CompiledTemplate? FindFetched(MessageModel? message) => message is null ? null : _fetched.GetValueOrDefault(message);

    /// <summary>The header blocks of a callback.</summary>
    public IReadOnlyList<CompiledTemplate> FindHeaders(MessageModel? message) =>
        message is null ? [] : _headers.GetValueOrDefault(message) ?? [];

    /// <summary>The header blocks of the answer to a request of ours.</summary>
    public IReadOnlyList<CompiledTemplate> FindAnswerHeaders(MessageModel? message) =>
        message is null ? [] : _answerHeaders.GetValueOrDefault(message) ?? [];

    private void Add(MessageModel message)
    {
        switch (message.Operation)
        {
            case UhitOperation.RequestHistoricalUsage:
                AddAnswer(message, MessageKind.RequestAnswer, [.. ContentOf(message.Answer), .. ContainedOf(message.Answer)]);
                break;
            case UhitOperation.ConfirmUsage:
                AddAnswer(message, MessageKind.ConfirmAnswer, [.. ContentOf(message.Answer)]);
                break;
            case UhitOperation.FetchUsage:
                foreach (var operation in message.Answer is { Contains.Count: > 0 } answer
                    ? answer.Contains
                    : [UhitOperation.DeliverHistoricalUsage])
                {
                    foreach (var brought in _model.Messages
                        .Where(other => other.Operation == operation && other.Content is not null && IsWritten(other)))
                    {
                        if (!_fetched.ContainsKey(brought) && Derive([brought.Content!], MessageKind.FetchAnswer, null) is { } compiled)
                        {
                            _fetched.Add(brought, compiled);
                        }
                    }
                }

                break;
            default:
                AddCallback(message);
                break;
        }
    }

    private void AddCallback(MessageModel message)
    {
        var kind = message.Operation switch
        {
            UhitOperation.NotifyAcknowledgement => MessageKind.Acknowledgement,
            UhitOperation.NotifyValidation => MessageKind.Validation,
            _ => MessageKind.Delivery,
        };

        if (IsWritten(message) && Derive([message.Content!], kind, message.Template) is { } compiled)
        {
            _callbacks.Add(message, compiled);
            _headers[message] = HeadersOf(message.Content!);
        }
    }

    private List<CompiledTemplate> HeadersOf(ScopeModel content) => [.. new HeaderDeriver(_model, _problems, _blocks).Derive(content)
        .Select(root => _files.Compile(MappedContract.FileName, root, MessageKind.Headers, writesSamples: true))
        .OfType<CompiledTemplate>()];

    // Of a message in several forms the first is written; of usage each that says more.
    private bool IsWritten(MessageModel message) =>
        message.Operation == UhitOperation.DeliverHistoricalUsage
            ? _written.Contains(message)
            : ReferenceEquals(message, _model.Find(message.Operation));

    private void AddAnswer(MessageModel message, MessageKind kind, IReadOnlyList<ScopeModel> scopes)
    {
        if (scopes.Count > 0 && Derive(scopes, kind, null) is { } compiled)
        {
            _answers.TryAdd(message.Operation, compiled);
        }

        if (message.Answer?.Content is { } content)
        {
            _answerHeaders[message] = HeadersOf(content);
        }
    }

    private static IEnumerable<ScopeModel> ContentOf(AnswerModel? answer) => answer?.Content is { } content ? [content] : [];

    private IEnumerable<ScopeModel> ContainedOf(AnswerModel? answer) =>
        (answer?.Contains ?? []).Select(operation => _model.Find(operation)?.Content).OfType<ScopeModel>();

    private CompiledTemplate? Derive(IReadOnlyList<ScopeModel> scopes, MessageKind kind, string? file)
    {
        var root = scopes[0].Each[0].Steps is [var step] ? step : null;
        var skeleton = file is not null ? _files.Parse(file)
            : root?.Name is { } name ? _files.FindUnused(name, root.Namespace, _used)
            : null;
        var isWhole = skeleton is not null && skeleton.Descendants().Prepend(skeleton).Any(HasPlaceholder);
        var template = isWhole ? skeleton : new TemplateDeriver(_model, _problems).Derive(scopes, skeleton);
        return template is null ? null : _files.Compile(file ?? MappedContract.FileName, template, kind, writesSamples: true);
    }

    // For lines and columns only.
    private static byte[] Content(ContractModel model)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(model.Folder, MappedContract.FileName));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static bool HasPlaceholder(TemplateElement element) => element.Marks.Each.Count > 0
        || element.Text.Concat(element.Attributes.SelectMany(attribute => attribute.Value))
            .Any(part => part is { Literal: null, IsSample: false });
}
