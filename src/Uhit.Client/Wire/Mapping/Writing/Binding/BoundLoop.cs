using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Wire.Mapping.Writing.Binding;

/// <summary>What an element is repeated for.</summary>
/// <param name="Loop">The list.</param>
/// <param name="Levels">How far out it is.</param>
/// <param name="IsOne">Whether the contract has room for one item only: nobody wrote a loop for them.</param>
internal sealed record BoundLoop(ValueLoop Loop, int Levels, bool IsOne)
{
    /// <summary>Whether the element is written once, without the item's values, where there is no item.</summary>
    public bool IsOptional { get; init; }
}
