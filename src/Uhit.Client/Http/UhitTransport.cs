using Uhit.Client.Certificates;

namespace Uhit.Client.Http;

/// <summary>The connections of a named client, and the handler that sends over them. Safe for
/// any thread; dispose it with the client.</summary>
internal sealed class UhitTransport : IDisposable
{
    private readonly TlsConnector _connector;
    private readonly SocketsHttpHandler _sockets;
    private readonly TimeProvider _time;

    public UhitTransport(
        UhitConnectionOptions options,
        ICertificateSource? certificates,
        ServerTrustEvaluator trust,
        TimeProvider time,
        Func<string, string?>? environment = null)
    {
        _time = time;
        _connector = new TlsConnector(
            certificates, trust, options, new ProxyRules(options, environment ?? Environment.GetEnvironmentVariable), time);
        _sockets = CreateSockets(options);
        Handler = new SendHandler(_sockets, options, time);
    }

    public HttpMessageHandler Handler { get; }

    /// <summary>A probe that takes the steps of a connection one by one, for one check.</summary>
    public ConnectionProbe CreateProbe() => new(_connector, _time);

    public void Dispose() => _sockets.Dispose();

    private SocketsHttpHandler CreateSockets(UhitConnectionOptions options) => new()
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
        ConnectCallback = _connector.ConnectAsync,
        PlaintextStreamFilter = ObservedStream.ObserveAsync,
    };
}
