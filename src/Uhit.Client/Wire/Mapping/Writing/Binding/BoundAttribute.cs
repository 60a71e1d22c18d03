namespace Uhit.Client.Wire.Mapping.Writing.Binding;

/// <summary>An attribute, bound.</summary>
internal sealed record BoundAttribute(string Prefix, string Name, string Namespace, BoundText Value);
