using Uhit.Client;

namespace Uhit.Cli.Errors;

/// <summary>CNP's own reason for a refusal: on the user's own terminal, and as JSON.</summary>
internal sealed record FaultItem(string Code, string SoapCode, string? Reason, string? Detail)
{
    /// <summary>The reason that a failure carries; <see langword="null"/> where CNP gave none.</summary>
    public static FaultItem? Of(Exception? failure) =>
        failure is UhitServiceException { Fault: { } fault } ? new(fault.Code, fault.SoapCode, fault.Reason, fault.Detail) : null;

    /// <summary>In one line, for the eye.</summary>
    public string Words() =>
        $"CNP says: {string.Join(" – ", new[] { Code, Reason, Detail }.Where(text => text is not null).Distinct(StringComparer.Ordinal))}";

    /// <summary>Writes all that CNP said of a refusal, where it did: for <c>--details</c>, behind
    /// the one line that is always shown.</summary>
    /// <param name="errors">The error stream.</param>
    /// <param name="failure">What was thrown, or told.</param>
    public static void Write(TextWriter errors, Exception? failure)
    {
        if (failure is not UhitServiceException { Fault: { } fault })
        {
            return;
        }

        errors.WriteLine(
            "CNP answered with a SOAP "
                + $"fault: {DisplayText.Of(fault.Code)}"
                + $"{(fault.Code == fault.SoapCode ? string.Empty : $" ({DisplayText.Of(fault.SoapCode)})")}");
        if (fault.Reason is { } reason)
        {
            errors.WriteLine($"  reason: {DisplayText.Of(reason)}");
        }

        if (fault.Detail is { } detail)
        {
            errors.WriteLine($"  detail: {DisplayText.Of(detail)}");
        }
    }
}
