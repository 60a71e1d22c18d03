using Uhit.Client;

namespace Uhit.Cli.Errors;

/// <summary>CNP's own reason for a refusal: on the user's own terminal, and as JSON.</summary>
internal sealed record FaultItem(string Code, string SoapCode, string? Reason, string? Detail)
{
    /// <summary>The reason that a failure carries; <see langword="null"/> where CNP gave none.</summary>
    public static FaultItem? Of(Exception? failure) =>
        failure is UhitServiceException { Fault: { } fault } ? new(fault.Code, fault.SoapCode, fault.Reason, fault.Detail) : null;

    /// <summary>In one line, for the eye.</summary>
    public string Words() => $"CNP says: {string.Join(" – ", new[] { Code, Reason, Detail }.Where(text => text is not null).Distinct(StringComparer.Ordinal))}";
}
