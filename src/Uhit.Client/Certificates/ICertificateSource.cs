using System.Net.Security;

namespace Uhit.Client.Certificates;

/// <summary>Gives the certificate to show on the next connection. Safe for any thread, and
/// quick: it is asked for every connection.</summary>
internal interface ICertificateSource
{
    /// <summary>The certificate in force now.</summary>
    /// <exception cref="UhitConfigurationException">There is none that can be used.</exception>
    SslStreamCertificateContext GetCurrent();
}
