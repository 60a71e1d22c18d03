namespace Uhit.Client;

/// <summary>How a send is kept within bounds. The order is fixed: total timeout, retry, circuit breaker, attempt timeout.</summary>
/// <remarks>Only what certainly did not leave is tried again. What was answered, even by HTTP 429 or 503, and what may have arrived, is
/// never sent again by itself: a callback, or the user, resolves it.</remarks>
public sealed class UhitResilienceOptions
{
    /// <summary>How long a submission may take in all, with its retries.</summary>
    /// <value>Default: 2 minutes.</value>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long one attempt may take.</summary>
    /// <value>Default: 30 seconds.</value>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often an inquiry that did not leave is tried again.</summary>
    /// <value>Default: 3; 0 for never.</value>
    public int MaxRetries { get; set; } = 3;

    /// <summary>The wait before the first retry; doubled each time, with jitter.</summary>
    /// <value>Default: 2 seconds.</value>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest wait before a retry.</summary>
    /// <value>Default: 30 seconds.</value>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many sends must fail to leave, within <see cref="BreakerSamplingDuration"/>, before the
    /// circuit opens and further sends fail at once.</summary>
    /// <value>Default: 10; 0 switches the circuit breaker off.</value>
    public int BreakerMinimumThroughput { get; set; } = 10;

    /// <summary>The share of failures at which the circuit opens.</summary>
    /// <value>Default: 0.5.</value>
    public double BreakerFailureRatio { get; set; } = 0.5;

    /// <summary>The stretch of time over which failures are counted.</summary>
    /// <value>Default: 1 minute.</value>
    public TimeSpan BreakerSamplingDuration { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the circuit stays open.</summary>
    /// <value>Default: 30 seconds.</value>
    public TimeSpan BreakerBreakDuration { get; set; } = TimeSpan.FromSeconds(30);
}
