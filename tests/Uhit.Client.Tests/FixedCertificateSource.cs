using System.Net.Security;
using Uhit.Client.Certificates;

namespace Uhit.Client.Tests;

/// <summary>Always the same certificate.</summary>
internal sealed class FixedCertificateSource(SslStreamCertificateContext certificate) : ICertificateSource
{
    /// <inheritdoc/>
    public SslStreamCertificateContext GetCurrent() => certificate;
}
