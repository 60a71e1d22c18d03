using Uhit.Client.Wire.Mapping.Writing.Output;
using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Wire.Mapping.Writing.Binding;

/// <summary>When an element is written: where a value is there (and is not "no"), where it is a certain one, or the contrary.</summary>
internal sealed class BoundCondition(IReadOnlyList<BoundValue> values, string? expected, bool isNegated)
{
    public bool Holds(ValueFrame frame, WriteContext context) => Matches(frame, context) != isNegated;

    private bool Matches(ValueFrame frame, WriteContext context)
    {
        foreach (var value in values)
        {
            var got = value.Get(frame, context, out _);
            if (expected is null ? got is not (null or false) : string.Equals(got as string ?? (got as IFormattable)?.ToString(null, null) ?? got?.ToString(), expected, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
