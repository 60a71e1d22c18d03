using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Wire.Mapping.Writing.Binding;

/// <summary>An element, bound: ready to be written for any message.</summary>
internal sealed class BoundElement
{
    public required string Prefix { get; init; }

    public required string Name { get; init; }

    public required string Namespace { get; init; }

    public IReadOnlyList<(string Prefix, string Namespace)> Declared { get; init; } = [];

    public IReadOnlyList<Attribute> Attributes { get; init; } = [];

    public IReadOnlyList<BoundElement> Children { get; init; } = [];

    public BoundText Text { get; init; } = BoundText.Empty;

    public IReadOnlyList<BoundLoop> Loops { get; init; } = [];

    public BoundCondition? Condition { get; init; }

    /// <summary>Whether it must be there wherever the element around it is: so says the schema, or else its value.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether the schema demands it of every message, or of every item of the loop that it is in:
    /// then samples stand in for what is missing.</summary>
    public bool IsSure { get; init; }

    public bool Nil { get; init; }

    public bool Keep { get; init; }

    public TemplatePacking? Payload { get; init; }

    /// <summary>Whether it is only the frame around the blocks of a header or the parts of a body.</summary>
    public bool IsFrame { get; init; }

    /// <summary>Whether it is a line of a payload.</summary>
    public bool IsRow { get; init; }

    /// <summary>Whether it says the same in every message.</summary>
    public bool IsLiteral { get; init; }

    /// <summary>An attribute, bound.</summary>
    internal sealed record Attribute(string Prefix, string Name, string Namespace, BoundText Value);
}

/// <summary>What an element is repeated for.</summary>
/// <param name="Loop">The list.</param>
/// <param name="Levels">How far out it is.</param>
/// <param name="IsOne">Whether the contract has room for one item only: nobody wrote a loop for them.</param>
internal sealed record BoundLoop(ValueLoop Loop, int Levels, bool IsOne)
{
    /// <summary>Whether the element is written once, without the item's values, where there is no item.</summary>
    public bool IsOptional { get; init; }
}
