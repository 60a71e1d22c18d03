namespace Uhit.Client;

/// <summary>What the connection check found, step by step. No inquiry is sent for it.</summary>
/// <param name="Endpoint">The address that was checked.</param>
/// <param name="CheckedAt">When.</param>
/// <param name="Steps">The steps in the order in which they were taken.</param>
public sealed record ConnectionReport(Uri Endpoint, DateTimeOffset CheckedAt, IReadOnlyList<ConnectionStep> Steps)
{
    /// <summary>Whether no step failed.</summary>
    public bool IsHealthy => Steps.All(s => s.Status is ConnectionStepStatus.Passed or ConnectionStepStatus.Warning);

    /// <summary>Distinguished Name of our certificate in the form to e-mail to CNP (RFC 4514); null when it could not be loaded.</summary>
    public string? CertificateName { get; init; }
}
