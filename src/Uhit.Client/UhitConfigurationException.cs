using System.Diagnostics.CodeAnalysis;

namespace Uhit.Client;

/// <summary>A setting is missing or wrong: the message names it and says what to write.</summary>
public class UhitConfigurationException : UhitException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong, which setting, what to do.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    [SuppressMessage(
        "ApiDesign",
        "RS0022:Constructor makes its noninheritable base class inheritable",
        Justification = "CertificateException and ContractException derive from it, and the base has no protected members.")]
    public UhitConfigurationException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
