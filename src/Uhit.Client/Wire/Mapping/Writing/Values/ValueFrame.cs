namespace Uhit.Client.Wire.Mapping.Writing.Values;

/// <summary>What is written just now: an item of a loop, its number from 1, and what it is inside of.</summary>
internal sealed class ValueFrame(object item, int number, ValueFrame? outer)
{
    private static readonly object Nothing = new();

    public object Item { get; } = item;

    public int Number { get; } = number;

    public ValueFrame? Outer { get; } = outer;

    /// <summary>Whether there is an item, and it is not the one that stands for none in an optional loop: that has no values.</summary>
    public bool HasItem => Item != Nothing;

    /// <summary>The frame of an optional loop that has no items.</summary>
    public static ValueFrame Empty(ValueFrame outer) => new(Nothing, 0, outer);

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
