using Uhit.Client.Inquiries;
using Uhit.Client.Inquiries.Correlation;
using Uhit.Client.Inquiries.Ledger;

namespace Uhit.Client;

/// <content>What follows from a fact.</content>
public sealed partial record InquiryRecord
{
    /// <summary>Applies a fact: what becomes of the inquiry, and the events that follow. Pure, so a store may ask again.</summary>
    /// <param name="fact">What happened.</param>
    /// <param name="now">When it became known here, where no callback brought it.</param>
    /// <param name="calendar">CNP's business days, for the deadlines.</param>
    internal InquiryChange Apply(InquiryFact fact, DateTimeOffset now, IBusinessCalendar calendar)
    {
        fact = InquiryLines.Complete(fact, RequestId, Inquiry);
        var at = fact.Source?.ReceivedAt ?? now;
        var isLate = !IsComplete && OverdueAt <= at;
        var after = With(Ledger.Apply(OnlyAsked(fact)), calendar);
        var events = new List<StoredEvent>();
        if (EventOf(fact, at, isLate) is { } fromFact)
        {
            events.Add(fromFact);
        }

        // The store drops a second one of the same key: a later part may make an inquiry incomplete, and complete again.
        if (after.IsComplete && !IsComplete)
        {
            events.Add(Plain(StoredEventKind.InquiryCompleted, EventKeys.Completed(RequestId), at));
        }

        return new InquiryChange(after, events);
    }

    /// <summary>Notes a fact that decides neither state nor deadlines and is no event.</summary>
    internal InquiryRecord Note(InquiryFact fact) => this with { Ledger = Ledger.Apply(fact) };

    /// <summary>The same inquiry with another ledger, and with what follows from that.</summary>
    internal InquiryRecord With(InquiryLedger ledger, IBusinessCalendar calendar)
    {
        var deadlines = InquiryDeadlines.Of(ledger, calendar);
        var after =
            this with { Ledger = ledger, Sending = SendingStates.Of(ledger), DueAt = deadlines.DueAt, OverdueAt = deadlines.OverdueAt };
        return after with { IsFinished = after.IsComplete || after.Sending is SendingState.Rejected or SendingState.Abandoned };
    }

    /// <summary>Notes that deadlines have passed; <see langword="null"/> where none has that was not reported.</summary>
    internal InquiryChange? ReportDeadlines(DateTimeOffset now)
    {
        var isDue = !IsFinished && !DueReported && DueAt <= now;
        var isOverdue = !IsFinished && !OverdueReported && OverdueAt <= now;
        if (!isDue && !isOverdue)
        {
            return null;
        }

        var events = new List<StoredEvent>();
        if (isDue)
        {
            events.Add(Plain(StoredEventKind.InquiryDue, EventKeys.Due(RequestId), DueAt!.Value));
        }

        if (isOverdue)
        {
            events.Add(Plain(StoredEventKind.InquiryOverdue, EventKeys.Overdue(RequestId), OverdueAt!.Value));
        }

        return new InquiryChange(this with { DueReported = DueReported || isDue, OverdueReported = OverdueReported || isOverdue }, events);
    }

    // What names an ESI ID that was not asked for decides nothing: in the ledger it would make every later
    // change of the inquiry as slow as the sender likes.
    private InquiryFact OnlyAsked(InquiryFact fact)
    {
        var asked = Inquiry.Lines.Select(line => line.EsiId).ToHashSet();
        return fact switch
        {
            Validated validated => validated with { Lines = [.. validated.Lines.Where(line => asked.Contains(line.EsiId))] },
            Delivered delivered => delivered with { Lines = [.. delivered.Lines.Where(line => asked.Contains(line.EsiId))] },
            _ => fact,
        };
    }

    private StoredEvent? EventOf(InquiryFact fact, DateTimeOffset at, bool isLate) => fact switch
    {
        Acknowledged acknowledged => Of(
            StoredEventKind.InquiryAcknowledged,
            EventKeys.Acknowledged(RequestId, fact.Source?.Peer, acknowledged.Order.MessageKey),
            at,
            fact.Source,
            new StoredEventContent
            {
                TransactionId = acknowledged.Acknowledgement.TransactionId,
                Acknowledgement = acknowledged.Acknowledgement,
            }),
        Validated validated => Of(
            StoredEventKind.ValidationReceived,
            EventKeys.Validation(RequestId, fact.Source?.Peer, validated.Order.MessageKey),
            at,
            fact.Source,
            new StoredEventContent { TransactionId = validated.TransactionId, Validations = validated.Lines }),
        Delivered delivered => Of(
            StoredEventKind.UsageDelivered,
            EventKeys.Delivery(RequestId, fact.Source?.Peer, delivered.Order.MessageKey),
            at,
            fact.Source,
            new StoredEventContent
            {
                TransactionId = delivered.TransactionId,
                Part = delivered.Part,
                UsageCount = fact.Source?.UsageCount ?? delivered.Lines.Count,
                IsLate = isLate,
            }),
        _ => null,
    };

    private StoredEvent Of(StoredEventKind kind, string key, DateTimeOffset at, FactSource? source, StoredEventContent content) => new()
    {
        Kind = kind,
        Key = key,
        OccurredAt = at,
        Receipt = source?.Receipt,
        Content =
            content with { Operation = source?.Operation, Peer = source?.Peer, Header = source is null ? null : WithNumber(source.Header) },
    };

    private MessageHeader WithNumber(MessageHeader header) => header.RequestId == default ? header with { RequestId = RequestId } : header;

    private static StoredEvent Plain(StoredEventKind kind, string key, DateTimeOffset at) =>
        new() { Kind = kind, Key = key, OccurredAt = at, Content = new StoredEventContent() };
}
