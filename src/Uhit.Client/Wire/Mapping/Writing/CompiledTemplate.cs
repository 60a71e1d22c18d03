using System.Xml;
using Uhit.Client.Wire.Mapping.Writing.Binding;
using Uhit.Client.Wire.Mapping.Writing.Output;
using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Wire.Mapping.Writing;

/// <summary>A template, ready to write messages. Immutable and thread-safe.</summary>
internal sealed class CompiledTemplate
{
    private CompiledTemplate(BoundElement root, TemplateElement source, MessageKind kind)
    {
        Root = root;
        Source = source;
        Kind = kind;
    }

    /// <summary>The template as it stands in its file.</summary>
    public TemplateElement Source { get; }

    /// <summary>What it is of.</summary>
    public MessageKind Kind { get; }

    /// <summary>The template, bound.</summary>
    public BoundElement Root { get; }

    /// <summary>The element with which a message begins.</summary>
    public XmlQualifiedName RootName =>
        Root is { IsFrame: true, Children: [var inner, ..] } ? new(inner.Name, inner.Namespace) : new(Root.Name, Root.Namespace);

    /// <summary>Compiles a template; <see langword="null"/> where something is wrong with it.</summary>
    /// <param name="file">The name of its file, for the problems.</param>
    /// <param name="root">The template, parsed.</param>
    /// <param name="settings">What it needs of its contract.</param>
    /// <param name="problems">Takes all that is wrong.</param>
    public static CompiledTemplate? Compile(string file, TemplateElement root, TemplateSettings settings, List<ContractProblem> problems)
    {
        var before = problems.Count;
        var bound = new TemplateBinder(file, settings, problems).Bind(root);
        return problems.Count == before ? new CompiledTemplate(bound, root, settings.Kind) : null;
    }

    /// <summary>Writes a message.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="item">The message, as <see cref="MessageValues"/> has it for the template's kind.</param>
    /// <param name="context">What else there is to know.</param>
    /// <exception cref="WireFormatException">The contract can't say a value of the message, or demands one that is missing.</exception>
    public void Write(XmlWriter writer, object item, WriteContext context)
    {
        try
        {
            new ElementOutput(writer, context, Root).Write(new ValueFrame(item, 0, null));
        }
        catch (TemplateValueException failure)
        {
            throw new WireFormatException(failure.Code, $"{failure.Path} ({failure.Name})", failure);
        }
    }
}
