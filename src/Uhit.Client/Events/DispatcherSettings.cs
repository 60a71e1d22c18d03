namespace Uhit.Client.Events;

/// <summary>How stored events of one client reach their handlers, and what its store is looked after for.</summary>
internal sealed record DispatcherSettings
{
    private static readonly TimeSpan[] DefaultDelays =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(10),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(6),
        TimeSpan.FromHours(16),
    ];

    /// <summary>The named client whose events are handled.</summary>
    public required string Client { get; init; }

    /// <summary>What the user set.</summary>
    public UhitCallbackOptions Callback { get; init; } = new();

    /// <summary>How long a handler that failed is left alone, by the number of its failures at an event: 8
    /// attempts in about 23 hours where the user set none.</summary>
    public IReadOnlyList<TimeSpan> RetryDelays { get; init; } = DefaultDelays;

    /// <summary>How long nothing must have come under a receipt for it to be swept: longer than any callback
    /// pauses, and than its data waits to be stored.</summary>
    /// <remarks>It is looked for six times as often. What is swept though it was still at work is not acknowledged: its sender is asked to
    /// send it again. The clocks of processes on one store must not differ by as much.</remarks>
    public TimeSpan SweepAge { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How old a send must be, that no end was noted of, to be taken for one that a crash cut off: its inquiry becomes
    /// <see cref="SendingState.Uncertain"/>.</summary>
    /// <remarks>Longer than any send takes with all its retries.</remarks>
    public TimeSpan AbandonedSendAge { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a handler whose token is cancelled has to come back. Tests, whose clock
    /// must not overtake a lease, set it apart.</summary>
    public TimeSpan? HangGrace { get; init; }

    public TimeSpan Grace => HangGrace ?? (Callback.Lease / 3);

    /// <summary>How long after an event its handlers are still tried, each time as soon as they may be.</summary>
    public TimeSpan RetryHorizon => RetryDelays.Aggregate(TimeSpan.Zero, (sum, delay) => sum + delay) * (1 + Callback.RetryJitter);

    public static DispatcherSettings Of(string name, UhitClientOptions options) => new()
    {
        Client = name,
        Callback = options.Callback,

        // A copy: whoever has the options may still change their list.
        RetryDelays = options.Callback.RetryDelays.Count > 0 ? [.. options.Callback.RetryDelays] : DefaultDelays,

        // What is still read must not be taken for left behind.
        SweepAge = Longer(TimeSpan.FromHours(1), 2 * options.Callback.ReadTimeout),

        // A send that is older than this has no process any more that could say how it ended. Another process on the same store may have
        // longer timeouts than this one.
        AbandonedSendAge = TimeSpan.FromMinutes(1) + Longer(TimeSpan.FromMinutes(15), options.Connection.TotalTimeout),
    };

    /// <summary>How long to wait after so many failures; null where the event is given up.</summary>
    /// <param name="failures">How often the handler has failed, from 1.</param>
    /// <param name="draw">A number from 0 to 1 that places the delay within the jitter.</param>
    public TimeSpan? RetryDelay(int failures, double draw) =>
        failures > RetryDelays.Count ? null : RetryDelays[failures - 1] * (1 + (Callback.RetryJitter * ((2 * draw) - 1)));

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
