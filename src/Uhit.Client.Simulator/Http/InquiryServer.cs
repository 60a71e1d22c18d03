using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Uhit.Client.Simulator.Http;

/// <summary>Kestrel with mutual TLS: nobody gets past the handshake without a certificate that leads to a trusted root.</summary>
internal static class InquiryServer
{
    public static async Task<WebApplication> StartAsync(
        UhitSimulatorOptions options, RequestDelegate handle, CancellationToken cancellationToken)
    {
        var addresses = await ListenAddresses.OfAsync(options.ListenUrl, cancellationToken).ConfigureAwait(false);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(options.LoggerFactory ?? NullLoggerFactory.Instance);

        // Embedded: the process' signals are the host program's business.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.UseKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxInquiryBytes;
            Listen(kestrel, addresses, options);
        });
        var application = builder.Build();
        application.Run(handle);
        try
        {
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
            return application;
        }
        catch (Exception exception)
        {
            await application.DisposeAsync().ConfigureAwait(false);
            if (exception is SocketException { SocketErrorCode: SocketError.AddressNotAvailable })
            {
                throw new UhitConfigurationException(
                    $"Simulator: {options.ListenUrl.IdnHost} of ListenUrl is no address of this machine.", exception);
            }

            throw;
        }
    }

    public static Uri AddressOf(WebApplication application, UhitSimulatorOptions options)
    {
        var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var url = new UriBuilder(options.ListenUrl) { Port = new Uri(address).Port, Path = options.Path };
        return url.Uri;
    }

    private static void Listen(KestrelServerOptions kestrel, IReadOnlyList<IPAddress> addresses, UhitSimulatorOptions options)
    {
        void Configure(ListenOptions listen)
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.UseHttps(new HttpsConnectionAdapterOptions
            {
                ServerCertificate = options.Certificate,
                ServerCertificateChain = options.CertificateChain,
                SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                ClientCertificateMode = ClientCertificateMode.RequireCertificate,
                ClientCertificateValidation = (certificate, chain, _) => RootTrust.Accepts(certificate, chain, options.TrustedClientRoots),
            });
        }

        if (addresses.Count == 0)
        {
            kestrel.ListenLocalhost(options.ListenUrl.Port, Configure);
        }

        foreach (var address in addresses)
        {
            kestrel.Listen(address, options.ListenUrl.Port, Configure);
        }
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
