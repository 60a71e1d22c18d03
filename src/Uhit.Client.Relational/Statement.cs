namespace Uhit.Client.Relational;

/// <summary>A statement that writes, with its values.</summary>
internal readonly record struct Statement(string Text, params object?[] Values);
