namespace Uhit.Contracts.Messages;

/// <summary>A value of an enumeration, and what the schema says that it means.</summary>
internal sealed record CodeValue(string Value, string? Documentation);
