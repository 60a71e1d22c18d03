namespace Uhit.Client.Wire.Mapping.Model;

/// <summary>A way from an element down to an element or attribute.</summary>
/// <param name="Text">As it is written.</param>
/// <param name="Steps">The child steps; none for the element itself.</param>
/// <param name="Attribute">The attribute's local name; <see langword="null"/> where the path ends at an element.</param>
/// <param name="AttributeNamespace">The attribute's namespace.</param>
internal sealed record PathModel(string Text, IReadOnlyList<PathStep> Steps, string? Attribute = null, string AttributeNamespace = "")
{
    /// <summary>The element itself.</summary>
    public static PathModel Self { get; } = new(".", []);

    /// <summary>Whether it ends at <c>xsi:type</c>, whose value is a name: the prefix is each document's own.</summary>
    public bool IsType => TypeNames.IsType(Attribute, AttributeNamespace);
}
