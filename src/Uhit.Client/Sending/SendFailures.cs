using System.Globalization;

namespace Uhit.Client.Sending;

/// <summary>Says of a failed send which inquiry it was, what may have happened to it, and what goes on.</summary>
internal static class SendFailures
{
    /// <summary>The same failure, with the inquiry that it is about.</summary>
    /// <param name="id">The inquiry.</param>
    /// <param name="sending">Where its sending stands.</param>
    /// <param name="failure">The failure.</param>
    /// <param name="isNumbered">Whether CNP can tell a repetition by a number of ours.</param>
    /// <param name="isRefused">Whether CNP said that it did not take the message.</param>
    public static UhitException For(
        RequestId id, SendingState sending, UhitException failure, bool isNumbered = true, bool isRefused = false)
    {
        var again = isNumbered ? "resend it under its own number" : $"{SecondInquiry}, so resend it only where CNP has not booked it";
        var follows = sending == SendingState.NotSent && failure is UhitServiceException
            ? $"CNP does not have it; the inquiry is stored as {id}: it can be resent."
            : sending == SendingState.Uncertain && isRefused
                ? $"That it booked nothing this does not say for certain, so the inquiry, stored as {id}, stands as Uncertain. Where the "
                    + "contract says it of a fault, so can the wire format (WireFault.Sending, fault.status in contract.json). "
                    + $"It is never sent again by itself: {again}, or abandon it."
                : WhatFollows(id, sending, isNumbered);
        failure.Tell(id, sending, $"{failure.Message}{Wait(failure.RetryAfter)} {follows}");
        return failure;
    }

    public static UhitCanceledException Canceled(
        RequestId id, SendingState sending, bool isNumbered, CancellationToken cancellationToken) =>
        new(id, sending, $"The call was cancelled. {WhatFollows(id, sending, isNumbered)}", cancellationToken);

    /// <summary>A report whose attempt was cut off by a time limit of ours: the sender saw a cancelled token and no more.</summary>
    /// <param name="report">What the sender said.</param>
    /// <param name="setting">The setting that set the limit.</param>
    /// <param name="limit">The limit.</param>
    public static SendReport CutOff(SendReport report, string setting, TimeSpan limit) => report is
    {
        Failure: UhitConnectionException { Failure: ConnectionFailure.Interrupted } cause
    }
        ? report with
        {
            Failure = new UhitConnectionException(
                ConnectionFailure.Timeout,
                report.Outcome == SendReportOutcome.NotSent
                    ? $"CNP was not reached within {Words(limit)} (Connection:{setting})."
                    : $"CNP did not answer within {Words(limit)} (Connection:{setting}).",
                cause),
        }
        : report;

    /// <summary>What sending again is where nothing in a message says that it is a repetition.</summary>
    public const string SecondInquiry = "sent again it would be a second inquiry to CNP";

    private static string WhatFollows(RequestId id, SendingState sending, bool isNumbered) => sending switch
    {
        SendingState.NotSent => $"Nothing was sent; the inquiry is stored as {id}: it can be resent.",
        SendingState.Uncertain when !isNumbered =>
            $"CNP may have the inquiry, which is stored as {id}: a callback will settle it. It is never sent again by itself. The contract "
                + $"carries no number of ours, so {SecondInquiry}: ask CNP first, then resend or abandon it.",
        SendingState.Uncertain => $"CNP may have the inquiry, which is stored as {id}: a callback will settle it. It is never sent again "
            + "by itself: resend it under its own number, or abandon it.",
        SendingState.Sending =>
            $"The inquiry is stored as {id}, but not how its send ended: it becomes Uncertain within minutes while a worker runs.",
        _ => $"The inquiry is stored as {id} and stands as {sending}.",
    };

    private static string Wait(TimeSpan? retryAfter) =>
        retryAfter is { } time ? $" It asks to wait {Words(time)} before the next try (Retry-After)." : string.Empty;

    // Rounded up: nobody is told to come back too early.
    private static string Words(TimeSpan time) =>
        time < TimeSpan.FromMinutes(2) ? Count(Math.Max(1, Math.Ceiling(time.TotalSeconds)), "second")
        : time < TimeSpan.FromHours(2) ? Count(Math.Ceiling(time.TotalMinutes), "minute")
        : Count(Math.Ceiling(time.TotalHours), "hour");

    private static string Count(double number, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:0} {unit}{(number == 1 ? string.Empty : "s")}");
}
