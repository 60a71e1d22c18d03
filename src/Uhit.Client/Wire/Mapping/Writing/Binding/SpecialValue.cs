using Uhit.Client.Wire.Mapping.Writing.Formats;
using Uhit.Client.Wire.Mapping.Writing.Matching;
using Uhit.Client.Wire.Mapping.Writing.Output;
using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Wire.Mapping.Writing.Binding;

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
