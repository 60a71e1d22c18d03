namespace Uhit.Client.Wire.Mapping.Writing.Values;

/// <summary>What is written just now: an item of a loop, its number from 1, and what it is inside of.</summary>
internal sealed class ValueFrame(object item, int number, ValueFrame? outer)
{
    public object Item { get; } = item;

    public int Number { get; } = number;

    public ValueFrame? Outer { get; } = outer;

    /// <summary>The frame a number of levels further out.</summary>
    public ValueFrame Up(int levels)
    {
        var frame = this;
        for (; levels > 0; levels--)
        {
            frame = frame.Outer!;
        }

        return frame;
    }

    /// <summary>The same item inside of another frame.</summary>
    public ValueFrame Inside(ValueFrame frame) => ReferenceEquals(frame, Outer) ? this : new ValueFrame(Item, Number, frame);
}
