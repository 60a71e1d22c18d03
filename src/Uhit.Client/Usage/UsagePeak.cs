using System.Text;

namespace Uhit.Client.Usage;

/// <summary>The highest demand, and when.</summary>
/// <remarks>Personal data: <c>ToString</c> shows the time only.</remarks>
/// <param name="Kilowatts">Average power over the interval, kW; of a billing period its metered demand.</param>
/// <param name="Start">The beginning of the interval or billing period.</param>
/// <param name="End">Its end.</param>
public sealed record UsagePeak(decimal Kilowatts, DateTimeOffset Start, DateTimeOffset End)
{
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Start = ").Append(Start).Append(", End = ").Append(End);
        return true;
    }
}
