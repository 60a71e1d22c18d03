using System.Text;

namespace Uhit.Client.Usage;

/// <summary>One reading of a series.</summary>
/// <remarks>Personal data: <c>ToString</c> shows the time only.</remarks>
/// <param name="End">The end of the interval, with the offset from UTC that CNP gave it.</param>
/// <param name="Quantity">The value, in the unit of the series.</param>
/// <param name="ReadType">How it came about.</param>
public readonly record struct IntervalReading(DateTimeOffset End, decimal Quantity, ReadType ReadType)
{
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("End = ").Append(End);
        return true;
    }
}
