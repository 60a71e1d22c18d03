namespace Uhit.Client.Wire.Mapping.Model;

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
