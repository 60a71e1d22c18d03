namespace Uhit.Client;

/// <summary>How data are fetched that CNP holds ready, for contracts where CNP does so instead of calling back
/// (<see cref="Wire.UhitWireFormat.Polling"/>). For others it means nothing.</summary>
public sealed class UhitPollingOptions
{
    /// <summary>Whether this process fetches while it is hosted. Several may: what one of them has
    /// stored already is not stored again.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool IsEnabled { get; set; } = true;

    /// <summary>The address of the service where data are fetched.</summary>
    /// <value>Default: none, which means <see cref="UhitClientOptions.Endpoint"/>.</value>
    public Uri? Endpoint { get; set; }

    /// <summary>How long after one round of fetching the next one begins. A round asks only while inquiries are open.</summary>
    /// <value>Default: 5 minutes. From 10 ms to 1 day.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How far it is varied at random, as a share of it, up and down.</summary>
    /// <value>Default: 0.1. From 0 to 0.5.</value>
    public double Jitter { get; set; } = 0.1;

    /// <summary>The longest wait after failures: from <see cref="Interval"/> on it is doubled with each. A longer
    /// <c>Retry-After</c> of CNP's counts, up to a day.</summary>
    /// <value>Default: 1 hour. At least <see cref="Interval"/>.</value>
    public TimeSpan MaxBackOff { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How many inquiries are asked for at the same time.</summary>
    /// <value>Default: 4.</value>
    public int MaxConcurrency { get; set; } = 4;

    /// <summary>How long one fetch may take, with the storing of what it brings.</summary>
    /// <value>Default: 15 minutes. From 10 ms to 1 day.</value>
    public TimeSpan FetchTimeout { get; set; } = TimeSpan.FromMinutes(15);
}
