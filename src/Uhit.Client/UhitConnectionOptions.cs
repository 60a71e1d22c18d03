namespace Uhit.Client;

/// <summary>How connections to the service are made, and how a send is kept within bounds.</summary>
/// <remarks>The order of a send is fixed: total timeout, retry, circuit breaker, attempt timeout. Only what certainly did not leave is
/// tried again. What was answered, even by HTTP 429 or 503, and what may have arrived, is never sent again by itself: a callback, or the
/// user, resolves it.</remarks>
public sealed class UhitConnectionOptions
{
    /// <summary>Time for name resolution, connection and TLS handshake together.</summary>
    /// <value>Default: 15 seconds.</value>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Time for one request and its whole answer, the connection included.</summary>
    /// <value>Default: 100 seconds.</value>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>How long a connection is used before a new one takes its place, with the
    /// certificate and the address then in force.</summary>
    /// <value>Default: 5 minutes.</value>
    public TimeSpan ConnectionLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Connections to the service at the same time; further requests wait.</summary>
    /// <value>Default: 16.</value>
    public int MaxConnections { get; set; } = 16;

    /// <summary>Whether a server that does not ask for our certificate is refused.</summary>
    /// <remarks>Such a server cannot know who calls: most often it is a wrong address, or a proxy that ends TLS.</remarks>
    /// <value>Default: true.</value>
    public bool RequireMutualTls { get; set; } = true;

    /// <summary>Address of an HTTP proxy, such as <c>http://proxy.example.com:8080</c>; user
    /// and password in it are sent as Basic.</summary>
    /// <remarks>The proxy only hands TLS on: it sees the name of the service, and no inquiry. It must not end TLS.</remarks>
    /// <value>Default: none; see <see cref="UseEnvironmentProxy"/>.</value>
    public Uri? Proxy { get; set; }

    /// <summary>Whether, without <see cref="Proxy"/>, the proxy of the environment is used: <c>HTTPS_PROXY</c>, else <c>ALL_PROXY</c>,
    /// unless <c>NO_PROXY</c> names the host. This machine itself is always called directly.</summary>
    /// <remarks>The variables are read when the client is made, in small letters or capitals, small
    /// ones first. Only http proxies are known.</remarks>
    /// <value>Default: true.</value>
    public bool UseEnvironmentProxy { get; set; } = true;

    /// <summary>How long a submission may take in all, with its retries.</summary>
    /// <value>Default: 2 minutes.</value>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long one attempt may take.</summary>
    /// <value>Default: 30 seconds.</value>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often an inquiry that did not leave is tried again, where the failure may pass.</summary>
    /// <value>Default: 3; 0 for never.</value>
    public int MaxRetries { get; set; } = 3;

    /// <summary>The wait before the first retry; doubled each time, with jitter.</summary>
    /// <value>Default: 2 seconds.</value>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest wait before a retry.</summary>
    /// <value>Default: 30 seconds.</value>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many sends must fail to leave, within <see cref="BreakerSamplingDuration"/>, before the
    /// circuit opens and further sends fail at once.</summary>
    /// <value>Default: 10; 0 switches the circuit breaker off.</value>
    public int BreakerMinimumThroughput { get; set; } = 10;

    /// <summary>The share of failures at which the circuit opens.</summary>
    /// <value>Default: 0.5.</value>
    public double BreakerFailureRatio { get; set; } = 0.5;

    /// <summary>The stretch of time over which failures are counted.</summary>
    /// <value>Default: 1 minute.</value>
    public TimeSpan BreakerSamplingDuration { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the circuit stays open.</summary>
    /// <value>Default: 30 seconds.</value>
    public TimeSpan BreakerBreakDuration { get; set; } = TimeSpan.FromSeconds(30);
}
