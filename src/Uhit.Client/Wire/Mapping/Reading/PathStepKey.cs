namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>Which elements a node of the plan is for.</summary>
/// <param name="Name">The local name; <see langword="null"/> for any.</param>
/// <param name="Namespace">The namespace; <see langword="null"/> for any.</param>
/// <param name="Attribute">An attribute that it must have.</param>
/// <param name="AttributeValue">That attribute's value.</param>
internal sealed record PathStepKey(string? Name, string? Namespace, string? Attribute, string? AttributeValue)
{
    /// <summary>How narrow it is: a narrower one is looked for first.</summary>
    public int Rank => (Name is null ? 0 : 2) + (Namespace is null ? 0 : 1) + (Attribute is null ? 0 : 4);

    /// <summary>Whether each element that is the other is this one too.</summary>
    public bool Covers(PathStepKey other) => this != other
        && (Name is null || Name == other.Name)
        && (Namespace is null || Namespace == other.Namespace)
        && (Attribute is null || (Attribute == other.Attribute && AttributeValue == other.AttributeValue));
}
