namespace Uhit.Client.Certificates;

/// <summary>A certificate, key or trust setting that cannot be used; the message names the setting and what to do.</summary>
internal sealed class CertificateException : UhitConfigurationException
{
    /// <summary>Makes the exception for one setting.</summary>
    /// <param name="setting">Name of the setting that matters.</param>
    /// <param name="message">What happened and what to do, without secrets.</param>
    /// <param name="innerException">What the platform said, if it said anything.</param>
    public CertificateException(string setting, string message, Exception? innerException = null)
        : base($"{setting}: {message}", innerException) => Setting = setting;

    /// <summary>The setting to look at.</summary>
    public string Setting { get; }
}
