using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Uhit.Client.Sending;

/// <summary>The fixed order around a send: total timeout, retry of what did not leave, circuit breaker, attempt timeout.</summary>
internal static class SendPipeline
{
    public static ResiliencePipeline<SendReport> Build(UhitConnectionOptions options, TimeProvider timeProvider)
    {
        var builder = new ResiliencePipelineBuilder<SendReport> { Name = "Uhit.Client", TimeProvider = timeProvider };
        builder.AddTimeout(new TimeoutStrategyOptions { Timeout = options.TotalTimeout });
        if (options.MaxRetries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions<SendReport>
            {
                ShouldHandle = new PredicateBuilder<SendReport>().HandleResult(MayTryAgain).Handle<BrokenCircuitException>(),
                MaxRetryAttempts = options.MaxRetries,
                Delay = options.RetryDelay,
                MaxDelay = options.MaxRetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            });
        }

        if (options.BreakerMinimumThroughput > 0)
        {
            builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions<SendReport>
            {
                ShouldHandle = new PredicateBuilder<SendReport>().HandleResult(IsUnreachable),
                MinimumThroughput = options.BreakerMinimumThroughput,
                FailureRatio = options.BreakerFailureRatio,
                SamplingDuration = options.BreakerSamplingDuration,
                BreakDuration = options.BreakerBreakDuration,
            });
        }

        // Sends report a cancelled token as an outcome, so this one shortens an attempt without throwing.
        builder.AddTimeout(new TimeoutStrategyOptions { Timeout = options.AttemptTimeout });
        return builder.Build();
    }

    // An answer, even "come back later", means that bytes have left: never again without the user, unless
    // the contract says of the fault that nothing was taken.
    private static bool MayTryAgain(SendReport report) => report is { Outcome: SendReportOutcome.NotSent, Failure.IsTransient: true };

    // A caller that gave up, or a wrong setting, says nothing about CNP.
    private static bool IsUnreachable(SendReport report) =>
        report is { Outcome: SendReportOutcome.NotSent, Failure: UhitConnectionException { Failure: not ConnectionFailure.Interrupted } };
}
