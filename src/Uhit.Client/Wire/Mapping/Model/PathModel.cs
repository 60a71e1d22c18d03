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

/// <summary>One step to a child element.</summary>
/// <param name="Name">Its local name; <see langword="null"/> for any.</param>
/// <param name="Namespace">Its namespace; <see langword="null"/> for any.</param>
/// <param name="Attribute">The name of an attribute that it must have, without namespace; <see langword="null"/> for none.</param>
/// <param name="AttributeValue">The value of that attribute.</param>
internal sealed record PathStep(string? Name, string? Namespace, string? Attribute = null, string? AttributeValue = null)
{
    /// <summary>How narrow it is: a narrower one is looked for first.</summary>
    public int Rank => (Name is null ? 0 : 2) + (Namespace is null ? 0 : 1) + (Attribute is null ? 0 : 4);

    /// <summary>Whether each element that is the other is this one too.</summary>
    public bool Covers(PathStep other) => this != other
        && (Name is null || Name == other.Name)
        && (Namespace is null || Namespace == other.Namespace)
        && (Attribute is null || (Attribute == other.Attribute && AttributeValue == other.AttributeValue));
}
