using Uhit.Client.Wire.Mapping.Writing.Formats;
using Uhit.Client.Wire.Mapping.Writing.Matching;
using Uhit.Client.Wire.Mapping.Writing.Output;
using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Wire.Mapping.Writing.Binding;

/// <summary>Where a placeholder takes its value from.</summary>
/// <param name="name">What errors call it.</param>
/// <param name="kind">What it is.</param>
/// <param name="isOptional">Whether it may be missing.</param>
/// <param name="closed">The codes that there are, of a value that can have no others.</param>
internal abstract class BoundValue(string name, ValueKind kind, bool isOptional, IReadOnlyList<string> closed)
{
    public string Name { get; } = name;

    public ValueKind Kind { get; } = kind;

    public bool IsOptional { get; } = isOptional;

    /// <summary>The codes that there are, of a value that can have no others.</summary>
    public IReadOnlyList<string> Closed { get; } = closed;

    /// <summary>The value and the frame that it is of; <see langword="null"/> where it is missing.</summary>
    public abstract object? Get(ValueFrame frame, WriteContext context, out ValueFrame of);

    /// <summary>Keeps a value that was read where this one is written.</summary>
    public abstract void Set(ReadNode node, ReadPart part, object value);
}
