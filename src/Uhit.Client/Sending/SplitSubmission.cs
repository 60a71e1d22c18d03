using System.Globalization;
using Uhit.Client.Inquiries;
using Uhit.Client.Wire;

namespace Uhit.Client.Sending;

/// <summary>Submits an inquiry as one request, or as several where the contract's requests carry less.</summary>
/// <remarks>Each request is durable by itself, and has the reference of the inquiry with its number behind it:
/// submitted again, only what is missing is sent.</remarks>
internal sealed class SplitSubmission(
    ClientIdentity identity, InquiryValidator validator, UhitWireFormat format, bool maySplit, StoreOpener store,
    InquirySubmission submission)
{
    public async Task<SubmitResult> SubmitAsync(UsageHistoryInquiry inquiry, CancellationToken cancellationToken)
    {
        var errors = Check(inquiry, out var parts);
        errors = errors.Count > 0 ? errors : await CheckAsync(parts, inquiry, cancellationToken).ConfigureAwait(false);
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
            results.Add(await SubmitAsync(part, results, parts.Count, cancellationToken).ConfigureAwait(false));
        }

        return Together(inquiry, results);
    }

    // What was sent before it must not be lost to the caller with a part that fails.
    private async Task<SubmitResult> SubmitAsync(
        UsageHistoryInquiry part, List<SubmitResult> before, int count, CancellationToken cancellationToken)
    {
        var whatFollows = WhatFollows(before.Count, count, part.ClientReference is not null);
        try
        {
            return await submission.SubmitAsync(part, cancellationToken).ConfigureAwait(false);
        }
        catch (UhitException e)
        {
            e.TellParts(before, whatFollows);
            throw;
        }
        catch (UhitCanceledException e)
        {
            throw new UhitCanceledException(e.RequestId, e.Sending, $"{e.Message} {whatFollows}", e.CancellationToken) { Parts = before };
        }
        catch (OperationCanceledException e) when (before is [.., { Inquiry: { } last }])
        {
            // Nothing of this one is stored: the last that is says where it stopped.
            throw new UhitCanceledException(last.RequestId, last.Sending, $"The call was cancelled. {whatFollows}", e.CancellationToken)
            {
                Parts = before,
            };
        }
    }

    private static string WhatFollows(int done, int count, bool hasReference) => string.Create(
        CultureInfo.InvariantCulture,
        $"The inquiry was split into {count} requests, of which this is number {done + 1}: what became of those before it is in Parts, and "
            + $"those behind it were not sent. ")
        + (hasReference
            ? "Submit the same inquiry again under the same ClientReference: what was sent is not sent again."
            : "Without a ClientReference all would be sent again if it were submitted again: resend this one under its own number, and "
                + "submit only the lines of those that are missing.");

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
        return parts.Count == 1 ? [] : [
            .. parts.SelectMany(part => validator.Validate(part, identity.AuthenticationId).Select(error => OfWhole(error, part, inquiry))),
        ];
    }

    // What was sent before the contract became stricter is found under its reference: nothing of it is written again.
    private async Task<IReadOnlyList<InquiryError>> CheckAsync(
        IReadOnlyList<UsageHistoryInquiry> parts, UsageHistoryInquiry inquiry, CancellationToken cancellationToken)
    {
        var errors = new List<InquiryError>();
        foreach (var part in parts)
        {
            if (format.CheckInquiry(part) is { Count: > 0 } found && !await WasSentAsync(part, cancellationToken).ConfigureAwait(false))
            {
                errors.AddRange(parts.Count == 1 ? found : found.Select(error => OfWhole(error, part, inquiry)));
            }
        }

        return errors;
    }

    private async Task<bool> WasSentAsync(UsageHistoryInquiry part, CancellationToken cancellationToken)
    {
        if (part.ClientReference is not { } reference)
        {
            return false;
        }

        await store.OpenForUseAsync(cancellationToken).ConfigureAwait(false);
        return await submission.WasSentAsync(reference, cancellationToken).ConfigureAwait(false);
    }

    // With the line that the user knows.
    private static InquiryError OfWhole(InquiryError error, UsageHistoryInquiry part, UsageHistoryInquiry inquiry) =>
        error.LineNumber is { } number
            && number >= 1
            && number <= part.Lines.Count
            && LineOf(part.Lines[number - 1].EsiId, inquiry) is { } line
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
