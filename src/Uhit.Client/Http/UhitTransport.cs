using Uhit.Client.Certificates;

namespace Uhit.Client.Http;

/// <summary>The one handler chain of a named client, and the check of its connection. Safe for
/// any thread; dispose it with the client.</summary>
internal sealed class UhitTransport : IDisposable
{
    private readonly TlsConnector _connector;
    private readonly TimeProvider _time;

    public UhitTransport(
        ConnectionOptions options,
        ICertificateSource? certificates,
        ServerTrustEvaluator trust,
        TimeProvider time,
        Func<string, string?>? environment = null)
    {
        _time = time;
        _connector = new TlsConnector(
            certificates, trust, options, new ProxyRules(options, environment ?? Environment.GetEnvironmentVariable), time);
        Handler = new SendHandler(CreateSockets(options), options, time);
    }

    /// <summary>The chain; give it to WCF by <see cref="Wcf.WcfEndpoint"/>.</summary>
    public HttpMessageHandler Handler { get; }

    /// <summary>Checks the connection step by step without sending an inquiry.</summary>
    public Task<ConnectionReport> CheckAsync(Uri endpoint, CancellationToken cancellationToken) =>
        new ConnectionProbe(_connector, _time).RunAsync(endpoint, cancellationToken);

    public void Dispose() => Handler.Dispose();

    private SocketsHttpHandler CreateSockets(ConnectionOptions options) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        // SendHandler does it, within its limit.
        AutomaticDecompression = System.Net.DecompressionMethods.None,
        PreAuthenticate = false,
        // Trace ids are ours, not the service's.
        ActivityHeadersPropagator = null,
        PooledConnectionLifetime = options.ConnectionLifetime,
        // The connector keeps this time itself, to say which step took it.
        ConnectTimeout = Timeout.InfiniteTimeSpan,
        MaxConnectionsPerServer = options.MaxConnections,
        MaxResponseDrainSize = 64 * 1024,
        // A stream that is TLS already is taken as it is: so each connection asks the certificate source again, and sends its chain.
        ConnectCallback = async (context, token) => await _connector.ConnectAsync(
            context.DnsEndPoint.Host, context.DnsEndPoint.Port, token).ConfigureAwait(false),
        PlaintextStreamFilter = (context, _) => ValueTask.FromResult<Stream>(new ObservedStream(context.PlaintextStream)),
    };
}
