using System.Net.Http.Headers;
using System.Text;
using Uhit.Client.Certificates;
using Uhit.Client.Http;
using Uhit.Client.Testing;
using Uhit.Client.Tests.Certificates;

namespace Uhit.Client.Tests.Http;

/// <summary>Certificates, and transports that trust them, for the tests of this folder.</summary>
internal sealed class TransportFixture : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly List<UhitTransport> _transports = [];

    public ThrowawayCertificates Certificates { get; } = new();

    public UhitConnectionOptions Options { get; } = new();

    public ICertificateSource? Source { get; set; }

    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>The environment of the transports: not the machine's, which may have a proxy.</summary>
    public Func<string, string?> Environment { get; set; } = _ => null;

    public TemporaryDirectory Directory => _directory;

    public UhitTransport Transport(ServerTrustOptions? trust = null)
    {
        if (trust is null)
        {
            File.WriteAllText(_directory.File("ca.pem"), Certificates.Authority.ExportCertificatePem());
            trust = new ServerTrustOptions();
            trust.RootFiles.Add(_directory.File("ca.pem"));
        }

        var transport = new UhitTransport(
            Options,
            Source ?? new CertificateFromCode(() => OwnCertificate.Of(Certificates.ThirdParty)),
            new ServerTrustEvaluator(trust),
            Time,
            name => Environment(name));
        _transports.Add(transport);
        return transport;
    }

    public static Task<SendResult> SendAsync(UhitTransport transport, Uri address, CancellationToken cancellationToken = default) =>
        RunAsync(new SendContext(null, cancellationToken), async () =>
        {
            using var invoker = new HttpMessageInvoker(transport.Handler, disposeHandler: false);
            using var request = new HttpRequestMessage(HttpMethod.Post, address)
            {
                Content = new StringContent("<request/>", Encoding.UTF8, new MediaTypeHeaderValue("text/xml")),
            };
            request.Headers.ExpectContinue = true;
            using var response = await invoker.SendAsync(request, CancellationToken.None);
        });

    /// <summary>Makes a call in a context, as what sends does.</summary>
    public static async Task<SendResult> RunAsync(SendContext context, Func<Task> call)
    {
        context.Enter();
        try
        {
            await call();
            return context.ToResult(null);
        }
        catch (Exception e)
        {
            return context.ToResult(e);
        }
    }

    public void Dispose()
    {
        _transports.ForEach(t => t.Dispose());
        Certificates.Dispose();
        _directory.Dispose();
    }
}
