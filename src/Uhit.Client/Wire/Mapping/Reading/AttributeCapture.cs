namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>An attribute whose value is kept, and in which slots.</summary>
internal readonly record struct AttributeCapture(string Name, string Namespace, int[] Slots);
