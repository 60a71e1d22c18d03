using System.Text;

namespace Uhit.Client.Usage;

/// <summary>One reading of a series.</summary>
/// <remarks>Personal data: <c>ToString</c> shows the time only.</remarks>
public readonly record struct IntervalReading
{
    /// <summary>Makes a reading.</summary>
    /// <param name="end">The end of the interval, with its offset from UTC.</param>
    /// <param name="quantity">The value.</param>
    /// <param name="readType">How it came about.</param>
    public IntervalReading(DateTimeOffset end, decimal quantity, ReadType readType)
    {
        End = end;
        Quantity = quantity;
        ReadType = readType;
    }

    /// <summary>The end of the interval, with the offset from UTC that CNP gave it.</summary>
    public DateTimeOffset End { get; init; }

    /// <summary>The value, in the unit of the series.</summary>
    public decimal Quantity { get; init; }

    /// <summary>How it came about.</summary>
    public ReadType ReadType { get; init; }

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("End = ").Append(End);
        return true;
    }
}
