using System.Globalization;
using Uhit.Client.Wire.Mapping.Writing.Formats;
using Uhit.Client.Wire.Mapping.Writing.Matching;
using Uhit.Client.Wire.Mapping.Writing.Output;
using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Wire.Mapping.Writing.Binding;

/// <summary>When an element is written: where a value is there (and is not "no"), where it is a certain one, or the
/// contrary; and where the next condition holds as well.</summary>
internal sealed class BoundCondition(IReadOnlyList<BoundValue> values, string? expected, bool isNegated, BoundCondition? next)
{
    public bool Holds(ValueFrame frame, WriteContext context) =>
        Matches(frame, context) != isNegated && next?.Holds(frame, context) != false;

    /// <summary>What follows for values from the element's being there.</summary>
    public void Infer(ReadNode node)
    {
        if (!isNegated && values is [var value])
        {
            if (expected is not null && value.Kind is ValueKind.Text or ValueKind.Code)
            {
                value.Set(node, ReadPart.Whole, expected!);
            }
            else if (expected is null && value.Kind == ValueKind.Boolean)
            {
                value.Set(node, ReadPart.Whole, true);
            }
        }

        next?.Infer(node);
    }

    private bool Matches(ValueFrame frame, WriteContext context)
    {
        foreach (var value in values)
        {
            var got = value.Get(frame, context, out _);
            if (expected is null
                ? got is not (null or false)
                : string.Equals(Convert.ToString(got, CultureInfo.InvariantCulture), expected, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
