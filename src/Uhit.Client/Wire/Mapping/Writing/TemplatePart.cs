namespace Uhit.Client.Wire.Mapping.Writing;

/// <summary>A piece of a text: a literal, or a placeholder.</summary>
/// <param name="Literal">What is written as it is; <see langword="null"/> for a placeholder.</param>
/// <param name="Name">The placeholder's name.</param>
/// <param name="Format">What follows its colon; <see langword="null"/> where nothing does.</param>
internal sealed record TemplatePart(string? Literal, string Name, string? Format)
{
    /// <summary>Whether the schema's sample may stand in for a value that is missing: of a text that nothing depends on.</summary>
    public bool TakesSample { get; init; }

    /// <summary>What stands in for the value where the schema demands one and there is none; <see langword="null"/> for nothing.</summary>
    public string? Sample { get; init; }

    public static TemplatePart Of(string literal) => new(literal, string.Empty, null);

    public static TemplatePart Placeholder(string name, string? format) => new(null, name, format);

    /// <summary>Whether it is a value that was made up from the schema and that nobody filled in.</summary>
    public bool IsSample => Literal is null && Name is TemplateNames.Sample or TemplateNames.OptionalSample;

    /// <summary>As it stands in a template.</summary>
    public override string ToString() => Literal is null
        ? $"{{{Name}{(Format is null ? string.Empty : ":" + Format.Replace("}", "}}", StringComparison.Ordinal))}}}"
        : Literal.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
}
