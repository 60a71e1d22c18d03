namespace Uhit.Client.Wire;

/// <summary>How much one callback may hold, in every direction that costs memory while it is read.</summary>
/// <remarks>Immutable. A callback beyond a limit is refused and kept as unreadable, with the setting that bounds it
/// in the log: raise the setting, and replay it.</remarks>
public sealed record CallbackLimits
{
    /// <summary>The limits with all their defaults.</summary>
    public static CallbackLimits Default { get; } = new();

    /// <summary>The most lines of usage in one part of a delivery (<c>Callback:Limits:MaxUsageLines</c>).</summary>
    /// <value>Default: 100,000. At least <c>MaxLines</c>.</value>
    public int MaxUsageLines { get; init; } = 100_000;

    /// <summary>The most verdicts of one validation (<c>Callback:Limits:MaxValidationResults</c>).</summary>
    /// <value>Default: 20,000. At least <c>MaxLines</c>.</value>
    public int MaxValidationResults { get; init; } = 20_000;

    /// <summary>The most billing periods of one ESI ID in one message, over all its lines
    /// (<c>Callback:Limits:MaxBillingPeriods</c>).</summary>
    /// <value>Default: 10,000.</value>
    public int MaxBillingPeriods { get; init; } = 10_000;

    /// <summary>The most interval series of one ESI ID in one message, over all its lines
    /// (<c>Callback:Limits:MaxIntervalSeries</c>).</summary>
    /// <value>Default: 10,000, a series for each day of a year and each of 27 channels.</value>
    public int MaxIntervalSeries { get; init; } = 10_000;

    /// <summary>The most readings of one ESI ID in one message, over all its lines and series
    /// (<c>Callback:Limits:MaxReadings</c>).</summary>
    /// <value>Default: 1,500,000: twelve channels of a year of 5-minute readings, with room. At least 35,136, a
    /// leap year of 15-minute readings of one channel.</value>
    public int MaxReadings { get; init; } = 1_500_000;

    /// <summary>What is to be thrown where a callback holds more.</summary>
    /// <param name="limit">The name of the property here.</param>
    /// <param name="path">The element of which there are too many.</param>
    public static WireFormatException Exceeded(string limit, string path) =>
        new("too-many-elements", path) { Setting = "Callback:Limits:" + limit };
}
