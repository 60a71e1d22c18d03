namespace Uhit.Client.Inquiries.Correlation;

/// <summary>Says to which inquiry a callback belongs that does not carry our RequestId.</summary>
/// <remarks>Pure, and independent of the order of the candidates. <c>docs/callbacks.md</c> has the rules. In doubt it finds none: the callback then waits as unmatched, and nothing is lost.</remarks>
internal static class InquiryCorrelation
{
    /// <summary>How much later than a callback an inquiry may have been sent by the clock of another process.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    /// <summary>Chooses among inquiries that an identifier of the callback names.</summary>
    public static CorrelationChoice? ChooseNamed(CorrelationEvidence evidence, IEnumerable<CorrelationCandidate> candidates)
    {
        var named = candidates.Select(candidate => (candidate, Fit: CorrelationFit.Of(evidence.Lines, candidate.Inquiry))).ToList();

        // One number for several, as of an inquiry that CNP split: its ESI IDs say of which it is, or nothing does.
        return named.Count > 1 && evidence.Lines.Count > 0 && named.TrueForAll(one => one.Fit.Shared == 0) ? null : First(named, evidence);
    }

    /// <summary>Chooses among inquiries that ask for an ESI ID of the callback, where no identifier names one.</summary>
    public static CorrelationChoice? ChooseAsking(CorrelationEvidence evidence, IEnumerable<CorrelationCandidate> candidates)
    {
        var possible = candidates
            .Where(candidate => WasSentBefore(candidate, evidence.ReceivedAt) && !HasOtherNumber(candidate, evidence))
            .Select(candidate => (candidate, Fit: CorrelationFit.Of(evidence.Lines, candidate.Inquiry)))
            .Where(one => one.Fit is { Shared: > 0, IsContradicted: false })
            .ToList();
        if (MayBeNamedYet(evidence, possible.ConvertAll(one => one.candidate)))
        {
            return null;
        }

        var whole = possible.FindAll(one => one.Fit.Shared == evidence.Lines.Count);
        if (whole.Count > 0)
        {
            return First(whole, evidence);
        }

        // It holds something that none of them asks for: where it could be for several, its lines may be of several.
        return possible.Count == 1 ? First(possible, evidence) : null;
    }

    // It has a number of CNP's that none of them has, and an answer that is still to come may bring it: given to one that only could be meant it might be given to the wrong one for good.
    private static bool MayBeNamedYet(CorrelationEvidence evidence, List<CorrelationCandidate> possible)
    {
        var open = possible.FindAll(candidate => !candidate.IsFinished);
        return evidence.TransactionId is not null && open.Count > 1 && open.Exists(candidate => candidate.Ledger.Answer is null);
    }

    private static CorrelationChoice? First(IEnumerable<(CorrelationCandidate Candidate, CorrelationFit Fit)> candidates, CorrelationEvidence evidence)
    {
        var ranked = candidates
            .Select(one => (one.Candidate, Rank: RankOf(one.Candidate, one.Fit, evidence)))
            .OrderBy(one => one.Rank)
            .ThenBy(one => AgeOf(one.Candidate))
            .ThenBy(one => one.Candidate.RequestId.Value, StringComparer.Ordinal)
            .ToList();
        return ranked.Count == 0 ? null : new CorrelationChoice(ranked[0].Candidate.RequestId, ranked.Count(one => one.Rank.Equals(ranked[0].Rank)) - 1);
    }

    // Never one that is over where an open one fits; of two the one that waits for such a message; of two the one whose days are nearer to those of the message.
    private static (bool IsOtherId, int NotAsked, bool IsDoubtful, int Standing, bool HasIt, double Distance) RankOf(
        CorrelationCandidate candidate, CorrelationFit fit, CorrelationEvidence evidence) => (
        evidence.CorrelationId is { } id && !string.Equals(candidate.RequestId.Value, id, StringComparison.Ordinal),
        evidence.Lines.Count - fit.Shared,
        fit.IsDoubtful,
        StandingOf(candidate),
        !Awaits(candidate, evidence),
        fit.Distance);

    private static int StandingOf(CorrelationCandidate candidate) => !candidate.IsFinished ? 0
        : candidate.Sending is SendingState.Abandoned or SendingState.Rejected ? 2
        : 1;

    // Of those that wait the one that has waited longest; of those that are over the latest, which a correction is more likely about.
    private static long AgeOf(CorrelationCandidate candidate) => candidate.IsFinished ? -candidate.CreatedAt.UtcTicks : candidate.CreatedAt.UtcTicks;

    private static bool WasSentBefore(CorrelationCandidate candidate, DateTimeOffset receivedAt) =>
        candidate.Sending is not (SendingState.Draft or SendingState.NotSent)
        && candidate.Ledger.Sends.Values.Any(send => send.StartedAt <= receivedAt + ClockTolerance);

    private static bool HasOtherNumber(CorrelationCandidate candidate, CorrelationEvidence evidence) =>
        evidence.TransactionId is { } number && candidate.Ledger.Transaction is { } known && known.TransactionId != number;

    private static bool Awaits(CorrelationCandidate candidate, CorrelationEvidence evidence) => evidence.Operation switch
    {
        UhitOperation.NotifyAcknowledgement => candidate.Ledger.Answer is null,
        UhitOperation.NotifyValidation => evidence.Lines.Any(line => !candidate.Ledger.Validations.ContainsKey(line.EsiId.Value)),
        _ => evidence.Lines.Count == 0 || evidence.Lines.Select(line => line.EsiId).Except(DeliveredOf(candidate)).Any(),
    };

    private static IEnumerable<EsiId> DeliveredOf(CorrelationCandidate candidate) =>
        candidate.Ledger.Deliveries.Values.SelectMany(delivery => delivery.Parts.Values).SelectMany(part => part.Lines).Select(line => line.EsiId);
}
