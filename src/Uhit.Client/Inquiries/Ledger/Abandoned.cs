using System.Text;

namespace Uhit.Client.Inquiries.Ledger;

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
