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

/// <summary>A value of what is written just now, or of what that is inside of.</summary>
internal sealed class ScopeValue(string name, NamedValue value, int levels) : BoundValue(name, value.Kind, value.IsOptional, value.Closed)
{
    public override object? Get(ValueFrame frame, WriteContext context, out ValueFrame of)
    {
        of = frame.Up(levels);
        return of.HasItem ? value.Get(of) : null;
    }

    public override void Set(ReadNode node, ReadPart part, object read) => node.Up(levels).Set(value.Name, part, read);
}

/// <summary>A value of the items of loops that the placeholder stands outside of, such as the one period
/// of a request: all of them must agree on it.</summary>
internal sealed class SharedValue(string name, NamedValue value, int levels, IReadOnlyList<ValueLoop> loops)
    : BoundValue(name, value.Kind, value.IsOptional, value.Closed)
{
    public override object? Get(ValueFrame frame, WriteContext context, out ValueFrame of)
    {
        of = frame;
        object? shared = null;
        var isFirst = true;
        foreach (var item in Items(frame.Up(levels), 0, context))
        {
            var own = value.Get(item);
            if (isFirst)
            {
                (shared, of, isFirst) = (own, item, false);
            }
            else if (!Equals(shared, own))
            {
                throw new TemplateValueException("values-differ", Name, item.Number);
            }
        }

        return shared;
    }

    public override void Set(ReadNode node, ReadPart part, object read) => node.Up(levels).Shared(loops).Set(value.Name, part, read);

    private IEnumerable<ValueFrame> Items(ValueFrame frame, int depth, WriteContext context) => depth == loops.Count
        ? [frame]
        : context.ItemsOf(loops[depth], frame).SelectMany(item => Items(item, depth + 1, context));
}

/// <summary>A value that is of no message: the time, a number that nobody used before, a secret.</summary>
internal sealed class SpecialValue(
    string name, ValueKind kind, Func<WriteContext, object?> get) : BoundValue(name, kind, isOptional: false, [])
{
    /// <summary>The name of the secret that it is made of.</summary>
    public string? Secret { get; init; }

    /// <summary>Whether it is a digest of the secret.</summary>
    public bool IsDigest { get; init; }

    public override object? Get(ValueFrame frame, WriteContext context, out ValueFrame of)
    {
        of = frame;
        return get(context);
    }

    public override void Set(ReadNode node, ReadPart part, object value)
    {
        // It is of no message.
    }
}
