namespace Uhit.Client.Wire.Mapping.Writing;

/// <summary>What is wrong with a template, and where. It repeats names that stand in the template, and no value.</summary>
internal sealed record TemplateProblem(string File, TemplatePosition At, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => At.Line == 0 ? $"{File}: {Message}" : $"{File}({At.Line},{At.Column}): {Message}";
}
