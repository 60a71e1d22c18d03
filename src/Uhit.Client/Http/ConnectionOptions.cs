namespace Uhit.Client;

/// <summary>How connections to the service are made.</summary>
public sealed class ConnectionOptions
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
}
