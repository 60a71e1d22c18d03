using System.Runtime.CompilerServices;
using Uhit.Client.Inquiries.Correlation;
using Uhit.Client.Store;
using Uhit.Client.Usage;

namespace Uhit.Client.Events.Dispatching;

/// <summary>Makes the typed event from a stored one.</summary>
internal static class EventFactory
{
    /// <param name="stored">The event.</param>
    /// <param name="progress">How far the handler has come with it; null where it was never tried.</param>
    /// <param name="store">Where its data is.</param>
    public static UhitEvent Create(StoredEvent stored, HandlerProgress? progress, IUhitStore store)
    {
        var content = stored.Event.Content;
        var key = stored.Event.Key;
        var at = stored.Event.OccurredAt;
        var (client, environment, id) = (stored.Client, stored.Environment, stored.RequestId);
        UhitEvent usageEvent = stored.Event.Kind switch
        {
            StoredEventKind.InquiryAcknowledged => new InquiryAcknowledged
            {
                Client = client,
                Environment = environment,
                RequestId = id,
                Key = key,
                OccurredAt = at,
                Acknowledgement = Needed(content.Acknowledgement),
                CameByCallback = stored.Event.Receipt is not null,
            },
            StoredEventKind.ValidationReceived => new ValidationReceived
            {
                Client = client,
                Environment = environment,
                RequestId = id,
                Key = key,
                OccurredAt = at,
                SentAt = content.Header?.SentAt,
                TransactionId = content.TransactionId,
                Lines = Needed(content.Validations),
            },
            StoredEventKind.UsageDelivered => new UsageDelivered
            {
                Client = client,
                Environment = environment,
                RequestId = id,
                Key = key,
                OccurredAt = at,
                SentAt = content.Header?.SentAt,
                TransactionId = content.TransactionId,
                Part = Needed(content.Part),
                UsageCount = content.UsageCount,
                IsLate = content.IsLate,
                Source = cancellationToken => ReadAsync(store, stored.Event.Receipt!.Value, cancellationToken),
            },
            StoredEventKind.CallbackAcknowledged => new CallbackAcknowledged
            {
                Client = client,
                Environment = environment,
                RequestId = id,
                Key = key,
                OccurredAt = at,
                Operation = Needed(content.Operation),
                Peer = Needed(content.Peer),
                Acknowledgement = Needed(content.Acknowledgement),
            },
            StoredEventKind.InquiryCompleted => new InquiryCompleted { Client = client, Environment = environment, RequestId = id, Key = key, OccurredAt = at },
            StoredEventKind.InquiryDue => new InquiryDue { Client = client, Environment = environment, RequestId = id, Key = key, OccurredAt = at },
            StoredEventKind.InquiryOverdue => new InquiryOverdue { Client = client, Environment = environment, RequestId = id, Key = key, OccurredAt = at },
            StoredEventKind.CallbackUnmatched => new CallbackUnmatched
            {
                Client = client,
                Environment = environment,
                RequestId = id,
                Key = key,
                OccurredAt = at,
                Operation = Needed(content.Operation),
                Peer = Needed(content.Peer),
                Header = Needed(content.Header),
                TransactionId = content.TransactionId,
            },
            StoredEventKind.CallbackTooLarge => new CallbackTooLarge
            {
                Client = client,
                Environment = environment,
                RequestId = id,
                Key = key,
                OccurredAt = at,
                Operation = Needed(content.Operation),
                Peer = Needed(content.Peer),
                Header = Needed(content.Header),
                MaxBytes = content.MaxBytes ?? throw Incomplete(),
            },
            _ => throw new UhitStoreException(
                $"A stored event has the kind {(int)stored.Event.Kind}, which this version does not know: use a newer one.", isTransient: false),
        };
        var failures = progress?.Failures ?? 0;
        return usageEvent with { Attempt = Math.Max(failures + 1, stored.Claims), IsReplay = failures > 0 || progress?.Replays > 0 };
    }

    private static async IAsyncEnumerable<UsageHistory> ReadAsync(
        IUhitStore store, ReceiptId receipt, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stored = await store.Inbox.FindAsync(receipt, cancellationToken).ConfigureAwait(false);
        IReadOnlyDictionary<EsiId, int>? asked = null;
        var isEmpty = true;
        var order = stored?.Order ?? default;
        var packed = store.Inbox.ReadMessageUsageAsync(receipt, cancellationToken).Select(usage => (order, usage));
        await foreach (var history in UsagePieces.MergeAsync(packed, cancellationToken).ConfigureAwait(false))
        {
            isEmpty = false;
            if (history.LineNumber > 0)
            {
                yield return history;
                continue;
            }

            asked ??= await NumbersOfAsync(store, stored!, cancellationToken).ConfigureAwait(false);
            yield return history with { LineNumber = asked.GetValueOrDefault(history.EsiId) };
        }

        // Nothing would look like a part without data.
        if (isEmpty && stored is null or { PurgedAt: not null })
        {
            throw new UhitStoreException("The data of this delivery was purged: nothing of it is left to read.", isTransient: false);
        }
    }

    // A contract without line numbers: the inquiry tells them.
    private static async Task<IReadOnlyDictionary<EsiId, int>> NumbersOfAsync(IUhitStore store, InboxMessage message, CancellationToken cancellationToken) =>
        await store.Inquiries.FindAsync(message.Client, message.Header.RequestId, cancellationToken).ConfigureAwait(false) is { } record
            ? InquiryLines.NumbersOf(record.Inquiry)
            : new Dictionary<EsiId, int>();

    private static T Needed<T>(T? value)
        where T : class => value ?? throw Incomplete();

    private static UhitOperation Needed(UhitOperation? value) => value ?? throw Incomplete();

    private static UhitStoreException Incomplete() => new("A stored event lacks something that its kind must have: the store is damaged.", isTransient: false);
}
