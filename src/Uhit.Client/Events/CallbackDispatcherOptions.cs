namespace Uhit.Client;

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

    /// <summary>How long a claim on an inquiry holds without being renewed: how long a crash delays its events. Renewed while a handler runs, up to <see cref="HandlerTimeout"/>.</summary>
    /// <remarks>At most 90 days.</remarks>
    /// <value>Default: 30 seconds.</value>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long stopping takes at most. Handlers that run have three quarters of it to end; then their token is cancelled, and what has not come back when it is
    /// over is left alone, its inquiry given back.</summary>
    /// <value>Default: 10 seconds.</value>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a handler may take with one event: then its token is cancelled, and it has failed.</summary>
    /// <remarks>One that has not come back a third of <see cref="Lease"/> later hangs: it is flagged and left alone, its place is free for another inquiry, and its own inquiry
    /// is free when the lease runs out. What it completes after that does not count.</remarks>
    /// <value>Default: 5 minutes. At most 1 day.</value>
    public TimeSpan HandlerTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the <c>CommitAsync</c> of a transactional handler may take, before it is cut off and rolled back.</summary>
    /// <value>Default: 5 seconds. At most a third of <see cref="Lease"/>.</value>
    public TimeSpan CommitTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a handler that failed is left alone, by the number of its failures at an event. One failure more than there are delays makes it a dead letter.</summary>
    /// <value>Default: 5 s, 30 s, 2 min, 10 min, 1 h, 6 h, 16 h: 8 attempts in about 23 hours. None: one attempt.</value>
    public IReadOnlyList<TimeSpan> RetryDelays { get; init; } =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(10),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(6),
        TimeSpan.FromHours(16),
    ];

    /// <summary>How far each delay is varied at random, as a share of it, up and down: so that what failed together is not tried together.</summary>
    /// <value>Default: 0.1. From 0 to 0.5.</value>
    public double RetryJitter { get; init; } = 0.1;

    /// <summary>How often deadlines are looked for.</summary>
    /// <value>Default: 30 seconds.</value>
    public TimeSpan DeadlineInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often what is past its age is purged.</summary>
    /// <value>Default: 1 hour.</value>
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long nothing must have come under a receipt for it to be swept: longer than any callback pauses, and than its data waits to be stored. It is looked
    /// for six times as often.</summary>
    /// <remarks>What is swept though it was still at work is not acknowledged: its sender is asked to send it again.</remarks>
    /// <value>Default: 1 hour. The clocks of processes on one store must not differ by as much.</value>
    public TimeSpan SweepAge { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How old a send must be, that no end was noted of, to be taken for one that a crash cut off: its inquiry becomes <see cref="SendingState.Uncertain"/>.</summary>
    /// <remarks>Must be longer than any send takes with all its retries.</remarks>
    /// <value>Default: 15 minutes.</value>
    public TimeSpan AbandonedSendAge { get; init; } = TimeSpan.FromMinutes(15);

    // How long after an event its handlers are still tried, each time as soon as they may be.
    internal TimeSpan RetryHorizon => RetryDelays.Aggregate(TimeSpan.Zero, (sum, delay) => sum + delay) * (1 + RetryJitter);

    // How long one whose token is cancelled has to come back. Tests, whose clock must not overtake a lease, set it apart.
    internal TimeSpan? HangGrace { get; init; }

    internal TimeSpan Grace => HangGrace ?? (Lease / 3);

    /// <summary>How long to wait after so many failures; null where it is given up.</summary>
    /// <param name="failures">How often the handler has failed, from 1.</param>
    /// <param name="draw">A number from 0 to 1 that places the delay within the jitter.</param>
    internal TimeSpan? RetryDelay(int failures, double draw) =>
        failures > RetryDelays.Count ? null : RetryDelays[failures - 1] * (1 + (RetryJitter * ((2 * draw) - 1)));

    internal void Validate()
    {
        // A third of it is waited for between renewals, and a timer goes no further than 49 days.
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Lease, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Lease, TimeSpan.FromDays(90));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(HandlerTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(HandlerTimeout, TimeSpan.FromDays(1));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(CommitTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(CommitTimeout, Lease / 3);
        ArgumentOutOfRangeException.ThrowIfNegative(RetryJitter);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(RetryJitter, 0.5);
    }
}
