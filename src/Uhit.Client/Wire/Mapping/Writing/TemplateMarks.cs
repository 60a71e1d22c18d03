namespace Uhit.Client.Wire.Mapping.Writing;

/// <summary>What the attributes of the template language say of an element.</summary>
internal sealed record TemplateMarks
{
    public static TemplateMarks None { get; } = new();

    /// <summary>What it is repeated for, from the outside in.</summary>
    public IReadOnlyList<string> Each { get; init; } = [];

    /// <summary>The condition under which it is written.</summary>
    public string? If { get; init; }

    /// <summary>The same with one more condition.</summary>
    public TemplateMarks And(string condition) => this with { If = If is null ? condition : $"{If} and {condition}" };

    /// <summary>The table of codes for the placeholders in its text.</summary>
    public string? Codes { get; init; }

    /// <summary>How often the schema wants it: the least number; <see langword="null"/> where the template does not say.</summary>
    public int? MinOccurs { get; init; }

    /// <summary>The greatest number; <see langword="null"/> where there is no end to it, or the template does not say.</summary>
    public int? MaxOccurs { get; init; }

    /// <summary>Which choice of the schema it is a branch of, and which branch.</summary>
    public string? Choice { get; init; }

    public string? Branch { get; init; }

    /// <summary>Whether it is written with <c>xsi:nil</c> where its value is missing.</summary>
    public bool Nil { get; init; }

    /// <summary>Whether it stays where everything in it is missing.</summary>
    public bool Keep { get; init; }

    /// <summary>How its content is packed: words of <see cref="TemplatePacking"/>.</summary>
    public TemplatePacking? Payload { get; init; }
}
