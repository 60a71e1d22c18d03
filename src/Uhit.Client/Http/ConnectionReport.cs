namespace Uhit.Client;

/// <summary>What the connection check found, step by step. No inquiry is sent for it.</summary>
public sealed record ConnectionReport
{
    /// <summary>The address that was checked.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>When it was checked.</summary>
    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>The steps in the order in which they were taken.</summary>
    public required IReadOnlyList<ConnectionStep> Steps { get; init; }

    /// <summary>Whether no step failed.</summary>
    public bool IsHealthy => Steps.All(step => step.Failure == ConnectionFailure.None);

    /// <summary>Distinguished Name of our certificate in the form to e-mail to CNP (RFC 4514); <see langword="null"/> where it could not
    /// be loaded.</summary>
    public string? CertificateName { get; init; }
}
