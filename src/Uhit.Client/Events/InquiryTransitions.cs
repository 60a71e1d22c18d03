using Uhit.Client.Inquiries;
using Uhit.Client.Inquiries.Correlation;
using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Receiving;
using Uhit.Client.Store;

namespace Uhit.Client.Events;

/// <summary>What becomes of an inquiry by a fact: the new record, and the events. Pure but for the clock, so a store may ask again.</summary>
internal sealed class InquiryTransitions(IBusinessCalendar calendar, TimeProvider time)
{
    /// <summary>Applies a fact.</summary>
    /// <param name="record">The inquiry before.</param>
    /// <param name="fact">What happened.</param>
    /// <param name="source">The callback that brought it; <see langword="null"/> for what we did ourselves, and for CNP's answer at once.</param>
    public InquiryChange Apply(InquiryRecord record, InquiryFact fact, CallbackSource? source = null)
    {
        (fact, source) = (InquiryLines.Complete(fact, record.RequestId, record.Inquiry), Complete(source, record.RequestId));
        var now = source?.ReceivedAt ?? time.GetUtcNow();
        var (after, wasComplete, isComplete) = Recompute(record, record.Ledger.Apply(OnlyAsked(record.Inquiry, fact)), now);
        var events = new List<NewStoredEvent>(2);
        var isLate = !wasComplete && record.OverdueAt <= now;
        if (EventOf(record.RequestId, fact, source, now, isLate) is { } fromFact)
        {
            events.Add(fromFact);
        }

        // The store drops a second one of the same key: a later part may make an inquiry incomplete, and complete again.
        if (isComplete && !wasComplete)
        {
            events.Add(Plain(StoredEventKind.InquiryCompleted, EventKeys.Completed(record.RequestId), now));
        }

        return new InquiryChange(after, events);
    }

    /// <summary>A change with one more fact, which decides neither state nor deadlines and is no event.</summary>
    public static InquiryChange And(InquiryChange change, InquiryFact fact) => change with { Record = change.Record with { Ledger = change.Record.Ledger.Apply(fact) } };

    /// <summary>The inquiry as it stands at a moment.</summary>
    public InquirySnapshot SnapshotOf(InquiryRecord record, DateTimeOffset now) => InquirySnapshots.Of(
        record.Client,
        record.Environment,
        record.RequestId,
        record.AuthenticationId,
        record.Inquiry,
        record.Ledger,
        record.CreatedAt,
        calendar,
        now);

    /// <summary>Notes that deadlines have passed; <see langword="null"/> where none has that was not reported.</summary>
    /// <param name="record">The inquiry before.</param>
    /// <param name="now">The time now.</param>
    public static InquiryChange? ReportDeadlines(InquiryRecord record, DateTimeOffset now)
    {
        var isDue = !record.IsFinished && !record.DueReported && record.DueAt <= now;
        var isOverdue = !record.IsFinished && !record.OverdueReported && record.OverdueAt <= now;
        if (!isDue && !isOverdue)
        {
            return null;
        }

        var events = new List<NewStoredEvent>(2);
        if (isDue)
        {
            events.Add(Plain(StoredEventKind.InquiryDue, EventKeys.Due(record.RequestId), record.DueAt!.Value));
        }

        if (isOverdue)
        {
            events.Add(Plain(StoredEventKind.InquiryOverdue, EventKeys.Overdue(record.RequestId), record.OverdueAt!.Value));
        }

        var after = record with { DueReported = record.DueReported || isDue, OverdueReported = record.OverdueReported || isOverdue };
        return new InquiryChange(after, events);
    }

    private (InquiryRecord Record, bool WasComplete, bool IsComplete) Recompute(InquiryRecord record, InquiryLedger ledger, DateTimeOffset now)
    {
        var after = record with { Ledger = ledger };
        var snapshot = SnapshotOf(after, now);
        return (
            after with
            {
                Sending = snapshot.Sending,
                IsFinished = snapshot.IsFinished,
                DueAt = snapshot.DueAt,
                OverdueAt = snapshot.OverdueAt,
            },
            SnapshotOf(record, now).IsComplete,
            snapshot.IsComplete);
    }

    private static CallbackSource? Complete(CallbackSource? source, RequestId requestId) =>
        source is { } callback && callback.Header.RequestId == default ? callback with { Header = callback.Header with { RequestId = requestId } } : source;

    // What names an ESI ID that was not asked for decides nothing: in the ledger it would make every later change of the inquiry as slow as the sender likes.
    private static InquiryFact OnlyAsked(UsageHistoryInquiry inquiry, InquiryFact fact)
    {
        var asked = inquiry.Lines.Select(line => line.EsiId).ToHashSet();
        return fact switch
        {
            Validated validated => validated with { Lines = [.. validated.Lines.Where(line => asked.Contains(line.EsiId))] },
            Delivered delivered => delivered with { Lines = [.. delivered.Lines.Where(line => asked.Contains(line.EsiId))] },
            _ => fact,
        };
    }

    private static NewStoredEvent? EventOf(RequestId requestId, InquiryFact fact, CallbackSource? source, DateTimeOffset now, bool isLate) => fact switch
    {
        Acknowledged acknowledged => Of(
            StoredEventKind.InquiryAcknowledged,
            EventKeys.Acknowledged(requestId, source?.Peer, acknowledged.Order.MessageKey),
            now,
            source,
            new StoredEventContent { TransactionId = acknowledged.Acknowledgement.TransactionId, Acknowledgement = acknowledged.Acknowledgement }),
        Validated validated => Of(
            StoredEventKind.ValidationReceived,
            EventKeys.Validation(requestId, source?.Peer, validated.Order.MessageKey),
            now,
            source,
            new StoredEventContent { TransactionId = validated.TransactionId, Validations = validated.Lines }),
        Delivered delivered => Of(
            StoredEventKind.UsageDelivered,
            EventKeys.Delivery(requestId, source?.Peer, delivered.Order.MessageKey),
            now,
            source,
            new StoredEventContent { TransactionId = delivered.TransactionId, Part = delivered.Part, UsageCount = source?.UsageCount ?? delivered.Lines.Count, IsLate = isLate }),
        _ => null,
    };

    private static NewStoredEvent Of(StoredEventKind kind, string key, DateTimeOffset now, CallbackSource? source, StoredEventContent content) => new()
    {
        Kind = kind,
        Key = key,
        OccurredAt = now,
        Receipt = source?.Receipt,
        Content = content with { Operation = source?.Operation, Peer = source?.Peer, Header = source?.Header },
    };

    private static NewStoredEvent Plain(StoredEventKind kind, string key, DateTimeOffset at) =>
        new() { Kind = kind, Key = key, OccurredAt = at, Content = new StoredEventContent() };
}
