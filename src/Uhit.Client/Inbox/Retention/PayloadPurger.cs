using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Uhit.Client.Inbox.Rooms;
using Uhit.Client.Store;

namespace Uhit.Client.Inbox.Retention;

/// <summary>Purges step by step: each step is a short transaction, and whoever is cut off between two begins again.</summary>
/// <remarks>What can't be purged, now or later, is passed over: it keeps nothing else from being purged.</remarks>
internal sealed class PayloadPurger(string client, IUhitStore store, TimeProvider time, ILogger logger)
{
    private const int ForgottenAtOnce = 100;

    private readonly PurgeFailures _failures = new(client, logger);

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
            var terms = new PurgeTerms { Client = client, Before = now - age, At = now, Kinds = kinds };
            (counts, _) = await PurgeAsync(terms, cancellationToken).ConfigureAwait(false);
        }

        if (options.UnreadableAge is { } unreadableAge)
        {
            var (unreadable, failed) = await DiscardUnreadableAsync(now - unreadableAge, now, cancellationToken).ConfigureAwait(false);
            counts = counts with { Unreadable = unreadable, Failed = counts.Failed + failed };
        }

        counts = counts with { Forgotten = await ForgetAsync(now - options.MessageMemory, cancellationToken).ConfigureAwait(false) };

        // In any case: another process, such as the tool, may have purged and been gone before the log could be cut.
        await store.Maintenance.WipeAsync(cancellationToken).ConfigureAwait(false);
        return counts;
    }

    /// <summary>Purges on demand.</summary>
    /// <param name="requestId">The inquiry; <see langword="null"/> where an ESI ID is meant.</param>
    /// <param name="esiId">The ESI ID; <see langword="null"/> where an inquiry is meant.</param>
    /// <param name="includeWaiting">Whether waiting events and dead letters are given up with it.</param>
    /// <param name="kinds">The kinds of waiting events that hold a purge back.</param>
    /// <param name="cancellationToken">Stops between two steps: purging again finishes it.</param>
    /// <exception cref="UhitStoreException">Some of it could not be purged, all else was.</exception>
    public async Task<PurgeResult> PurgeOnDemandAsync(
        RequestId? requestId, EsiId? esiId, bool includeWaiting, IReadOnlyCollection<StoredEventKind> kinds,
        CancellationToken cancellationToken)
    {
        var terms = new PurgeTerms
        {
            Client = client,
            RequestId = requestId,
            EsiId = esiId,
            At = time.GetUtcNow(),
            Kinds = kinds,
            DiscardsWaiting = includeWaiting,
        };
        var (waiting, deadLetters) = (0L, 0L);
        var inquiries = await InquiriesOfAsync(terms, cancellationToken).ConfigureAwait(false);
        foreach (var inquiry in inquiries)
        {
            var obstacles = await store.Maintenance.CountObstaclesAsync(inquiry, terms, cancellationToken).ConfigureAwait(false);
            waiting += obstacles.WaitingEvents;
            deadLetters += obstacles.DeadLetters;
        }

        if (waiting + deadLetters > 0 && !includeWaiting)
        {
            return new PurgeResult { Outcome = PurgeOutcome.Held, WaitingEvents = waiting, DeadLetters = deadLetters };
        }

        var (counts, failure) = await PurgeAsync(terms, cancellationToken).ConfigureAwait(false);
        var isWiped = true;
        if (counts.Messages + counts.Inquiries > 0)
        {
            isWiped = await store.Maintenance.WipeAsync(cancellationToken).ConfigureAwait(false);
            RoomLog.PurgedOnDemand(logger, client, counts.Messages, counts.Inquiries, waiting, deadLetters);
        }

        if (failure is not null)
        {
            throw new UhitStoreException(
                $"{counts.Failed} of it could not be purged, all else was ({counts.Messages} messages, {counts.Inquiries} inquiries). Mend "
                + "the cause and purge again. "
                + $"The first of them: {failure.Message}",
                isTransient: false,
                failure);
        }

        return new PurgeResult
        {
            // What came to wait since it was counted holds back what it belongs to.
            Outcome = counts.HeldBack > 0 ? PurgeOutcome.Held
                : counts.Messages + counts.Inquiries > 0 ? PurgeOutcome.Purged
                : PurgeOutcome.NothingFound,
            Messages = counts.Messages,
            Inquiries = counts.Inquiries,
            WaitingEvents = waiting,
            DeadLetters = deadLetters,
            StillWaiting = counts.Messages + counts.Inquiries > 0
                ? await UnfinishedAsync(inquiries, cancellationToken).ConfigureAwait(false)
                : [],
            IsWiped = isWiped,
        };
    }

    private async Task<IReadOnlyList<RequestId>> UnfinishedAsync(IEnumerable<RequestId> inquiries, CancellationToken cancellationToken)
    {
        IReadOnlyList<RequestId> unfinished = [];
        foreach (var requestId in inquiries)
        {
            if (await store.Inquiries.FindAsync(client, requestId, cancellationToken).ConfigureAwait(false) is { IsFinished: false })
            {
                unfinished = [.. unfinished, requestId];
            }
        }

        return unfinished;
    }

    /// <returns>The counts, and the first of the failures.</returns>
    private async Task<(AgePurgeCounts Counts, UhitStoreException? Failure)> PurgeAsync(
        PurgeTerms terms, CancellationToken cancellationToken)
    {
        var counts = new AgePurgeCounts();
        UhitStoreException? first = null;
        await foreach (var entry in store.Maintenance.ListMessagesAsync(terms, cancellationToken).ConfigureAwait(false))
        {
            var (step, failure) = await TryAsync(
                $"the message {entry.Receipt}",
                () => StepsAsync(() => store.Maintenance.PurgeMessageAsync(entry.Receipt, terms, cancellationToken), cancellationToken))
                .ConfigureAwait(false);
            first ??= failure;
            counts = Count(counts, step, failure) with
            {
                Messages = counts.Messages + (step == PurgeOutcome.Purged ? 1 : 0),
                UnmatchedDiscarded = counts.UnmatchedDiscarded + (step == PurgeOutcome.Purged && entry.Room == InboxRoom.Unmatched ? 1 : 0),
            };
        }

        await foreach (var requestId in store.Maintenance.ListInquiriesAsync(terms, cancellationToken).ConfigureAwait(false))
        {
            var (step, failure) = await TryAsync(
                $"the inquiry {requestId}",
                () => StepsAsync(() => store.Maintenance.PurgeInquiryAsync(requestId, terms, cancellationToken), cancellationToken))
                .ConfigureAwait(false);
            first ??= failure;
            counts = Count(counts, step, failure) with { Inquiries = counts.Inquiries + (step == PurgeOutcome.Purged ? 1 : 0) };
        }

        return (counts, first);
    }

    private static AgePurgeCounts Count(AgePurgeCounts counts, PurgeOutcome step, UhitStoreException? failure) => counts with
    {
        HeldBack = counts.HeldBack + (step == PurgeOutcome.Held ? 1 : 0),
        Failed = counts.Failed + (failure is null ? 0 : 1),
    };

    private static async Task<PurgeOutcome> StepsAsync(Func<Task<PurgeOutcome>> stepAsync, CancellationToken cancellationToken)
    {
        PurgeOutcome step;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            step = await stepAsync().ConfigureAwait(false);
        }
        while (step == PurgeOutcome.More);
        return step;
    }

    private async Task<(T? Result, UhitStoreException? Failure)> TryAsync<T>(string what, Func<Task<T>> workAsync)
    {
        try
        {
            var result = await workAsync().ConfigureAwait(false);
            _failures.Succeeded(what);
            return (result, null);
        }
        catch (UhitStoreException failure) when (!failure.IsTransient)
        {
            _failures.Failed(what, failure);
            return (default, failure);
        }
    }

    private async Task<HashSet<RequestId>> InquiriesOfAsync(PurgeTerms terms, CancellationToken cancellationToken)
    {
        var found = new HashSet<RequestId>();
        await foreach (var requestId in store.Maintenance.ListInquiriesAsync(terms, cancellationToken).ConfigureAwait(false))
        {
            found.Add(requestId);
        }

        await foreach (var entry in store.Maintenance.ListMessagesAsync(terms, cancellationToken).ConfigureAwait(false))
        {
            found.Add(entry.RequestId!.Value);
        }

        return found;
    }

    private async Task<(int Discarded, int Failed)> DiscardUnreadableAsync(
        DateTimeOffset before, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (discarded, failed) = (0, 0);
        await foreach (var entry in store.Inbox.ListAsync(client, InboxRoom.Unreadable, cancellationToken).ConfigureAwait(false))
        {
            if (entry.ReceivedAt >= before)
            {
                break;
            }

            var (isDiscarded, failure) = await TryAsync(
                $"the unreadable callback {entry.Receipt}",
                () => store.Inbox.DiscardKeptAsync(entry.Receipt, now, cancellationToken)).ConfigureAwait(false);
            discarded += isDiscarded ? 1 : 0;
            failed += failure is null ? 0 : 1;
        }

        return (discarded, failed);
    }

    private async Task<int> ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var (count, forgotten) = (0, 0);
        do
        {
            forgotten = await store.Maintenance.ForgetMessagesAsync(
                client, before, ForgottenAtOnce, cancellationToken).ConfigureAwait(false);
            count += forgotten;
        }
        while (forgotten == ForgottenAtOnce);
        return count;
    }

    /// <summary>What could not be purged: each is logged once, until it could be.</summary>
    private sealed class PurgeFailures(string client, ILogger logger)
    {
        private readonly ConcurrentDictionary<string, bool> _told = new(StringComparer.Ordinal);

        public void Failed(string what, UhitStoreException failure)
        {
            if (_told.TryAdd(what, true))
            {
                RoomLog.NotPurged(logger, client, what, failure);
            }
        }

        public void Succeeded(string what) => _told.TryRemove(what, out _);
    }
}
