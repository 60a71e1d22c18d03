namespace Uhit.Client.Certificates;

/// <summary>A certificate, key or trust setting that cannot be used; the message names the setting and what to do.</summary>
/// <remarks>This folder depends on nothing, so it has its own exception; the client reports it to its callers as
/// its configuration error, with this one inside.</remarks>
public sealed class CertificateException : Exception
{
    /// <summary>Makes the exception for one setting.</summary>
    /// <param name="setting">Name of the setting that matters.</param>
    /// <param name="message">What happened and what to do, without secrets.</param>
    /// <param name="innerException">What the platform said, if it said anything.</param>
    public CertificateException(string setting, string message, Exception? innerException = null)
        : base(DisplayText.Of($"{setting}: {message}"), innerException) => Setting = setting;

    /// <summary>The setting to look at.</summary>
    public string Setting { get; }
}
