namespace Uhit.Client.Inquiries.Text;

/// <summary>One line of an inquiry as people write it in a file or a table: every field a text, as it stands there.</summary>
/// <remarks>Read by <see cref="InquiryTextParser"/>. Empty and blank are the same as left out. Personal
/// data: <see cref="ToString"/> shows none of it.</remarks>
internal sealed record InquiryLineText
{
    /// <summary>The ESI ID; blanks, and the apostrophe that spreadsheets put in front, do no harm.</summary>
    public string? EsiId { get; init; }

    /// <summary>Street and number.</summary>
    public string? AddressLine1 { get; init; }

    /// <summary>What <see cref="AddressLine1"/> has no room for.</summary>
    public string? AddressLine2 { get; init; }

    /// <summary>City.</summary>
    public string? City { get; init; }

    /// <summary>State.</summary>
    /// <value>Default: <c>TX</c>.</value>
    public string? State { get; init; }

    /// <summary>ZIP code.</summary>
    public string? PostalCode { get; init; }

    /// <summary><c>Billing</c>, <c>Interval</c> or <c>BillingAndInterval</c>.</summary>
    public string? RequestedUsage { get; init; }

    /// <summary>The first day: <c>2025-01-31</c> or <c>01/31/2025</c>.</summary>
    public string? StartDate { get; init; }

    /// <summary>The last day, included.</summary>
    public string? EndDate { get; init; }

    /// <summary>The customer of record.</summary>
    public string? CustomerName { get; init; }

    /// <summary>Who signed.</summary>
    public string? AuthorizedBy { get; init; }

    /// <summary>The signer's title.</summary>
    public string? Title { get; init; }

    /// <summary>The signer's company.</summary>
    public string? Company { get; init; }

    /// <summary>The signer's telephone number.</summary>
    public string? Telephone { get; init; }

    /// <summary>The signer's e-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>To whom the customer lets the data go, where that is not the sender itself.</summary>
    public string? AuthorizedRecipient { get; init; }

    /// <summary>The day of the signature.</summary>
    public string? AuthorizedOn { get; init; }

    /// <summary>The last day on which the authorization holds; left out, or <c>Unlimited</c>, for an unlimited one.</summary>
    public string? ExpiresOn { get; init; }

    /// <summary>Whether the customer's authorization was obtained: <c>true</c>, <c>false</c>, <c>yes</c> or <c>no</c>.</summary>
    public string? AuthorizationObtained { get; init; }

    /// <summary>Where the signed letter can be found; never sent to CNP.</summary>
    public string? EvidenceReference { get; init; }

    /// <inheritdoc/>
    public override string ToString() => nameof(InquiryLineText);
}
