using Uhit.Cli.Errors;
using Uhit.Cli.Input;
using Uhit.Cli.Output;
using Uhit.Client;

namespace Uhit.Cli.Inquiries;

/// <summary>Shows what became of a submission.</summary>
internal static class Submission
{
    /// <summary>Whether the user has to decide how it goes on.</summary>
    public static bool IsOpen(SubmitResult result) =>
        result.Inquiry is { Sending: SendingState.Uncertain or SendingState.NotSent or SendingState.Sending };

    /// <summary>Shows it.</summary>
    /// <param name="output">Where.</param>
    /// <param name="result">What became of it.</param>
    /// <param name="next">The commands that go on; <see langword="null"/> where nothing has to be done.</param>
    /// <param name="file">Where an inquiry that breaks rules comes from.</param>
    /// <param name="isResend">Whether one of the store was sent again.</param>
    /// <returns>Whether there is something to wait for.</returns>
    public static bool Show(
        ToolOutput output, SubmitResult result, IReadOnlyList<NextSteps.Step>? next = null, InquiryFile? file = null, bool isResend = false)
    {
        output.Json(new SubmittedLine(
            result.Outcome,
            result.Inquiry?.RequestId.Value,
            result.Inquiry?.ClientReference,
            result.Inquiry?.Sending,
            result.Inquiry?.TransactionId?.Value,
            result.Inquiry?.Environment,
            result.Inquiry?.Lines.Count,
            result.Inquiry?.DueAt,
            FailureOf(result),
            result.Failure?.RetryAfter?.TotalSeconds,
            FaultItem.Of(result.Failure),
            next?.Select(step => step.Command).ToList(),
            result.InvalidFields.Count > 0
                ? [.. result.InvalidFields.Select(error => InquiryErrors.Item(error, file))]
                : ErrorItem.ListOf(result.Errors)));
        if (result.Outcome == SubmitOutcome.Invalid)
        {
            InquiryErrors.Show(output, result.InvalidFields, file);
            return false;
        }

        output.Line($"{Words(result, isResend)} RequestId [bold]{result.Inquiry!.RequestId}[/]");
        if (result.Inquiry!.TransactionId is { } number)
        {
            output.Line($"CNP's number is {number}.");
        }

        foreach (var error in result.Errors)
        {
            output.Line($"[red]{(error.LineNumber is { } line ? $"Line {line}: " : string.Empty)}{ErrorItem.Words(error)}[/]");
        }

        if (FaultItem.Of(result.Failure) is { } fault)
        {
            output.Line($"[red]{fault.Words()}[/]");
        }

        foreach (var step in next ?? [])
        {
            output.Line($"  [bold]{step.Command}[/]");
            output.Line($"      {step.What}");
        }

        return result.Outcome != SubmitOutcome.Rejected
            && result.Inquiry.Sending is not (SendingState.NotSent or SendingState.Rejected or SendingState.Abandoned);
    }

    public static int ExitCode(SubmitResult result) =>
        result.Outcome == SubmitOutcome.Accepted
        || (result.Outcome == SubmitOutcome.AlreadySubmitted && result.Inquiry is { Sending: SendingState.Accepted })
            ? ExitCodes.Done
            : ExitCodes.Failed;

    private static string? FailureOf(SubmitResult result) => result.Failure is { } failure ? ToolWords.Of(failure.Message) : null;

    private static string Words(SubmitResult result, bool isResend) => result.Outcome switch
    {
        SubmitOutcome.Accepted => "CNP took the inquiry for processing.",
        SubmitOutcome.Rejected => "CNP refused the inquiry.",
        SubmitOutcome.AlreadySubmitted =>
            $"Already submitted as {result.Inquiry!.RequestId}, which stands as {result.Inquiry!.Sending}: nothing "
                + $"was sent.{DataOf(result.Inquiry)} {OnceMore(isResend)}",
        _ => $"It is not certain that CNP has the inquiry. {FailureOf(result)}",
    };

    private static string DataOf(InquirySnapshot inquiry) =>
        inquiry.PurgedAt is not null ? " Its data was purged."
        : inquiry.Sending != SendingState.Accepted ? string.Empty
        : inquiry.IsComplete ? " It is complete: add --wait to see what came for it." : " Add --wait to wait for its data.";

    private static string OnceMore(bool isResend) => isResend
        ? "To send the same once more on purpose write --input FILE --again in place of --resend."
        : "To send the same once more on purpose add --again, or write another --reference.";

    private sealed record SubmittedLine(
        SubmitOutcome Outcome,
        string? RequestId,
        string? ClientReference,
        SendingState? Sending,
        string? TransactionId,
        UhitEnvironment? Environment,
        int? Lines,
        DateTimeOffset? DueAt,
        string? Failure,
        double? RetryAfterSeconds,
        FaultItem? Fault,
        IReadOnlyList<string>? Next,
        IReadOnlyList<ErrorItem>? Errors) : JsonLine("submitted");
}
