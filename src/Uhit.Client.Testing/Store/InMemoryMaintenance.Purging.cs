using System.Runtime.CompilerServices;
using Uhit.Client.Store;

namespace Uhit.Client.Testing.Store;

/// <content>Purging.</content>
internal sealed partial class InMemoryMaintenance
{
    public async IAsyncEnumerable<InboxEntry> ListMessagesAsync(
        PurgeTerms terms, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var entries = await state.RunAsync(
            () => state.Receipts.Values.Where(receipt => receipt is { Message: { } message, HasContent: true }
                    && StoreRules.IsIn(message, terms, receipt.EsiIds, InquiryOf(message)))
                .OrderBy(receipt => receipt.Message!.ReceivedAt.UtcTicks).Select(InMemoryEntries.Of).ToList(),
            cancellationToken).ConfigureAwait(false);
        foreach (var entry in entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return entry;
        }
    }

    public async IAsyncEnumerable<RequestId> ListInquiriesAsync(
        PurgeTerms terms, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var inquiries = await state.RunAsync(
            () => state.Inquiries
                .Where(record => StoreRules.IsIn(record, terms, HasContent(record)))
                .OrderBy(record => record.CreatedAt.UtcTicks)
                .Select(record => record.RequestId).ToList(),
            cancellationToken).ConfigureAwait(false);
        foreach (var requestId in inquiries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return requestId;
        }
    }

    public Task<(long WaitingEvents, long DeadLetters)> CountObstaclesAsync(
        RequestId requestId, PurgeTerms terms, CancellationToken cancellationToken = default) =>
        state.RunAsync(() => Obstacles(EventsOf(terms.Client, requestId, terms.EsiId), terms), cancellationToken);

    public Task<PurgeOutcome> PurgeMessageAsync(ReceiptId receipt, PurgeTerms terms, CancellationToken cancellationToken = default) =>
        state.RunAsync(
            () => state.Receipts.GetValueOrDefault(receipt) is { Message: not null, HasContent: true } known
                ? Purge(known, terms)
                : PurgeOutcome.NothingFound, cancellationToken);

    public Task<PurgeOutcome> PurgeInquiryAsync(
        RequestId requestId, PurgeTerms terms, CancellationToken cancellationToken = default) =>
        state.RunAsync(
            () =>
            {
                if (state.IndexOf(terms.Client, requestId) is not (>= 0 and var index))
                {
                    return PurgeOutcome.NothingFound;
                }

                var events = EventsOf(terms.Client, requestId, terms.EsiId);
                if (!TryClear(events, terms))
                {
                    return PurgeOutcome.Held;
                }

                var record = state.Inquiries[index];
                state.Inquiries[index] = StoreRules.Redact(record, terms);
                Redact(EventsOf(terms.Client, requestId, null), terms.EsiId);
                return PurgeOutcome.Purged;
            },
            cancellationToken);

    public Task<bool> WipeAsync(CancellationToken cancellationToken = default) => Task.FromResult(true);

    public Task<int> ForgetMessagesAsync(string client, DateTimeOffset before, int max, CancellationToken cancellationToken = default) =>
        state.RunAsync(
            () =>
            {
                var old = state.Messages.Where(entry =>
                    !entry.Value.HasContent && entry.Value.Message!.PurgedAt is not null && entry.Value.Message.ReceivedAt < before
                    && string.Equals(entry.Key.Client, client, StringComparison.Ordinal)).Take(max).ToList();
                foreach (var (identity, receipt) in old)
                {
                    state.Messages.Remove(identity);
                    state.Receipts.Remove(receipt.Id);
                }

                return old.Count;
            },
            cancellationToken);

    private PurgeOutcome Purge(InMemoryReceipt receipt, PurgeTerms terms)
    {
        var message = receipt.Message!;
        var esiId = StoreRules.PurgedEsiId(receipt.Room, terms);
        var ofStream = EventsOf(message.Client, message.Header.RequestId, null);
        var ofMessage = ofStream.FindAll(stored => stored.Content.Receipt == receipt.Id);
        if (!TryClear(StoreRules.IsHeldByOwnEventsAlone(message.Header.RequestId, terms) ? ofMessage : ofStream, terms))
        {
            return PurgeOutcome.Held;
        }

        receipt.MarkPurged(terms.At);
        Redact(ofMessage, esiId);
        if (state.IndexOf(message.Client, message.Header.RequestId) is >= 0 and var index
            && state.Inquiries[index] is { PurgedAt: null } record)
        {
            state.Inquiries[index] = record with { PurgedAt = terms.At };
        }

        return receipt.Take(esiId, terms) ? PurgeOutcome.Purged : PurgeOutcome.More;
    }

    private static bool TryClear(List<InMemoryEvent> events, PurgeTerms terms)
    {
        if (terms.DiscardsWaiting)
        {
            foreach (var stored in events)
            {
                stored.IsFinished = true;
                stored.DeadLetters().ToList().ForEach(letter => stored.Discard(letter.Handler));
            }

            return true;
        }

        return Obstacles(events, terms) is (0, 0);
    }

    private static (long WaitingEvents, long DeadLetters) Obstacles(List<InMemoryEvent> events, PurgeTerms terms) =>
        (
            events.Count(stored => !stored.IsFinished && terms.Kinds.Contains(stored.Kind)),
            events.Sum(stored => stored.DeadLetters().Count()));

    private static void Redact(List<InMemoryEvent> events, EsiId? esiId) =>
        events.ForEach(stored => stored.Content = StoreRules.Redact(stored.Content, esiId));

    private List<InMemoryEvent> EventsOf(string client, RequestId requestId, EsiId? esiId) => state.Events.FindAll(stored =>
        stored.RequestId == requestId && string.Equals(stored.Client, client, StringComparison.Ordinal)
        && (esiId is null
            || (stored.Content.Receipt is { } receipt
                && state.Receipts.GetValueOrDefault(receipt) is { } known
                && StoreRules.MayHold([.. known.Usage.Select(line => line.EsiId)], esiId.Value))));

    private InquiryRecord? InquiryOf(InboxMessage message) =>
        state.IndexOf(message.Client, message.Header.RequestId) is >= 0 and var index ? state.Inquiries[index] : null;

    private bool HasContent(InquiryRecord record) => state.Receipts.Values.Any(receipt =>
        receipt is { Message: { } message, HasContent: true } && message.Header.RequestId == record.RequestId
        && string.Equals(message.Client, record.Client, StringComparison.Ordinal));
}
