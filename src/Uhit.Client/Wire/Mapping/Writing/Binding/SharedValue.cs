using Uhit.Client.Wire.Mapping.Writing.Formats;
using Uhit.Client.Wire.Mapping.Writing.Matching;
using Uhit.Client.Wire.Mapping.Writing.Output;
using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Wire.Mapping.Writing.Binding;

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
