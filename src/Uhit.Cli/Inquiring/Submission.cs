using Uhit.Cli.Events;
using Uhit.Cli.Input;
using Uhit.Cli.Output;
using Uhit.Client;
using Uhit.Client.Inquiries;

namespace Uhit.Cli.Inquiring;

/// <summary>Shows what became of a submission.</summary>
internal static class Submission
{
    /// <summary>Shows it.</summary>
    /// <returns>Whether there is something to wait for.</returns>
    public static bool Show(ToolOutput output, SubmitResult result)
    {
        output.Json(new SubmittedLine(
            result.Outcome,
            result.Inquiry?.RequestId.Value,
            result.Inquiry?.TransactionId?.Value,
            result.Inquiry?.Environment,
            result.Inquiry?.Lines.Count,
            result.Inquiry?.DueAt,
            FailureOf(result),
            result.InvalidFields.Count > 0 ? [.. result.InvalidFields.Select(InquiryErrors.Item)] : ErrorItem.ListOf(result.Errors)));
        if (result.Outcome == SubmitOutcome.Invalid)
        {
            InquiryErrors.Show(output, result.InvalidFields);
            return false;
        }

        output.Line($"{Words(result)} RequestId [bold]{result.RequestId}[/]");
        if (result.Inquiry!.TransactionId is { } number)
        {
            output.Line($"CNP's number is {number}.");
        }

        foreach (var error in result.Errors)
        {
            output.Line($"[red]{(error.LineNumber is { } line ? $"Line {line}: " : string.Empty)}{error.Code} {error.Description}[/]");
        }

        return result.Outcome != SubmitOutcome.Rejected && result.Inquiry.Sending is not (SendingState.NotSent or SendingState.Rejected or SendingState.Abandoned);
    }

    public static int ExitCode(SubmitResult result) =>
        result.Outcome == SubmitOutcome.Accepted
        || (result.Outcome == SubmitOutcome.AlreadySubmitted && result.Inquiry is { Sending: not (SendingState.Rejected or SendingState.Abandoned or SendingState.NotSent) })
            ? ExitCodes.Done
            : ExitCodes.Failed;

    private static string? FailureOf(SubmitResult result) => result.Failure is { } failure ? ToolWords.Of(failure.Message) : null;

    private static string Words(SubmitResult result) => result.Outcome switch
    {
        SubmitOutcome.Accepted => "CNP took the inquiry for processing.",
        SubmitOutcome.Rejected => "CNP refused the inquiry.",
        SubmitOutcome.AlreadySubmitted => $"An inquiry of this reference exists ({result.Inquiry!.Sending}); nothing was sent.",
        _ => $"It is not certain that CNP has the inquiry: {FailureOf(result)} It is not sent again by itself; a callback clears it up.",
    };

    private sealed record SubmittedLine(
        SubmitOutcome Outcome,
        string? RequestId,
        string? TransactionId,
        UhitEnvironment? Environment,
        int? Lines,
        DateTimeOffset? DueAt,
        string? Failure,
        IReadOnlyList<ErrorItem>? Errors) : JsonLine("submitted");
}
