using Uhit.Client;

namespace Uhit.Cli.Errors;

/// <summary>All that CNP said of a refusal, on the error stream: with <c>--details</c>, behind the one line that is always shown.</summary>
internal static class FaultWords
{
    /// <summary>Writes it, where there is one.</summary>
    /// <param name="errors">The error stream.</param>
    /// <param name="failure">What was thrown, or told.</param>
    public static void Write(TextWriter errors, Exception? failure)
    {
        if (failure is not UhitServiceException { Fault: { } fault })
        {
            return;
        }

        errors.WriteLine($"CNP answered with a SOAP fault: {DisplayText.Of(fault.Code)}{(fault.Code == fault.SoapCode ? string.Empty : $" ({DisplayText.Of(fault.SoapCode)})")}");
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
