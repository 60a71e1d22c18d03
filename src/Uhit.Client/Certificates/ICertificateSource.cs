namespace Uhit.Client.Certificates;

/// <summary>Gives the certificate to show on the next connection.</summary>
/// <remarks>The seam for keys that live elsewhere (a vault, a PKCS#11 token). Implementations are safe for any thread and answer quickly:
/// they are asked for every connection.</remarks>
public interface ICertificateSource
{
    /// <summary>The certificate in force now.</summary>
    /// <exception cref="UhitConfigurationException">There is none that can be used.</exception>
    ClientCertificate GetCurrent();
}
