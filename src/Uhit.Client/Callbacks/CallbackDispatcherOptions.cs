using Uhit.Client.Inquiries;

namespace Uhit.Client.Callbacks;

/// <summary>How stored events reach their handlers. Not changed after the dispatcher is made.</summary>
public sealed class CallbackDispatcherOptions
{
    /// <summary>The named client whose events are handled.</summary>
    public required string Client { get; init; }

    /// <summary>How many inquiries have their events handled at the same time. Events of one inquiry follow each other.</summary>
    /// <value>Default: 4.</value>
    public int MaxConcurrentInquiries { get; init; } = 4;

    /// <summary>How often the store is looked at for what another process stored, and for retries that have come due.</summary>
    /// <value>Default: 1 second.</value>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a claim on an inquiry holds without being renewed: how long a crash delays its events. Renewed while a handler runs, however long it takes.</summary>
    /// <remarks>At most 90 days.</remarks>
    /// <value>Default: 30 seconds.</value>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long handlers that run may take to end when the application stops; then their token is cancelled.</summary>
    /// <value>Default: 10 seconds.</value>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a handler that failed is left alone, by the number of its failures at an event; the last one holds from there on.</summary>
    /// <value>Default: 1 s, 5 s, 30 s, 2 min, 10 min, 1 h.</value>
    public IReadOnlyList<TimeSpan> RetryDelays { get; init; } =
    [
        TimeSpan.FromSeconds(1),
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(10),
        TimeSpan.FromHours(1),
    ];

    /// <summary>How often deadlines are looked for.</summary>
    /// <value>Default: 30 seconds.</value>
    public TimeSpan DeadlineInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often what broken-off callbacks left behind is swept.</summary>
    /// <value>Default: 1 hour.</value>
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long nothing must have come under a receipt for it to be swept: longer than any callback pauses, and than its data waits to be stored.</summary>
    /// <value>Default: 1 hour.</value>
    public TimeSpan SweepAge { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How old a send must be, that no end was noted of, to be taken for one that a crash cut off: its inquiry becomes <see cref="SendingState.Uncertain"/>.</summary>
    /// <remarks>Must be longer than any send takes with all its retries.</remarks>
    /// <value>Default: 15 minutes.</value>
    public TimeSpan AbandonedSendAge { get; init; } = TimeSpan.FromMinutes(15);

    // How long after an event its handlers are still tried, each time as soon as they may be.
    internal TimeSpan RetryHorizon => RetryDelays.Aggregate(TimeSpan.Zero, (sum, delay) => sum + delay);

    internal TimeSpan RetryDelay(int failures) =>
        RetryDelays.Count == 0 ? TimeSpan.FromHours(1) : RetryDelays[Math.Clamp(failures, 1, RetryDelays.Count) - 1];
}
