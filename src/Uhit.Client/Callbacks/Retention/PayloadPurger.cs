using Uhit.Client.Inquiries;
using Uhit.Client.Store;

namespace Uhit.Client.Callbacks.Retention;

/// <summary>Purges step by step: each step is a short transaction, and whoever is cut off between two begins again.</summary>
internal sealed class PayloadPurger(string client, IUhitStore store, TimeProvider time)
{
    private const int ForgottenAtOnce = 100;

    // The note that our answer went out holds nothing that is purged, and nothing that is purged is needed to handle it.
    public static IReadOnlyCollection<StoredEventKind> Holding(IEnumerable<StoredEventKind> kinds) =>
        [.. kinds.Where(kind => kind != StoredEventKind.CallbackAcknowledged)];

    /// <summary>Purges what is older than the options allow.</summary>
    /// <param name="options">The ages.</param>
    /// <param name="kinds">The kinds of waiting events that hold a purge back.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    public async Task<AgePurgeCounts> PurgeByAgeAsync(
        RetentionOptions options, IReadOnlyCollection<StoredEventKind> kinds, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var counts = new AgePurgeCounts();
        if (options.PayloadAge is { } age)
        {
            var scope = new PurgeScope { Client = client, Before = now - age };
            counts = await PurgeAsync(scope, new PurgeTerms { At = now, Kinds = kinds }, cancellationToken).ConfigureAwait(false);
        }

        if (options.UnreadableAge is { } unreadableAge)
        {
            counts = counts with { Unreadable = await DiscardUnreadableAsync(now - unreadableAge, now, cancellationToken).ConfigureAwait(false) };
        }

        return counts with { Forgotten = await ForgetAsync(now - options.MessageMemory, cancellationToken).ConfigureAwait(false) };
    }

    /// <summary>Purges on demand.</summary>
    /// <param name="request">What.</param>
    /// <param name="kinds">The kinds of waiting events that hold a purge back.</param>
    /// <param name="cancellationToken">Stops between two steps: purging again finishes it.</param>
    public async Task<PurgeResult> PurgeOnDemandAsync(
        PurgeRequest request, IReadOnlyCollection<StoredEventKind> kinds, CancellationToken cancellationToken)
    {
        var scope = new PurgeScope { Client = client, RequestId = request.RequestId, EsiId = request.EsiId };
        var terms = new PurgeTerms { At = time.GetUtcNow(), EsiId = request.EsiId, Kinds = kinds, DiscardsWaiting = request.IncludeWaiting };
        var (waiting, deadLetters) = (0L, 0L);
        foreach (var requestId in await InquiriesOfAsync(scope, cancellationToken).ConfigureAwait(false))
        {
            var obstacles = await store.Retention.CountObstaclesAsync(client, requestId, terms, cancellationToken).ConfigureAwait(false);
            waiting += obstacles.WaitingEvents;
            deadLetters += obstacles.DeadLetters;
        }

        if (waiting + deadLetters > 0 && !request.IncludeWaiting)
        {
            return new PurgeResult { Outcome = PurgeOutcome.Held, WaitingEvents = waiting, DeadLetters = deadLetters };
        }

        var counts = await PurgeAsync(scope, terms, cancellationToken).ConfigureAwait(false);
        return new PurgeResult
        {
            // What came to wait since it was counted holds back what it belongs to.
            Outcome = counts.HeldBack > 0 ? PurgeOutcome.Held : counts.Messages + counts.Inquiries > 0 ? PurgeOutcome.Purged : PurgeOutcome.NothingFound,
            Messages = counts.Messages,
            Inquiries = counts.Inquiries,
            WaitingEvents = waiting,
            DeadLetters = deadLetters,
        };
    }

    private async Task<AgePurgeCounts> PurgeAsync(PurgeScope scope, PurgeTerms terms, CancellationToken cancellationToken)
    {
        var counts = new AgePurgeCounts();
        await foreach (var entry in store.Retention.ListMessagesAsync(scope, cancellationToken).ConfigureAwait(false))
        {
            var isPurged = await StepsAsync(() => store.Retention.PurgeMessageAsync(entry.Receipt, terms, cancellationToken), cancellationToken).ConfigureAwait(false);
            counts = counts with
            {
                Messages = counts.Messages + (isPurged is true ? 1 : 0),
                UnmatchedDiscarded = counts.UnmatchedDiscarded + (isPurged is true && entry.Room == InboxRoom.Unmatched ? 1 : 0),
                HeldBack = counts.HeldBack + (isPurged is false ? 1 : 0),
            };
        }

        await foreach (var requestId in store.Retention.ListInquiriesAsync(scope, cancellationToken).ConfigureAwait(false))
        {
            var isPurged = await StepsAsync(() => store.Retention.PurgeInquiryAsync(client, requestId, terms, cancellationToken), cancellationToken).ConfigureAwait(false);
            counts = counts with { Inquiries = counts.Inquiries + (isPurged is true ? 1 : 0), HeldBack = counts.HeldBack + (isPurged is false ? 1 : 0) };
        }

        return counts;
    }

    // Whether it was purged; false where it is held back, null where there was nothing.
    private static async Task<bool?> StepsAsync(Func<Task<PurgeStep>> stepAsync, CancellationToken cancellationToken)
    {
        PurgeStep step;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            step = await stepAsync().ConfigureAwait(false);
        }
        while (step == PurgeStep.More);
        return step switch
        {
            PurgeStep.Done => true,
            PurgeStep.Held => false,
            _ => null,
        };
    }

    private async Task<HashSet<RequestId>> InquiriesOfAsync(PurgeScope scope, CancellationToken cancellationToken)
    {
        var found = new HashSet<RequestId>();
        await foreach (var requestId in store.Retention.ListInquiriesAsync(scope, cancellationToken).ConfigureAwait(false))
        {
            found.Add(requestId);
        }

        await foreach (var entry in store.Retention.ListMessagesAsync(scope, cancellationToken).ConfigureAwait(false))
        {
            found.Add(entry.RequestId!.Value);
        }

        return found;
    }

    private async Task<int> DiscardUnreadableAsync(DateTimeOffset before, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var entry in store.Inbox.ListAsync(client, InboxRoom.Unreadable, cancellationToken).ConfigureAwait(false))
        {
            if (entry.ReceivedAt >= before)
            {
                break;
            }

            count += await store.Inbox.DiscardKeptAsync(entry.Receipt, now, cancellationToken).ConfigureAwait(false) ? 1 : 0;
        }

        return count;
    }

    private async Task<int> ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var (count, forgotten) = (0, 0);
        do
        {
            forgotten = await store.Retention.ForgetMessagesAsync(client, before, ForgottenAtOnce, cancellationToken).ConfigureAwait(false);
            count += forgotten;
        }
        while (forgotten == ForgottenAtOnce);
        return count;
    }
}
