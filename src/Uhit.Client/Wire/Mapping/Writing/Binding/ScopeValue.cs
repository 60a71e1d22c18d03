using Uhit.Client.Wire.Mapping.Writing.Formats;
using Uhit.Client.Wire.Mapping.Writing.Matching;
using Uhit.Client.Wire.Mapping.Writing.Output;
using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Wire.Mapping.Writing.Binding;

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
