using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Uhit.Client.Inquiries.Ledger;

namespace Uhit.Client.Store;

/// <summary>What a purge takes out of what is stored whole: for those who write a store. Pure; doing it twice changes nothing more.</summary>
/// <remarks>Of an inquiry the names of customers, addresses, e-mail addresses and telephone numbers go. What proves the authorization stays: who attested it and in
/// what office, to whom data goes, the days, the reference of the signed letter; and so do ESI IDs, periods and the user's own key. Of ledgers and events the texts
/// of errors go, their codes stay; so progress is the same before and after.</remarks>
[Experimental("UHIT001")]
public static class PurgeRedaction
{
    private static readonly ServiceAddress NoAddress = new() { Line1 = string.Empty, City = string.Empty, State = string.Empty, PostalCode = string.Empty };

    /// <summary>Whether personal data was taken out of any line: such an inquiry can't be sent again.</summary>
    /// <param name="inquiry">The inquiry.</param>
    public static bool IsRedacted(UsageHistoryInquiry inquiry) => inquiry.Lines.Any(line => line.Authorization.CustomerName.Length == 0);

    /// <summary>An inquiry without personal data.</summary>
    /// <param name="inquiry">The inquiry.</param>
    /// <param name="esiId">The ESI ID whose lines alone are meant; <see langword="null"/> for all.</param>
    public static UsageHistoryInquiry Of(UsageHistoryInquiry inquiry, EsiId? esiId) => inquiry with
    {
        Lines = [.. inquiry.Lines.Select(line => IsMeant(line.EsiId, esiId) ? Of(line) : line)],
    };

    /// <summary>A ledger without texts.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="esiId">The ESI ID whose texts alone are meant, with those of the whole request; <see langword="null"/> for all.</param>
    public static InquiryLedger Of(InquiryLedger ledger, EsiId? esiId) => ledger with
    {
        Answer = Of(ledger.Answer),
        Acceptance = Of(ledger.Acceptance),
        Validations = ledger.Validations.ToImmutableSortedDictionary(
            entry => entry.Key, entry => entry.Value with { Line = Of(entry.Value.Line, esiId) }, StringComparer.Ordinal),
        Deliveries = ledger.Deliveries.ToImmutableSortedDictionary(entry => entry.Key, entry => Of(entry.Value, esiId), StringComparer.Ordinal),
        Abandoned = ledger.Abandoned is { } abandoned ? abandoned with { Reason = string.Empty } : null,
    };

    /// <summary>The content of an event without texts.</summary>
    /// <param name="content">The content.</param>
    /// <param name="esiId">The ESI ID whose texts alone are meant, with those of the whole request; <see langword="null"/> for all.</param>
    public static StoredEventContent Of(StoredEventContent content, EsiId? esiId) => content with
    {
        Acknowledgement = content.Acknowledgement is null ? null : Of(content.Acknowledgement),
        Validations = content.Validations is null ? null : [.. content.Validations.Select(line => Of(line, esiId))],
    };

    private static InquiryLine Of(InquiryLine line) => line with
    {
        ServiceAddress = NoAddress,
        Authorization = line.Authorization with { CustomerName = string.Empty, Telephone = string.Empty, Email = string.Empty },
    };

    private static AnswerRecord? Of(AnswerRecord? answer) => answer is null ? null : answer with { Acknowledgement = Of(answer.Acknowledgement) };

    private static Acknowledgement Of(Acknowledgement answer) => answer with { Errors = Of(answer.Errors) };

    private static LineValidation Of(LineValidation line, EsiId? esiId) => IsMeant(line.EsiId, esiId) ? line with { Reasons = Of(line.Reasons) } : line;

    private static DeliveryRecord Of(DeliveryRecord delivery, EsiId? esiId) => delivery with
    {
        Parts = delivery.Parts.ToImmutableSortedDictionary(
            part => part.Key, part => part.Value with { Lines = [.. part.Value.Lines.Select(line => Of(line, esiId))] }),
    };

    private static DeliveredLine Of(DeliveredLine line, EsiId? esiId) =>
        IsMeant(line.EsiId, esiId) && line.NoData is { } noData ? line with { NoData = Of(noData) } : line;

    private static IReadOnlyList<ReportedError> Of(IReadOnlyList<ReportedError> errors) => [.. errors.Select(Of)];

    private static ReportedError Of(ReportedError error) => error with { Description = string.Empty };

    private static bool IsMeant(EsiId esiId, EsiId? only) => only is null || only == esiId;
}
