namespace Uhit.Client;

/// <summary>The customer's authorization for one ESI ID: the data of the paper Letter of Authorization,
/// with the statement that it was obtained.</summary>
/// <remarks>Guide 1.2.2 and 1.3, RMG appendix B1. Personal data: <see cref="ToString"/> shows none of it.</remarks>
public sealed record CustomerAuthorization
{
    /// <summary>The customer of record, as CNP has it.</summary>
    public required string CustomerName { get; init; }

    /// <summary>Who signed.</summary>
    public required string AuthorizedBy { get; init; }

    /// <summary>The signer's title.</summary>
    public string? Title { get; init; }

    /// <summary>The signer's company.</summary>
    public string? Company { get; init; }

    /// <summary>The signer's telephone number: at least ten digits, in any common way of writing.</summary>
    public required string Telephone { get; init; }

    /// <summary>The signer's e-mail address.</summary>
    public required string Email { get; init; }

    /// <summary>To whom the customer lets the data go, where that is not the sender itself.</summary>
    public string? AuthorizedRecipient { get; init; }

    /// <summary>The day of the signature, in Central Prevailing Time.</summary>
    public required DateOnly AuthorizedOn { get; init; }

    /// <summary>The last day on which the authorization holds; <see langword="null"/> for an unlimited one (RMGRR027).</summary>
    public DateOnly? ExpiresOn { get; init; }

    /// <summary>The Third Party's statement that it obtained the customer's authorization. Without it CNP gives nothing.</summary>
    public required bool Obtained { get; init; }

    /// <summary>Where the signed letter can be found, or its hash: kept as evidence with the inquiry, never sent to CNP.</summary>
    public string? EvidenceReference { get; init; }

    /// <inheritdoc/>
    public override string ToString() => nameof(CustomerAuthorization);
}
