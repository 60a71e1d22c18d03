namespace Uhit.Client.Wire.Mapping.Writing;

/// <summary>An attribute of a template's element.</summary>
internal sealed record TemplateAttribute(
    string Prefix, string Name, string Namespace, IReadOnlyList<TemplatePart> Value, TemplatePosition At);
