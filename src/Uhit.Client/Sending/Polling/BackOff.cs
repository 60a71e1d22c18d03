namespace Uhit.Client.Sending.Polling;

/// <summary>How long to wait before the next try: doubled with each failure.</summary>
internal static class BackOff
{
    /// <summary>The wait.</summary>
    /// <param name="options">The bounds.</param>
    /// <param name="failures">How many failures there were in a row; 0 for the regular interval.</param>
    /// <param name="retryAfter">When CNP asked to come back.</param>
    /// <param name="random">From 0 to 1.</param>
    public static TimeSpan Of(UhitPollingOptions options, int failures, TimeSpan? retryAfter, double random)
    {
        var wait = options.Interval * Math.Pow(2, Math.Min(failures, 30));
        wait = wait < options.MaxBackOff || failures == 0 ? wait : options.MaxBackOff;
        wait *= 1 + (options.Jitter * ((2 * random) - 1));
        return retryAfter > wait ? retryAfter.Value : wait;
    }
}
