using Uhit.Client.Wire.Mapping.Writing.Output;
using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Wire.Mapping.Writing.Binding;

/// <summary>A value that is of no message: the time, a number that nobody used before, a secret.</summary>
internal sealed class SpecialValue(string name, ValueKind kind, Func<WriteContext, object?> get) : BoundValue(name, kind, isOptional: false, [])
{
    public override object? Get(ValueFrame frame, WriteContext context, out ValueFrame of)
    {
        of = frame;
        return get(context);
    }
}
