using System.Text;

namespace Uhit.Client.Usage;

/// <summary>The highest demand, and when.</summary>
/// <remarks>Personal data: <c>ToString</c> shows the time only.</remarks>
public sealed record UsagePeak
{
    /// <summary>Average power over the interval, kW; of a billing period its metered demand.</summary>
    public required decimal Kilowatts { get; init; }

    /// <summary>The beginning of the interval or billing period.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Its end.</summary>
    public required DateTimeOffset End { get; init; }

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Start = ").Append(Start).Append(", End = ").Append(End);
        return true;
    }
}
