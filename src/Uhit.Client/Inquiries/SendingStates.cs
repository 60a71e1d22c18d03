using Uhit.Client.Inquiries.Ledger;

namespace Uhit.Client.Inquiries;

/// <summary>Says where the sending of an inquiry stands.</summary>
internal static class SendingStates
{
    public static SendingState Of(InquiryLedger ledger)
    {
        if (ledger.Abandoned is not null)
        {
            return SendingState.Abandoned;
        }

        // CNP validates and delivers only what it has taken, whatever a copy of the inquiry was answered with.
        if (ledger.Validations.Count > 0 || ledger.Deliveries.Count > 0)
        {
            return SendingState.Accepted;
        }

        return ledger.Answer is { } answer ? OfAnswer(answer.Acknowledgement, ledger) : OfSends(ledger);
    }

    private static SendingState OfAnswer(Acknowledgement answer, InquiryLedger ledger) =>
        answer.Status == AcknowledgementStatus.Accepted || SaysThatItIsThere(answer, ledger)
            ? SendingState.Accepted
            : SendingState.Rejected;

    // "Duplicate" after a send that may have arrived means that the earlier one did arrive.
    private static bool SaysThatItIsThere(Acknowledgement rejection, InquiryLedger ledger) =>
        rejection.Errors.Count > 0
        && rejection.Errors.All(error => error.Category == ErrorCategory.Duplicate)
        && (ledger.Acceptance is not null || ledger.Sends.Values.Any(send => send.MayHaveArrived is true));

    private static SendingState OfSends(InquiryLedger ledger)
    {
        if (ledger.Sends.Count == 0)
        {
            return SendingState.Draft;
        }

        var latest = ledger.Sends.Last();
        if (!latest.Value.HasEnded)
        {
            return SendingState.Sending;
        }

        // An earlier send whose end nobody saw, as after a crash, may have arrived.
        return ledger.Sends.Values.Any(send => send.MayHaveArrived is not false) ? SendingState.Uncertain : SendingState.NotSent;
    }
}
