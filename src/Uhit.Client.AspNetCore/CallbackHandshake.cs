using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Uhit.Client.Certificates;
using Uhit.Client.Receiving;

namespace Uhit.Client.AspNetCore;

/// <summary>Judges callers at the handshake, by the peers of the named clients that a port is for.</summary>
internal sealed class CallbackHandshake(ICertificateSource certificate, IReadOnlyList<PeerPolicy> peers, TimeProvider time, ILogger logger)
{
    private readonly LogLimiter _limiter = new(time);

    public static CallbackHandshake Create(IServiceProvider services, UhitCallbackPortOptions port)
    {
        var clients = port.Client is null
            ? ClientNames.All(services)
            : [ClientNames.Resolve(services, port.Client, "ListenUhitCallbacks")];
        var peers = clients.Select(name => ClientNames.Receiver(services, name).Peers).ToList();
        var logger = services.GetService<ILoggerFactory>()?.CreateLogger("Uhit.Client.AspNetCore") ?? NullLogger.Instance;
        return new CallbackHandshake(
            port.Certificate is { } getCurrent
                ? new CertificateFromCode(getCurrent, "UhitCallbackPortOptions.Certificate")
                : CertificateOf(services, clients),
            peers,
            services.GetService<TimeProvider>() ?? TimeProvider.System,
            logger);
    }

    /// <summary>Bounds the connections of the port.</summary>
    public ConnectionLimits Limits(int maxHandshakes, int maxOfPeer) => new(maxHandshakes, maxOfPeer, _limiter, logger);

    public ValueTask<SslServerAuthenticationOptions> OnConnection(TlsHandshakeCallbackContext context)
    {
        if (Handshake.Of(context.Connection) is { } handshake)
        {
            handshake.HasBegun = true;
        }

        return ValueTask.FromResult(new SslServerAuthenticationOptions
        {
            ServerCertificateContext = certificate.GetCurrent(),
            ClientCertificateRequired = true,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            AllowRenegotiation = false,

            // The platform judges before we do: it must not fetch what a stranger's certificate names.
            CertificateChainPolicy =
                new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck },
            RemoteCertificateValidationCallback = (_, caller, chain, _) => Judge(caller as X509Certificate2, chain, context.Connection),
        });
    }

    private bool Judge(X509Certificate2? caller, X509Chain? chain, ConnectionContext connection)
    {
        if (Handshake.Of(connection) is { } handshake)
        {
            handshake.IsJudged = true;
        }

        // Every policy is asked: each remembers the intermediates for the requests that follow.
        var decisions = peers.Select(policy => policy.Evaluate(caller, chain?.ChainPolicy.ExtraStore)).ToList();
        if (decisions.Exists(decision => decision.IsAllowed))
        {
            return true;
        }

        var best = decisions.MaxBy(decision => decision.Progress);
        var rule = best?.Refusal ?? PeerRefusal.NoPeers;
        _limiter.Write(
            rule.ToString(),
            () => AspNetCoreLog.HandshakeRefused(
                logger, connection.RemoteEndPoint, rule, best?.Message ?? "No named client is registered."),
            others => AspNetCoreLog.MoreHandshakesRefused(logger, others, rule));
        return false;
    }

    private static ICertificateSource CertificateOf(IServiceProvider services, IReadOnlyList<string> clients)
    {
        var sources = clients
            .Select(name =>
                services.GetKeyedService<CallbackServerCertificate>(name)?.Source ?? services.GetKeyedService<ICertificateSource>(name))
            .OfType<ICertificateSource>()
            .ToList();
        if (sources.Count == 0)
        {
            throw new UhitConfigurationException(
                $"The callback port has no certificate to show. Set Uhit:{clients[0]}:Callback:ServerCertificate, or write "
                + "kestrel.ListenUhitCallbacks(9443, port => port.Certificate = () => …).");
        }

        // Loaded here, so that a certificate that can't be used is told at the start and not at CNP's first call.
        if (sources.Select((source, i) => ThumbprintOf(source, clients[i])).Distinct().Count() > 1)
        {
            throw new UhitConfigurationException(
                $"The named clients {string.Join(", ", clients)} have different server certificates. Give each a port of its own: "
                + $"kestrel.ListenUhitCallbacks(9443, port => port.Client = \"{clients[0]}\").");
        }

        return sources[0];
    }

    private static string ThumbprintOf(ICertificateSource source, string client)
    {
        try
        {
            return source.GetCurrent().TargetCertificate.Thumbprint;
        }
        catch (UhitConfigurationException exception)
        {
            throw new UhitConfigurationException(
                $"The callback port can't show its certificate: {exception.Message} (Uhit:{client}:Callback:ServerCertificate where it is "
                    + $"set, else Uhit:{client}:Certificate)",
                exception);
        }
    }
}
