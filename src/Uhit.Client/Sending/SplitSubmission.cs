using System.Globalization;
using Uhit.Client.Inquiries;
using Uhit.Client.Wire;

namespace Uhit.Client.Sending;

/// <summary>Submits an inquiry as one request, or as several where the contract's requests carry less.</summary>
/// <remarks>Each request is durable by itself, and has the reference of the inquiry with its number behind it: submitted again, only what is missing is sent.</remarks>
internal sealed class SplitSubmission(
    ClientIdentity identity, InquiryValidator validator, IUhitWireFormat format, bool maySplit, StoreOpener store, InquirySubmission submission)
{
    public async Task<SubmitResult> SubmitAsync(UsageHistoryInquiry inquiry, CancellationToken cancellationToken)
    {
        var errors = Check(inquiry, out var parts);
        if (errors.Count > 0)
        {
            return new SubmitResult { Outcome = SubmitOutcome.Invalid, InvalidFields = errors };
        }

        await store.OpenForUseAsync(cancellationToken).ConfigureAwait(false);
        if (parts.Count == 1)
        {
            return await submission.SubmitAsync(parts[0], cancellationToken).ConfigureAwait(false);
        }

        // One after the other: what can't be reached now would be asked in vain for each.
        var results = new List<SubmitResult>(parts.Count);
        foreach (var part in parts)
        {
            results.Add(await submission.SubmitAsync(part, cancellationToken).ConfigureAwait(false));
        }

        return Together(inquiry, results);
    }

    private IReadOnlyList<InquiryError> Check(UsageHistoryInquiry inquiry, out IReadOnlyList<UsageHistoryInquiry> parts)
    {
        parts = [];
        var errors = validator.Validate(inquiry, identity.AuthenticationId);
        if (errors.Count > 0)
        {
            return errors;
        }

        if (!maySplit && InquirySplitter.Refuse(inquiry, format.Shape) is { } refusal)
        {
            return [refusal];
        }

        parts = InquirySplitter.Split(inquiry, format.Shape);
        return parts.Count == 1
            ? format.CheckInquiry(parts[0])
            : [.. parts.SelectMany(part => validator.Validate(part, identity.AuthenticationId).Concat(format.CheckInquiry(part)).Select(error => OfWhole(error, part, inquiry)))];
    }

    // With the line that the user knows.
    private static InquiryError OfWhole(InquiryError error, UsageHistoryInquiry part, UsageHistoryInquiry inquiry) =>
        error.LineNumber is { } number && number >= 1 && number <= part.Lines.Count && LineOf(part.Lines[number - 1].EsiId, inquiry) is { } line
            ? error with { LineNumber = line, Field = error.Field.Replace(Position(number), Position(line), StringComparison.Ordinal) }
            : error;

    private static string Position(int line) => string.Create(CultureInfo.InvariantCulture, $"Lines[{line - 1}]");

    private static ReportedError OfWhole(ReportedError error, SubmitResult part, UsageHistoryInquiry inquiry) =>
        error.LineNumber is { } number && part.Inquiry?.Lines.FirstOrDefault(line => line.LineNumber == number) is { } line
            ? error with { LineNumber = LineOf(line.EsiId, inquiry) }
            : error;

    private static int? LineOf(EsiId esiId, UsageHistoryInquiry inquiry)
    {
        var index = inquiry.Lines.ToList().FindIndex(line => line.EsiId == esiId);
        return index < 0 ? null : index + 1;
    }

    private static SubmitResult Together(UsageHistoryInquiry inquiry, List<SubmitResult> parts)
    {
        SubmitOutcome[] worstFirst = [SubmitOutcome.Uncertain, SubmitOutcome.Rejected, SubmitOutcome.Accepted];
        return new SubmitResult
        {
            Outcome = worstFirst.FirstOrDefault(outcome => parts.Any(part => part.Outcome == outcome), SubmitOutcome.AlreadySubmitted),
            Parts = parts,
            Failure = parts.Select(part => part.Failure).FirstOrDefault(failure => failure is not null),
            Errors = [.. parts.SelectMany(part => part.Errors.Select(error => OfWhole(error, part, inquiry)))],
        };
    }
}
