using System.Text;

namespace Uhit.Client.Inquiries.Ledger;

/// <summary>Something that happened to an inquiry. Facts may come in any order and more than
/// once: the state that follows is the same.</summary>
internal abstract record InquiryFact
{
    /// <summary>The callback that brought it; <see langword="null"/> for what we did ourselves, and for CNP's answer at once.</summary>
    public FactSource? Source { get; init; }
}

/// <summary>A send began: from here on CNP may have the inquiry.</summary>
/// <param name="Attempt">The number of the send, from 1.</param>
/// <param name="At">When.</param>
/// <param name="MessageId">The MessageId under which it is sent; a resend keeps the RequestId.</param>
internal sealed record SendStarted(int Attempt, DateTimeOffset At, MessageId MessageId) : InquiryFact;

/// <summary>A send ended without an answer of CNP's.</summary>
/// <param name="Attempt">The number of the send, from 1.</param>
/// <param name="MayHaveArrived">Whether any byte of the inquiry may have left.</param>
internal sealed record SendEnded(int Attempt, bool MayHaveArrived) : InquiryFact;

/// <summary>CNP answered the inquiry, at once or by a callback.</summary>
/// <param name="Order">What makes it later than another answer.</param>
/// <param name="Acknowledgement">The answer.</param>
/// <param name="Attempt">The send that it answers at once; <see langword="null"/> for a callback.</param>
internal sealed record Acknowledged(MessageOrder Order, Acknowledgement Acknowledgement, int? Attempt) : InquiryFact;

/// <summary>CNP validated lines.</summary>
/// <param name="Order">What makes it later than another validation.</param>
/// <param name="TransactionId">CNP's own number for the inquiry, where it gave one.</param>
/// <param name="Lines">The verdicts.</param>
internal sealed record Validated(MessageOrder Order, TransactionId? TransactionId, IReadOnlyList<LineValidation> Lines) : InquiryFact;

/// <summary>CNP delivered data, or one part of it.</summary>
/// <param name="Order">What makes it later than another delivery.</param>
/// <param name="TransactionId">CNP's own number for the inquiry, where it gave one.</param>
/// <param name="Part">Which part of which delivery.</param>
/// <param name="Lines">What it holds for each line.</param>
internal sealed record Delivered(
    MessageOrder Order, TransactionId? TransactionId, DeliveryPart Part, IReadOnlyList<DeliveredLine> Lines) : InquiryFact;

/// <summary>What a delivery holds for one line.</summary>
/// <param name="EsiId">The ESI ID.</param>
/// <param name="Received">The kinds of usage in it.</param>
/// <param name="NoData">What CNP said where there is nothing to send after all.</param>
internal sealed record DeliveredLine(EsiId EsiId, RequestedUsage Received, ReportedError? NoData)
{
    /// <summary>The kinds that its message could hold, where others come in messages of their own;
    /// <see cref="RequestedUsage.None"/> where it holds all there is.</summary>
    public RequestedUsage Kinds { get; init; }
}

/// <summary>A message was fetched and stored: CNP has to be told, and holds it until then.</summary>
/// <param name="Key">Operation and identity of the message.</param>
/// <param name="At">When.</param>
/// <param name="MessageId">Its MessageId, where it had one.</param>
/// <param name="TransactionId">CNP's number in it.</param>
/// <param name="Part">Which part of which delivery it was.</param>
internal sealed record Fetched(
    string Key, DateTimeOffset At, MessageId? MessageId, TransactionId? TransactionId, DeliveryPart? Part) : InquiryFact;

/// <summary>CNP was told that a fetched message is stored, or said that it holds it no longer.</summary>
/// <param name="Key">Operation and identity of the message.</param>
internal sealed record FetchConfirmed(string Key) : InquiryFact;

/// <summary>The user gave the inquiry up.</summary>
/// <param name="At">When.</param>
/// <param name="Reason">Why, in the user's words.</param>
internal sealed record Abandoned(DateTimeOffset At, string Reason) : InquiryFact
{
    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder)
    {
        // The reason is the user's own text, and may name the customer.
        builder.Append("At = ").Append(At);
        return true;
    }
}
