using Uhit.Client.Wire.Mapping.Writing.Formats;

namespace Uhit.Client.Wire.Mapping.Writing.Binding;

/// <summary>A piece of a text, bound: a literal, or a value with its format.</summary>
internal sealed record BoundPart(string? Literal, BoundValue? Value, ValueWriter? Writer, ValueReader? Reader)
{
    /// <summary>What stands in for the value where the schema demands one and there is none.</summary>
    public string? Sample { get; init; }
}
