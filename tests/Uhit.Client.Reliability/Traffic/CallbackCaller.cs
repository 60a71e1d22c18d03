using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Uhit.Client.Testing;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Reliability.Traffic;

/// <summary>CNP's end of the callbacks: an HTTP client with CNP's certificate.</summary>
internal sealed class CallbackCaller : IDisposable
{
    private readonly HttpClient _http;

    public CallbackCaller(ThrowawayCertificates certificates, int connections)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(certificates.Authority);
        _http = new HttpClient(new SocketsHttpHandler
        {
            MaxConnectionsPerServer = connections,
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = policy,
                ClientCertificateContext = SslStreamCertificateContext.Create(certificates.Cnp, null, offline: true),
            },
        })
        { Timeout = TimeSpan.FromMinutes(2) };
    }

    /// <summary>Sends a callback once.</summary>
    /// <returns>The status and all bytes of the answer.</returns>
    /// <exception cref="HttpRequestException">No whole answer came.</exception>
    public async Task<(HttpStatusCode Status, byte[] Answer)> SendAsync(
        Uri address, PlannedCallback callback, CancellationToken cancellationToken)
    {
        using var request = Request(address, callback);
        using var response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return (response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Sends a callback, and hands out the answer while it still comes.</summary>
    public async Task<HttpResponseMessage> BeginAsync(Uri address, PlannedCallback callback, CancellationToken cancellationToken)
    {
        using var request = Request(address, callback);
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage Request(Uri address, PlannedCallback callback)
    {
        var action = ReferenceWireFormat.Instance.GetAction(callback.Operation);
        var content = new ByteArrayContent(callback.Body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(SoapEnvelopeWriter.ContentType(SoapVersion.Soap11, action));
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        request.Headers.TryAddWithoutValidation("SOAPAction", "\"" + action + "\"");
        return request;
    }
}
