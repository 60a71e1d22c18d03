namespace Uhit.Client.Wire.Mapping.Model;

/// <summary>One step to a child element.</summary>
/// <param name="Name">Its local name; <see langword="null"/> for any.</param>
/// <param name="Namespace">Its namespace; <see langword="null"/> for any.</param>
/// <param name="Attribute">The name of an attribute that it must have, without namespace; <see langword="null"/> for none.</param>
/// <param name="AttributeValue">The value of that attribute.</param>
internal sealed record PathStep(string? Name, string? Namespace, string? Attribute = null, string? AttributeValue = null);
