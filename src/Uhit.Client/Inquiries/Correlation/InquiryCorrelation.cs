namespace Uhit.Client.Inquiries.Correlation;

/// <summary>Says to which inquiry a callback belongs that does not carry our RequestId.</summary>
/// <remarks>Pure, and independent of the order of the candidates. <c>docs/reference/callbacks.md</c> has the rules. In doubt it finds none:
/// the callback then waits as unmatched, and nothing is lost.</remarks>
internal static class InquiryCorrelation
{
    /// <summary>How much later than a callback an inquiry may have been sent by the clock of another process.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    /// <summary>Chooses.</summary>
    /// <param name="evidence">What the callback says.</param>
    /// <param name="candidates">The inquiries that it may belong to.</param>
    /// <param name="areNamed">Whether an identifier of the callback names each of them; otherwise they ask for one of its ESI IDs.</param>
    public static CorrelationChoice Choose(CorrelationEvidence evidence, IEnumerable<InquiryRecord> candidates, bool areNamed)
    {
        var all = candidates.Select(candidate => new Fitted(candidate, CorrelationFit.Of(evidence.Lines, candidate.Inquiry))).ToList();
        return areNamed ? ChooseNamed(evidence, all) : ChooseAsking(evidence, all);
    }

    private static CorrelationChoice ChooseNamed(CorrelationEvidence evidence, List<Fitted> named)
    {
        // Our own number is of one inquiry alone, whatever else is said.
        var ours = named.FindAll(one => IsOurs(one.Candidate, evidence.CorrelationId));
        if (ours.Count > 0)
        {
            return Best(ours, evidence);
        }

        // CNP's number with ESI IDs that were never asked for contradicts itself. One number for several, as of an
        // inquiry that CNP split: its ESI IDs say of which it is.
        var asking = named.FindAll(one =>
            evidence.Lines.Count == 0 || (named.Count == 1 ? one.Fit.Shared > 0 : one.Fit.Shared == evidence.Lines.Count));
        return Best(asking, evidence);
    }

    private static CorrelationChoice ChooseAsking(CorrelationEvidence evidence, List<Fitted> asking)
    {
        var possible = asking.FindAll(one =>
            one.Fit is { Shared: > 0, IsContradicted: false }
            && WasSentBefore(one.Candidate, evidence.ReceivedAt)
            && !HasOtherNumber(one.Candidate, evidence));
        return MayBeNamedYet(evidence, possible)
            ? CorrelationChoice.None
            : Best(possible.FindAll(one => one.Fit.Shared == evidence.Lines.Count), evidence);
    }

    // It has a number of CNP's that none of them has, and an answer that is still to come may bring it: given to one that only could be
    // meant it might be given to the wrong one for good.
    private static bool MayBeNamedYet(CorrelationEvidence evidence, List<Fitted> possible)
    {
        var open = possible.FindAll(one => !one.Candidate.IsFinished);
        return evidence.TransactionId is not null && open.Count > 1 && open.Exists(one => one.Candidate.Ledger.Answer is null);
    }

    private static CorrelationChoice Best(List<Fitted> candidates, CorrelationEvidence evidence)
    {
        if (candidates.Count == 0)
        {
            return CorrelationChoice.None;
        }

        var ranked = candidates.ConvertAll(one => (one.Candidate, Rank: RankOf(one, evidence)));
        var best = ranked.Min(one => one.Rank);

        // The other parts say one, the days say another: CNP's DeliveryIds may be no unique ones.
        // The first part of its own delivery settles it.
        var areDaysOfAnother = best is { IsOfOtherDelivery: false, IsDoubtful: true };
        var alike = ranked.FindAll(one =>
            one.Rank.Equals(best) || (areDaysOfAnother && !one.Rank.IsDoubtful && one.Rank.Standing <= best.Standing));
        return alike.Count == 1 ? new CorrelationChoice(alike[0].Candidate.RequestId) : new CorrelationChoice(null, alike.Count);
    }

    // The other parts of its delivery say most. Never one that is over where an open one fits; of two the one that waits for such a
    // message; of two the one whose days are nearer to those of the message.
    private static (bool IsOfOtherDelivery, bool IsDoubtful, int Standing, bool HasIt, double Distance) RankOf(
        Fitted one, CorrelationEvidence evidence) =>
        (
            !HasOtherParts(one.Candidate, evidence.Part),
            one.Fit.IsDoubtful,
            StandingOf(one.Candidate),
            !CorrelationWants.Awaits(one.Candidate, evidence),
            one.Fit.Distance);

    private static int StandingOf(InquiryRecord candidate) => !candidate.IsFinished ? 0
        : candidate.Sending is SendingState.Abandoned or SendingState.Rejected ? 2
        : 1;

    private static bool IsOurs(InquiryRecord candidate, string? id) => id is not null
        && (string.Equals(candidate.RequestId.Value, id, StringComparison.Ordinal)
            || candidate.Ledger.Sends.Values.Any(send => string.Equals(send.MessageId?.Value, id, StringComparison.Ordinal)));

    private static bool HasOtherParts(InquiryRecord candidate, DeliveryPart? part) =>
        part is { PartCount: > 1 } && candidate.Ledger.Deliveries.GetValueOrDefault(part.DeliveryId.Value) is { } delivery
        && delivery.PartCount == part.PartCount && !delivery.Parts.ContainsKey(part.PartNumber);

    private static bool WasSentBefore(InquiryRecord candidate, DateTimeOffset receivedAt) =>
        candidate.Sending is not (SendingState.Draft or SendingState.NotSent)
        && candidate.Ledger.Sends.Values.Any(send => send.StartedAt <= receivedAt + ClockTolerance);

    private static bool HasOtherNumber(InquiryRecord candidate, CorrelationEvidence evidence) =>
        evidence.TransactionId is { } number && candidate.Ledger.Transaction is { } known && known.TransactionId != number;

    private readonly record struct Fitted(InquiryRecord Candidate, CorrelationFit Fit);
}

/// <summary>Which inquiry a callback belongs to.</summary>
/// <param name="RequestId">The inquiry; <see langword="null"/> where it is none that is known, or nothing says which.</param>
/// <param name="Alike">How many fit best and equally well, where nothing says which; else 0.</param>
internal readonly record struct CorrelationChoice(RequestId? RequestId, int Alike = 0)
{
    public static CorrelationChoice None => default;
}

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
