namespace Uhit.Client;

/// <summary>Where the electricity is delivered (RMG appendix B1).</summary>
/// <remarks>Personal data: <see cref="ToString"/> shows none of it.</remarks>
public sealed record ServiceAddress
{
    /// <summary>Street and number.</summary>
    public required string Line1 { get; init; }

    /// <summary>What <see cref="Line1"/> has no room for.</summary>
    public string? Line2 { get; init; }

    /// <summary>City.</summary>
    public required string City { get; init; }

    /// <summary>State, such as <c>TX</c>.</summary>
    public required string State { get; init; }

    /// <summary>ZIP code.</summary>
    public required string PostalCode { get; init; }

    /// <inheritdoc/>
    public override string ToString() => nameof(ServiceAddress);
}
