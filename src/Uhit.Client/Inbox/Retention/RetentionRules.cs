using Uhit.Client.Events.Dispatching;

namespace Uhit.Client.Inbox.Retention;

/// <summary>Which ages may stand together.</summary>
internal static class RetentionRules
{
    public static readonly TimeSpan LeastMemory = TimeSpan.FromDays(400);

    private static readonly TimeSpan Least = TimeSpan.FromDays(1);

    // A century: beyond it instants run out.
    private static readonly TimeSpan Most = TimeSpan.FromDays(36_525);

    /// <summary>The kinds of waiting events that hold a purge back.</summary>
    /// <remarks>What has no handler here may have one in another process. The note that our answer went out holds nothing that is purged,
    /// and nothing that is purged is needed to handle it.</remarks>
    /// <param name="options">The settings.</param>
    /// <param name="handlers">The handlers of this process.</param>
    public static IReadOnlyCollection<StoredEventKind> HoldingKinds(RetentionOptions options, HandlerSet handlers) =>
    [
        .. handlers.Events.Kinds.Where(kind => kind.HoldsPayload && (!options.WithoutHandlers || handlers.Kinds.Contains(kind.Stored)))
            .Select(kind => kind.Stored),
    ];

    /// <summary>What is wrong, by setting.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="retryHorizon">How long after an event its handlers are still tried.</param>
    public static IEnumerable<(string Setting, string Rule)> Check(RetentionOptions options, TimeSpan retryHorizon)
    {
        if (options.MessageMemory < LeastMemory || options.MessageMemory > Most)
        {
            yield return (
                nameof(options.MessageMemory),
                "must be between 400 days and 100 years: CNP may repeat a callback, and one that is forgotten is taken for a new one.");
        }

        if (options.PayloadAge < Least || options.PayloadAge > Most)
        {
            yield return (
                nameof(options.PayloadAge),
                "must be between 1 day and 100 years; leave it out to keep everything until it is purged on demand.");
        }

        if (options.PayloadAge >= options.MessageMemory)
        {
            yield return (
                nameof(options.PayloadAge),
                "must be shorter than MessageMemory: a message without content is all that recognises a copy until it is forgotten.");
        }

        if (options.UnreadableAge < Least || options.UnreadableAge > Most)
        {
            yield return (nameof(options.UnreadableAge), "must be between 1 day and 100 years; leave it out to keep them.");
        }

        if (options.Interval < TimeSpan.FromMinutes(1) || options.Interval > Least)
        {
            yield return (nameof(options.Interval), "must be between 1 minute and 1 day.");
        }

        if (options.MessageMemory <= retryHorizon)
        {
            yield return (
                nameof(options.MessageMemory),
                $"must be longer than handlers are tried again ({retryHorizon}): otherwise a message is forgotten while its events are "
                    + "still handled.");
        }
    }
}
