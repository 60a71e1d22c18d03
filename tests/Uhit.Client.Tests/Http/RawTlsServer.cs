using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Uhit.Client.Tests.Http;

/// <summary>A server that does what a script says with each connection, byte by byte.</summary>
internal sealed class RawTlsServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Task _accepting;
    private int _count;

    public RawTlsServer(
        X509Certificate2? certificate,
        Func<Connection, Task> script,
        Func<X509Certificate2?, bool>? accept = null,
        bool askForCertificate = true,
        SslProtocols protocols = SslProtocols.Tls12 | SslProtocols.Tls13)
    {
        _listener.Start();
        _accepting = Task.Run(async () =>
        {
            try
            {
                while (true)
                {
                    _connections.Add(ServeAsync(
                        await _listener.AcceptTcpClientAsync(_stop.Token), certificate, script, accept, askForCertificate, protocols));
                }
            }
            catch (Exception e) when (e is OperationCanceledException or InvalidOperationException or SocketException)
            {
            }
        });
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Address => new($"https://localhost:{Port}/uhit/inquiry");

    public int Connections => Volatile.Read(ref _count);

    public ConcurrentQueue<string> Requests { get; } = new();

    public ConcurrentQueue<string?> ClientThumbprints { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }

    private async Task ServeAsync(
        TcpClient client, X509Certificate2? certificate, Func<Connection, Task> script, Func<X509Certificate2?, bool>? accept, bool ask,
        SslProtocols protocols)
    {
        Interlocked.Increment(ref _count);
        using (client)
        {
            try
            {
                Stream stream = client.GetStream();
                if (certificate is not null)
                {
                    var tls = new SslStream(stream);
                    stream = tls;
                    await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
                    {
                        ServerCertificate = certificate,
                        ClientCertificateRequired = ask,
                        EnabledSslProtocols = protocols,
                        RemoteCertificateValidationCallback = (_, shown, _, _) => accept?.Invoke(shown as X509Certificate2) ?? true,
                    }, _stop.Token);
                    ClientThumbprints.Enqueue((tls.RemoteCertificate as X509Certificate2)?.Thumbprint);
                }

                await script(new Connection(this, client, stream, _stop.Token));
                await stream.DisposeAsync();
            }
            catch (Exception e) when (e is IOException or AuthenticationException or OperationCanceledException or SocketException
                or ObjectDisposedException)
            {
            }
        }
    }

    internal sealed class Connection(RawTlsServer server, TcpClient client, Stream stream, CancellationToken stopping)
    {
        public Stream Stream => stream;

        public CancellationToken Stopping => stopping;

        /// <summary>Reads one whole request; null at the end of the connection.</summary>
        public async Task<string?> ReadRequestAsync()
        {
            var text = new StringBuilder();
            var one = new byte[1];
            while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                if (await stream.ReadAsync(one, stopping) == 0)
                {
                    return null;
                }

                text.Append((char)one[0]);
            }

            var head = text.ToString();
            var at = head.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
            if (at >= 0)
            {
                var body = new byte[int.Parse(head[(at + 16)..head.IndexOf('\r', at)])];
                await stream.ReadExactlyAsync(body, stopping);
                text.Append(Encoding.UTF8.GetString(body));
            }

            server.Requests.Enqueue(text.ToString());
            return text.ToString();
        }

        /// <summary>Asks for the client's certificate after the handshake.</summary>
        public async Task AskForCertificateAsync()
        {
            var tls = (SslStream)stream;
#pragma warning disable CA1416
            await tls.NegotiateClientCertificateAsync(stopping);
#pragma warning restore CA1416
            server.ClientThumbprints.Enqueue((tls.RemoteCertificate as X509Certificate2)?.Thumbprint);
        }

        public Task WriteAsync(string text) => stream.WriteAsync(Encoding.UTF8.GetBytes(text), stopping).AsTask();

        public Task AnswerAsync(string body = "<ok/>", string status = "200 OK", string headers = "Content-Type: text/xml\r\n") =>
            WriteAsync($"HTTP/1.1 {status}\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

        public void Reset()
        {
            client.LingerState = new LingerOption(true, 0);
            client.Close();
        }
    }
}
