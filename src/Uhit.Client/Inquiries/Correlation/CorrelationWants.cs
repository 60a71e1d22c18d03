namespace Uhit.Client.Inquiries.Correlation;

/// <summary>Says whether an inquiry still waits for such a message as a callback is.</summary>
internal static class CorrelationWants
{
    public static bool Awaits(InquiryRecord candidate, CorrelationEvidence evidence) => evidence.Operation switch
    {
        UhitOperation.NotifyAcknowledgement => candidate.Ledger.Answer is null,
        UhitOperation.NotifyValidation => evidence.Lines.Any(line => !candidate.Ledger.Validations.ContainsKey(line.EsiId.Value)),
        _ => evidence.Lines.Count == 0 || evidence.Lines.Any(line => AwaitsUsage(candidate, line.EsiId)),
    };

    // A half of what was asked for, or of a delivery, is not all of it: what comes next may be the other half.
    private static bool AwaitsUsage(InquiryRecord candidate, EsiId esiId)
    {
        var wanted = candidate.Inquiry.Lines.Where(line => line.EsiId == esiId).Aggregate(
            RequestedUsage.None, (all, line) => all | line.RequestedUsage);
        var held = candidate.Ledger.Deliveries.Values
            .Where(delivery => delivery.IsWhole)
            .SelectMany(delivery => delivery.Parts.Values)
            .SelectMany(part => part.Lines)
            .Where(line => line.EsiId == esiId)
            .ToList();
        var received = held.Aggregate(RequestedUsage.None, (all, line) => all | line.Received);
        return !held.Exists(line => line.NoData is not null) && (wanted & ~received) != RequestedUsage.None;
    }
}
