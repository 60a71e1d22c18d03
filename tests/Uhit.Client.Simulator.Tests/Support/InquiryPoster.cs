using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Simulator.Tests.Support;

/// <summary>Posts inquiries with a plain HttpClient.</summary>
internal sealed class InquiryPoster : IDisposable
{
    private readonly SimulatedWireFormat _format;
    private readonly HttpClient _http;

    public InquiryPoster(SimulatedWireFormat format, X509Certificate2? certificate, X509Certificate2 root)
    {
        _format = format;
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy =
            new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(root);
        if (certificate is not null)
        {
            handler.SslOptions.ClientCertificateContext = System.Net.Security.SslStreamCertificateContext.Create(
                certificate, null, offline: true);
        }

        _http = new HttpClient(handler);
    }

    public HttpClient Http => _http;

    public async Task<Acknowledgement> PostAsync(Uri url, InquiryMessage message)
    {
        using var response = await SendAsync(url, message);
        response.EnsureSuccessStatusCode();
        using var envelope = SoapEnvelope.Open(await response.Content.ReadAsByteArrayAsync(), MessageLimits.Default);
        return _format.ReadInquiryAnswer(envelope);
    }

    public Task<HttpResponseMessage> SendAsync(Uri url, InquiryMessage message) =>
        SendAsync(url, SoapEnvelopeWriter.ToBytes(_format.SoapVersion, writer => _format.WriteInquiry(writer, message)));

    public async Task<HttpResponseMessage> SendAsync(Uri url, byte[] body)
    {
        var action = _format.GetAction(UhitOperation.RequestHistoricalUsage);
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(SoapEnvelopeWriter.ContentType(_format.SoapVersion, action));
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        if (_format.SoapVersion == SoapVersion.Soap11)
        {
            request.Headers.TryAddWithoutValidation("SOAPAction", "\"" + action + "\"");
        }

        return await _http.SendAsync(request);
    }

    public void Dispose() => _http.Dispose();
}
