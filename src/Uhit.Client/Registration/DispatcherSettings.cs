namespace Uhit.Client.Registration;

/// <summary>The settings of the dispatcher, from those of a named client.</summary>
internal static class DispatcherSettings
{
    public static CallbackDispatcherOptions Of(string name, UhitClientOptions options)
    {
        var defaults = new CallbackDispatcherOptions { Client = name };
        return new CallbackDispatcherOptions
        {
            Client = name,
            MaxConcurrentInquiries = options.Callback.MaxConcurrentHandlers,
            StopTimeout = options.Callback.StopTimeout,
            Lease = options.Callback.Lease,
            HandlerTimeout = options.Callback.HandlerTimeout,
            CommitTimeout = options.Callback.CommitTimeout,
            RetryDelays = options.Callback.RetryDelays.Count > 0 ? [.. options.Callback.RetryDelays] : defaults.RetryDelays,
            RetryJitter = options.Callback.RetryJitter,

            // What is still read must not be taken for left behind.
            SweepAge = TimeSpan.FromTicks(Math.Max(defaults.SweepAge.Ticks, 2 * options.Callback.ReadTimeout.Ticks)),

            // A send that is older than this has no process any more that could say how it ended. Another process on the same store may have longer
            // timeouts than this one.
            AbandonedSendAge = TimeSpan.FromMinutes(1) + TimeSpan.FromTicks(Math.Max(options.Resilience.TotalTimeout.Ticks, TimeSpan.FromMinutes(15).Ticks)),
        };
    }
}
