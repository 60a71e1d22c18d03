using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Uhit.Client.Certificates;

namespace Uhit.Client.Http;

/// <summary>Makes one connection, in steps that the connection check takes one by one: name,
/// TCP, proxy, TLS with our certificate.</summary>
internal sealed class TlsConnector(
    ICertificateSource? certificates, ServerTrustEvaluator trust, UhitConnectionOptions options, ProxyRules proxies, TimeProvider time)
{
    public ICertificateSource? Certificates => certificates;

    public UhitConnectionOptions Options => options;

    /// <summary>All steps, within the connection timeout.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        using var timeout = new CancellationTokenSource(options.ConnectTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var proxy = proxies.For(host, port);
            var addresses = await ResolveAsync(host, proxy, linked.Token).ConfigureAwait(false);
            var tcp = await ConnectTcpAsync(addresses, host, port, proxy, linked.Token).ConfigureAwait(false);
            var tls = await AuthenticateAsync(tcp, host, isAskedLate: !options.RequireMutualTls, linked.Token).ConfigureAwait(false);
            try
            {
                RequireMutual(tls);
                return tls;
            }
            catch
            {
                await tls.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
        catch (OperationCanceledException e) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ConnectionFailedException(
                ConnectionFailure.Timeout,
                $"No connection to {host}:{port} within {options.ConnectTimeout}. Look at the address, and whether a firewall lets us out.",
                e);
        }
    }

    /// <summary>The proxy for a host; null for a direct connection.</summary>
    public ProxyRoute? ProxyFor(string host, int port) => proxies.For(host, port);

    /// <summary>Addresses of the host, or of the proxy when there is one.</summary>
    public static async Task<IPAddress[]> ResolveAsync(string host, ProxyRoute? proxy, CancellationToken cancellationToken)
    {
        var name = proxy?.Address.IdnHost ?? host;
        try
        {
            return await Dns.GetHostAddressesAsync(name, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException e)
        {
            throw new ConnectionFailedException(
                ConnectionFailure.NameResolution,
                $"The name {name} could not be resolved ({e.SocketErrorCode}). Look at "
                    + $"the {(proxy is null ? "endpoint's address" : $"address of the proxy ({proxy.Source})")} and at this machine's DNS.",
                    e);
        }
    }

    public static async Task<NetworkStream> ConnectTcpAsync(
        IPAddress[] addresses, string host, int port, ProxyRoute? proxy, CancellationToken cancellationToken)
    {
        var target = proxy?.Address.Port ?? port;
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        NetworkStream? stream = null;
        try
        {
            await socket.ConnectAsync(addresses, target, cancellationToken).ConfigureAwait(false);
            stream = new NetworkStream(socket, ownsSocket: true);
            if (proxy is not null)
            {
                await ProxyTunnel.OpenAsync(stream, proxy, host, port, cancellationToken).ConfigureAwait(false);
            }

            return stream;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new ConnectionFailedException(ConnectionFailure.Connect, proxy is null
                ? $"No connection to {host}:{target} ({e.SocketErrorCode}). Look at the address, and whether a firewall lets us out or a "
                    + "proxy is needed (Connection:Proxy)."
                : $"No connection to the proxy {proxy} ({e.SocketErrorCode}). Look at its address.", e);
        }
        catch
        {
            socket.Dispose();
            if (stream is not null)
            {
                await stream.DisposeAsync().ConfigureAwait(false);
            }

            throw;
        }
    }

    /// <summary>The handshake. The stream is disposed when it fails.</summary>
    /// <param name="stream">The connection.</param>
    /// <param name="host">The host.</param>
    /// <param name="isAskedLate">Whether the server may ask for our certificate after the handshake, as IIS does.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async Task<SslStream> AuthenticateAsync(Stream stream, string host, bool isAskedLate, CancellationToken cancellationToken)
    {
        ServerTrustVerdict? verdict = null;
        var tls = new SslStream(stream, leaveInnerStreamOpen: false);
        try
        {
            var settings = new SslClientAuthenticationOptions
            {
                TargetHost = host,
                ClientCertificateContext = certificates?.GetCurrent(),
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                AllowRenegotiation = isAskedLate,
                // A resumed session would carry the certificate of the former one, and hides whether ours is asked for.
                AllowTlsResume = false,
                CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                // The platform's own chain is not what decides, so it shall at least fetch nothing.
                CertificateChainPolicy =
                    new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck },
                RemoteCertificateValidationCallback = (_, certificate, chain, _) =>
                    (verdict = trust.Evaluate(certificate as X509Certificate2, chain?.ChainPolicy.ExtraStore, host)).IsAccepted,
            };
            await tls.AuthenticateAsClientAsync(settings, cancellationToken).ConfigureAwait(false);
            return tls;
        }
        catch (Exception e)
        {
            await tls.DisposeAsync().ConfigureAwait(false);
            throw Explain(e, verdict) ?? e;
        }
    }

    /// <summary>Whether the server asked for our certificate.</summary>
    public static bool IsMutual(SslStream tls) => tls.IsMutuallyAuthenticated;

    private void RequireMutual(SslStream tls)
    {
        if (certificates is not null && options.RequireMutualTls && !IsMutual(tls))
        {
            throw new ConnectionFailedException(ConnectionFailure.ClientCertificateNotRequested,
                "The server did not ask for our certificate in the handshake, so it cannot know who calls. Look at the endpoint's address; "
                + "a proxy that ends TLS has the same effect. "
                + "Run the connection check: it also sees a server that asks after the handshake, as IIS may. RequireMutualTls switches "
                + "this rule off.");
        }
    }

    private static ConnectionFailedException? Explain(Exception e, ServerTrustVerdict? verdict)
    {
        if (verdict is { IsAccepted: false })
        {
            var failure = verdict.Failure switch
            {
                ServerTrustFailure.Expired => ConnectionFailure.ServerCertificateExpired,
                ServerTrustFailure.NameMismatch => ConnectionFailure.ServerNameMismatch,
                _ => ConnectionFailure.ServerCertificateUntrusted,
            };
            return new(failure, verdict.Message, e);
        }

        if (TlsAlert.IsCertificateRefused(e))
        {
            return new(ConnectionFailure.ClientCertificateRefused, FailureClassifier.RefusedDetail, e);
        }

        return e switch
        {
            UhitConfigurationException => new(ConnectionFailure.ClientCertificateUnusable, e.Message, e),
            // Closed after the server had shown its certificate and read ours: TLS 1.2 refuses here.
            IOException when verdict is not null =>
                new(ConnectionFailure.ClosedAfterHandshake, FailureClassifier.ClosedAfterHandshakeDetail, e),
            AuthenticationException or IOException => new(
                ConnectionFailure.TlsProtocol,
                "The TLS handshake failed: the server speaks no TLS 1.2 or 1.3, or no TLS at all. Look at the endpoint's port.",
                e),
            _ => null,
        };
    }
}
