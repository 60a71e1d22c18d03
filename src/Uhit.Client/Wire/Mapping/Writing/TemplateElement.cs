namespace Uhit.Client.Wire.Mapping.Writing;

/// <summary>An element of a template as it stands in its file: nothing is bound yet to a value.</summary>
internal sealed class TemplateElement(string prefix, string name, string @namespace, TemplatePosition at)
{
    public string Prefix { get; } = prefix;

    public string Name { get; } = name;

    public string Namespace { get; } = @namespace;

    public TemplatePosition At { get; } = at;

    /// <summary>The prefixes that are declared here, and their namespaces.</summary>
    public List<(string Prefix, string Namespace)> Declared { get; init; } = [];

    public List<Attribute> Attributes { get; init; } = [];

    /// <summary>The elements inside; empty where it has text.</summary>
    public List<TemplateElement> Children { get; init; } = [];

    /// <summary>The text inside; empty where it has elements.</summary>
    public IReadOnlyList<TemplatePart> Text { get; set; } = [];

    public TemplateMarks Marks { get; set; } = TemplateMarks.None;

    /// <summary>All elements inside, at any depth.</summary>
    public IEnumerable<TemplateElement> Descendants() => Children.SelectMany(child => child.Descendants().Prepend(child));

    /// <summary>Whether a value is written here or inside, and no <c>uhit:if</c> says what is to be done where it is missing.</summary>
    /// <param name="value">The placeholder's name.</param>
    public bool Needs(string value) => Marks.If?.Contains(value, StringComparison.Ordinal) is not true
        && (WritesItself(value) || Children.Exists(child => child.Needs(value)));

    /// <summary>Whether a value is written here or inside.</summary>
    /// <param name="value">The placeholder's name.</param>
    public bool Writes(string value) => WritesItself(value) || Children.Exists(child => child.Writes(value));

    /// <summary>How many items of a loop the schema has room for; <see langword="null"/> where it sets no end, or does not say.</summary>
    /// <param name="loops">The names of the loop.</param>
    public int? MostItems(IReadOnlyList<string> loops) =>
        Descendants().Prepend(this).FirstOrDefault(element => element.Marks.Each.Any(loops.Contains))?.Marks.MaxOccurs;

    /// <summary>A copy that can be changed without this one.</summary>
    public TemplateElement Clone() => new(Prefix, Name, Namespace, At)
    {
        Declared = [.. Declared],
        Attributes = [.. Attributes],
        Children = [.. Children.Select(child => child.Clone())],
        Text = Text,
        Marks = Marks,
    };

    private bool WritesItself(string value) =>
        Text.Concat(Attributes.SelectMany(attribute => attribute.Value)).Any(part => part.Literal is null && part.Name == value);

    /// <inheritdoc/>
    public override string ToString() => Prefix.Length == 0 ? Name : Prefix + ":" + Name;

    /// <summary>An attribute of a template's element.</summary>
    internal sealed record Attribute(
        string Prefix, string Name, string Namespace, IReadOnlyList<TemplatePart> Value, TemplatePosition At);
}

/// <summary>A place in a template's file, both from 1; 0 where what stands there was derived and is in no file.</summary>
internal readonly record struct TemplatePosition(int Line, int Column);
