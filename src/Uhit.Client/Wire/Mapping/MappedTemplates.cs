using Uhit.Client.Wire.Mapping.Model;
using Uhit.Client.Wire.Mapping.Writing;
using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Wire.Mapping;

/// <summary>The templates of all that a Third Party sends.</summary>
internal sealed class MappedTemplates
{
    private readonly Dictionary<UhitOperation, CompiledTemplate> _requests = [];
    private readonly Dictionary<MessageModel, CompiledTemplate> _answers = [];

    private MappedTemplates()
    {
    }

    /// <summary>All of them, in the order of <c>contract.json</c>.</summary>
    public List<MappedTemplate> All { get; } = [];

    /// <summary>The header blocks.</summary>
    public List<(ContractModel.HeaderBlock Block, CompiledTemplate Template)> Headers { get; } = [];

    /// <summary>Reads and compiles the templates of a contract.</summary>
    /// <param name="model">The contract.</param>
    /// <param name="problems">Takes all that is wrong.</param>
    public static MappedTemplates Load(ContractModel model, List<ContractProblem> problems)
    {
        var templates = new MappedTemplates();
        var files = new TemplateFiles(model, problems);
        foreach (var block in model.Headers)
        {
            if (files.Compile(block.Template, MessageKind.Headers) is { } compiled)
            {
                templates.Headers.Add((block, compiled));
                templates.All.Add(new MappedTemplate(block.Template, null, IsAnswer: false, compiled));
            }
        }

        foreach (var message in model.Messages)
        {
            if (KindOf(message.Operation) is { } kind && message.Template is { } file)
            {
                templates.Add(files, file, kind, message, isAnswer: false);
            }

            if (message.Content is not null && message.Answer?.Template is { } answer)
            {
                templates.Add(files, answer, MessageKind.CallbackAnswer, message, isAnswer: true);
            }
        }

        return templates;
    }

    /// <summary>The template of a message of ours.</summary>
    public CompiledTemplate? FindRequest(UhitOperation operation) => _requests.GetValueOrDefault(operation);

    /// <summary>The template of our answer to a form of a callback.</summary>
    public CompiledTemplate? FindAnswer(MessageModel? message) => message is null ? null : _answers.GetValueOrDefault(message);

    /// <summary>The template of an answer to an operation that begins with an element; else that of its first form.</summary>
    public CompiledTemplate? FindAnswer(UhitOperation operation, string localName, string namespaceUri)
    {
        var answers = All.Where(template => template.IsAnswer && template.Operation == operation).ToList();
        return (answers.Find(template => template.Root.Name == localName && template.Root.Namespace == namespaceUri)
            ?? answers.FirstOrDefault())?.Compiled;
    }

    /// <summary>The operations whose requests begin with an element.</summary>
    public IReadOnlyList<UhitOperation> FindSent(string localName, string namespaceUri) =>
        [.. All.Where(t => t is { IsAnswer: false, Operation: not null } && t.Root.Name == localName && t.Root.Namespace == namespaceUri)
            .Select(t => t.Operation!.Value)];

    private static MessageKind? KindOf(UhitOperation operation) => operation switch
    {
        UhitOperation.RequestHistoricalUsage => MessageKind.Request,
        UhitOperation.FetchUsage => MessageKind.Fetch,
        UhitOperation.ConfirmUsage => MessageKind.Confirm,
        _ => null,
    };

    private void Add(TemplateFiles files, string file, MessageKind kind, MessageModel message, bool isAnswer)
    {
        if (files.Compile(file, kind) is { } compiled)
        {
            if (isAnswer)
            {
                _answers.Add(message, compiled);
            }
            else
            {
                _requests.TryAdd(message.Operation, compiled);
            }

            All.Add(new MappedTemplate(file, message.Operation, isAnswer, compiled, message));
        }
    }
}
