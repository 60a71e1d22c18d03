using Uhit.Client.Inquiries.Correlation;
using Uhit.Client.Store;

namespace Uhit.Client.Receiving;

/// <summary>Finds the inquiry of one callback that does not name it, by what it says, among those that the store finds.</summary>
internal sealed class CallbackCorrelation
{
    private readonly CorrelationEvidence _evidence;

    private CallbackCorrelation(CorrelationEvidence evidence)
    {
        _evidence = evidence;
        Search = new InquirySearch
        {
            RequestId = RequestId.TryParse(evidence.CorrelationId, out var id) ? id : null,
            Keys = CorrelationKeys.Of(evidence),
            EsiIds = [.. evidence.Lines.Take(InquirySearch.Limit).Select(line => line.EsiId)],
        };
    }

    public InquirySearch Search { get; }

    /// <summary>For the store: how it is found in its transaction.</summary>
    public InquirySearch Rule =>
        Search with { Choose = (candidates, areNamed) => (Choice = InquiryCorrelation.Choose(_evidence, candidates, areNamed)).RequestId };

    /// <summary>What was chosen last.</summary>
    public CorrelationChoice Choice { get; private set; }

    /// <summary>The correlation of a callback; <see langword="null"/> where it names its inquiry.</summary>
    public static CallbackCorrelation? Of(ParsedCallback parsed, DateTimeOffset receivedAt) =>
        parsed.Evidence is { } evidence ? new CallbackCorrelation(evidence with { ReceivedAt = receivedAt }) : null;

    /// <summary>That the user says which inquiry it is: found only where that asks for an ESI ID of it, if it has any.</summary>
    public static InquirySearch ToUsers(ParsedCallback parsed, RequestId requestId)
    {
        var esiIds = parsed.Validations.Select(line => line.EsiId).Concat(parsed.Lines.Select(line => line.EsiId)).ToHashSet();
        return new InquirySearch
        {
            RequestId = requestId,
            Choose = (candidates, _) => candidates
                .FirstOrDefault(record => record.RequestId == requestId
                    && (esiIds.Count == 0 || record.Inquiry.Lines.Any(line => esiIds.Contains(line.EsiId))))?.RequestId,
        };
    }

    /// <summary>A search by identifiers alone, whichever of CNP's or our numbers they are.</summary>
    public static InquirySearch SearchOf(IReadOnlyList<string> identifiers)
    {
        var keys = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var identifier in identifiers)
        {
            keys.UnionWith(
                CorrelationKeys.Of(
                    new CorrelationEvidence { Operation = default, ReceivedAt = default, CorrelationId = identifier, Lines = [] }));
        }

        return new InquirySearch
        {
            Keys = [.. keys],
            RequestId = identifiers is [var only] && RequestId.TryParse(only, out var id) ? id : null,
        };
    }
}
