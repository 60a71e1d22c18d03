using System.Collections.Immutable;
using Uhit.Client.Inquiries;
using Uhit.Client.Inquiries.Ledger;

namespace Uhit.Client.Store;

/// <content>What a purge takes out of what is stored whole. Pure; doing it twice changes nothing more.
/// Of an inquiry the names of customers, addresses, e-mail addresses and telephone numbers go. What proves the authorization stays: who
/// attested it and in what office, to whom data goes, the days, the reference of the signed letter; and so do ESI IDs, periods and the
/// user's own key. Of progress and events the texts of errors go, their codes stay; so progress is the same before and after.</content>
public static partial class StoreRules
{
    private static readonly ServiceAddress NoAddress =
        new() { Line1 = string.Empty, City = string.Empty, State = string.Empty, PostalCode = string.Empty };

    /// <summary>An inquiry without personal data, and its progress without texts. It is marked as purged, unless it was before.</summary>
    /// <param name="record">The inquiry.</param>
    /// <param name="terms">When, and of which ESI ID.</param>
    public static InquiryRecord Redact(InquiryRecord record, PurgeTerms terms) => record with
    {
        Inquiry = Redact(record.Inquiry, terms.EsiId),
        Ledger = Redact(record.Ledger, terms.EsiId),
        PurgedAt = record.PurgedAt ?? terms.At,
    };

    /// <summary>Whether nothing is left in an inquiry that a purge of all of it would take out.</summary>
    /// <param name="record">The inquiry.</param>
    public static bool IsRedacted(InquiryRecord record) => record.Inquiry.Lines.All(IsRedacted)
        && StoreJson.Write(record.Ledger).AsSpan().SequenceEqual(StoreJson.Write(Redact(record.Ledger, null)));

    /// <summary>An event without texts.</summary>
    /// <param name="stored">The event.</param>
    /// <param name="esiId">The ESI ID whose texts alone are meant, with those of the whole request; <see langword="null"/> for all.</param>
    public static StoredEvent Redact(StoredEvent stored, EsiId? esiId) => stored with { Content = Redact(stored.Content, esiId) };

    /// <summary>Does the same with what <see cref="StoreJson.WriteContent"/> wrote.</summary>
    /// <param name="utf8">What was written.</param>
    /// <param name="esiId">As for the event.</param>
    /// <returns>What is to be written in its place.</returns>
    public static byte[] RedactContent(ReadOnlyMemory<byte> utf8, EsiId? esiId) =>
        StoreJson.Write(Redact(StoreJson.ReadContent(utf8), esiId));

    /// <summary>The ESI ID whose data alone goes out of a message; <see langword="null"/> for all of it: what waits for an inquiry can't be
    /// adopted any more once something of it is gone, and so goes as a whole.</summary>
    /// <param name="room">Where the message is.</param>
    /// <param name="terms">How it is purged.</param>
    public static EsiId? PurgedEsiId(InboxRoom room, PurgeTerms terms) => room is InboxRoom.Inbox ? terms.EsiId : null;

    /// <summary>Whether only the events of a message itself hold its purge back: otherwise all events of its inquiry do.</summary>
    /// <param name="requestId">The inquiry that the message names; <see langword="default"/> where it names none.</param>
    /// <param name="terms">How it is purged.</param>
    public static bool IsHeldByOwnEventsAlone(RequestId requestId, PurgeTerms terms) => terms.EsiId is not null || requestId == default;

    /// <summary>Whether an event of a message may hold the data of an ESI ID: what has no usage may name it in its text.</summary>
    /// <param name="usage">The ESI IDs of the usage that is left of the message.</param>
    /// <param name="esiId">The ESI ID.</param>
    public static bool MayHold(IReadOnlyCollection<EsiId> usage, EsiId esiId) => usage.Count == 0 || usage.Contains(esiId);

    /// <summary>How much the next transaction of a purge takes out of a message. The body goes first: after a crash, a message of an ESI ID
    /// is found again by its usage.</summary>
    /// <param name="chunks">How many chunks of its body there are.</param>
    /// <param name="terms">How it is purged.</param>
    /// <returns>How many chunks stay, and how many lines of usage may go.</returns>
    public static (int ChunksLeft, int Lines) NextOfPurge(int chunks, PurgeTerms terms)
    {
        var left = Math.Max(0, chunks - terms.MaxRows);
        return (left, left > 0 ? 0 : terms.MaxRows - chunks);
    }

    /// <summary>Whether a purge means a message that still has content.</summary>
    /// <param name="message">The message.</param>
    /// <param name="terms">What is to be purged.</param>
    /// <param name="esiIds">The ESI IDs of the usage that is left, and those that an unmatched message is looked for by.</param>
    /// <param name="inquiry">The inquiry that the message names, where it is known.</param>
    public static bool IsIn(InboxMessage message, PurgeTerms terms, IReadOnlyCollection<EsiId> esiIds, InquiryRecord? inquiry) =>
        string.Equals(message.Client, terms.Client, StringComparison.Ordinal) && terms switch
        {
            { EsiId: { } esiId } => esiIds.Contains(esiId) || (message.UsageCount == 0 && inquiry is not null && Asks(inquiry, esiId)),
            { RequestId: { } requestId } => message.Header.RequestId == requestId,
            _ => message.ReceivedAt < terms.Before,
        };

    /// <summary>Whether a purge means an inquiry.</summary>
    /// <param name="record">The inquiry.</param>
    /// <param name="terms">What is to be purged.</param>
    /// <param name="hasContent">Whether any message of the inquiry still has content.</param>
    public static bool IsIn(InquiryRecord record, PurgeTerms terms, bool hasContent) =>
        string.Equals(record.Client, terms.Client, StringComparison.Ordinal) && terms switch
        {
            { EsiId: { } esiId } => Asks(record, esiId),
            { RequestId: { } requestId } => record.RequestId == requestId,
            _ => record.IsFinished && record.CreatedAt < terms.Before && !hasContent && !IsRedacted(record),
        };

    /// <summary>Whether personal data was taken out of any line: such an inquiry can't be sent again.</summary>
    internal static bool LacksPersonalData(UsageHistoryInquiry inquiry) => inquiry.Lines.Any(IsRedacted);

    private static UsageHistoryInquiry Redact(UsageHistoryInquiry inquiry, EsiId? esiId) => inquiry with
    {
        Lines = [.. inquiry.Lines.Select(line => IsMeant(line.EsiId, esiId) ? Redact(line) : line)],
    };

    private static InquiryLedger Redact(InquiryLedger ledger, EsiId? esiId) => ledger with
    {
        Answer = Redact(ledger.Answer),
        Acceptance = Redact(ledger.Acceptance),
        Validations = ledger.Validations.ToImmutableSortedDictionary(
            entry => entry.Key, entry => entry.Value with { Line = Redact(entry.Value.Line, esiId) }, StringComparer.Ordinal),
        Deliveries = ledger.Deliveries.ToImmutableSortedDictionary(
            entry => entry.Key, entry => Redact(entry.Value, esiId), StringComparer.Ordinal),
        Abandoned = ledger.Abandoned is { } abandoned ? abandoned with { Reason = string.Empty } : null,
    };

    private static StoredEventContent Redact(StoredEventContent content, EsiId? esiId) => content with
    {
        Acknowledgement = content.Acknowledgement is null ? null : Redact(content.Acknowledgement),
        Validations = content.Validations is null ? null : [.. content.Validations.Select(line => Redact(line, esiId))],
    };

    private static bool IsRedacted(InquiryLine line) => line.Authorization.CustomerName.Length == 0;

    private static InquiryLine Redact(InquiryLine line) => line with
    {
        ServiceAddress = NoAddress,
        Authorization = line.Authorization with { CustomerName = string.Empty, Telephone = string.Empty, Email = string.Empty },
    };

    private static AnswerRecord? Redact(AnswerRecord? answer) =>
        answer is null ? null : answer with { Acknowledgement = Redact(answer.Acknowledgement) };

    private static Acknowledgement Redact(Acknowledgement answer) => answer with { Errors = Redact(answer.Errors) };

    private static LineValidation Redact(LineValidation line, EsiId? esiId) =>
        IsMeant(line.EsiId, esiId) ? line with { Reasons = Redact(line.Reasons) } : line;

    private static DeliveryRecord Redact(DeliveryRecord delivery, EsiId? esiId) => delivery with
    {
        Parts = delivery.Parts.ToImmutableSortedDictionary(
            part => part.Key, part => part.Value with { Lines = [.. part.Value.Lines.Select(line => Redact(line, esiId))] }),
    };

    private static DeliveredLine Redact(DeliveredLine line, EsiId? esiId) =>
        IsMeant(line.EsiId, esiId) && line.NoData is { } noData ? line with { NoData = Redact(noData) } : line;

    private static IReadOnlyList<ReportedError> Redact(IReadOnlyList<ReportedError> errors) => [.. errors.Select(Redact)];

    private static ReportedError Redact(ReportedError error) => error with { Description = string.Empty };

    private static bool Asks(InquiryRecord record, EsiId esiId) => record.Inquiry.Lines.Any(line => line.EsiId == esiId);

    private static bool IsMeant(EsiId esiId, EsiId? only) => only is null || only == esiId;
}
