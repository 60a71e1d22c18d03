namespace Uhit.Client.Wire.Mapping.Writing.Schemas;

/// <summary>What a schema does not take of a message that a template wrote. It names the place,
/// and never shows a value of the message.</summary>
/// <param name="Path">The element or attribute, from the message's root.</param>
/// <param name="At">Where the template writes it.</param>
/// <param name="Words">What the schema wants.</param>
internal sealed record SchemaFinding(string Path, TemplatePosition At, string Words)
{
    /// <summary>Whether it is a value that the schema has no room for; else it is how the message is built.</summary>
    public bool IsValue { get; init; }

    /// <summary>Whether the value is too long.</summary>
    public bool IsTooLong { get; init; }

    /// <summary>The placeholders whose value it is, as the template names them; none where it stands in the template as it is.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The line of the inquiry, from 1; 0 where it is of none.</summary>
    public int LineNumber { get; init; }
}
