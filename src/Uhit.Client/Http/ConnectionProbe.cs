using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Uhit.Client.Certificates;

namespace Uhit.Client.Http;

/// <summary>Takes the steps of a connection one by one and says which of them is wrong.</summary>
internal sealed class ConnectionProbe(TlsConnector connector, TimeProvider time)
{
    private static readonly string[] Names = ["Certificate", "Name", "Connect", "Handshake", "Mutual TLS", "Service"];
    private static readonly TimeSpan ExpiryWarning = TimeSpan.FromDays(30);
    private readonly List<ConnectionStep> _steps = [];
    private string? _name;

    public async Task<ConnectionReport> RunAsync(Uri endpoint, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(connector.Options.ConnectTimeout * 2, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        NetworkStream? tcp = null;
        SslStream? tls = null;
        try
        {
            CheckCertificate();
            IPAddress[] addresses = await connector.ResolveAsync(endpoint.IdnHost, linked.Token).ConfigureAwait(false);
            Pass($"{(connector.Options.Proxy ?? endpoint).IdnHost} is {string.Join(", ", addresses.Take(4).Select(a => a.ToString()))}.");
            tcp = await connector.ConnectTcpAsync(addresses, endpoint.IdnHost, endpoint.Port, linked.Token).ConfigureAwait(false);
            Pass($"Connected to {tcp.Socket.RemoteEndPoint}{(connector.Options.Proxy is null ? "" : ", the proxy,")} from {tcp.Socket.LocalEndPoint}.");
            tls = await connector.AuthenticateAsync(tcp, endpoint.IdnHost, linked.Token).ConfigureAwait(false);
            Pass($"{tls.SslProtocol}, {tls.NegotiatedCipherSuite}; the server is \"{tls.RemoteCertificate?.Subject}\".");
            CheckMutual(tls);
            await AskAsync(tls, endpoint, linked.Token).ConfigureAwait(false);
        }
        catch (ConnectionFailedException e)
        {
            Fail(e.Failure, e.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Fail(ConnectionFailure.Timeout, "It took too long. Look at the address, and whether a firewall lets us out.");
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            bool refused = TlsAlert.IsCertificateRefused(e);
            Fail(refused ? ConnectionFailure.ClientCertificateRefused : ConnectionFailure.ClosedAfterHandshake, refused ? FailureClassifier.RefusedDetail : FailureClassifier.ClosedAfterHandshakeDetail);
        }
        finally
        {
            if (tls is not null)
                await tls.DisposeAsync().ConfigureAwait(false);
            else if (tcp is not null)
                await tcp.DisposeAsync().ConfigureAwait(false);
        }

        while (_steps.Count < Names.Length)
            _steps.Add(new ConnectionStep(Names[_steps.Count], ConnectionStepStatus.Skipped, "Not tried, since an earlier step failed."));
        return new ConnectionReport(endpoint, time.GetUtcNow(), _steps) { CertificateName = _name };
    }

    private void CheckCertificate()
    {
        if (connector.Certificates is null)
        {
            Add(ConnectionStepStatus.Warning, "No client certificate is set.", "CNP knows callers by their certificate: set Certificate.");
            return;
        }

        ClientCertificate current;
        try
        {
            current = connector.Certificates.GetCurrent();
            _name = DistinguishedName.OfSubject(current.Leaf).ToString();
        }
        catch (Exception e) when (e is CertificateException or FormatException)
        {
            throw new ConnectionFailedException(ConnectionFailure.ClientCertificateUnusable, e.Message, e);
        }

        DateTimeOffset end = Validity.Of(current.Leaf).To;
        string detail = string.Create(CultureInfo.InvariantCulture, $"\"{_name}\", valid until {end:u}, with its key and {current.Intermediates.Count} intermediate(s).");
        if (end - time.GetUtcNow() < ExpiryWarning)
            Add(ConnectionStepStatus.Warning, detail, "It expires within 30 days: renew it, and tell CNP if its Distinguished Name changes.");
        else
            Pass(detail);
    }

    private void CheckMutual(SslStream tls)
    {
        if (TlsConnector.IsMutual(tls))
        {
            Pass("The server asked for our certificate, and it was sent.");
            return;
        }

        const string Detail = "The server did not ask for our certificate.";
        const string Advice = "Look at the endpoint's address; a proxy that ends TLS has the same effect.";
        if (connector.Certificates is not null && connector.Options.RequireMutualTls)
            throw new ConnectionFailedException(ConnectionFailure.ClientCertificateNotRequested, Detail + " " + Advice);
        Add(ConnectionStepStatus.Warning, Detail, Advice);
    }

    // Under TLS 1.3 a server judges our certificate after our handshake is over: only its first byte shows that it accepted.
    private async Task AskAsync(SslStream tls, Uri endpoint, CancellationToken cancellationToken)
    {
        string host = endpoint.HostNameType == UriHostNameType.IPv6 ? $"[{endpoint.IdnHost}]" : endpoint.IdnHost;
        string request = $"HEAD {endpoint.PathAndQuery} HTTP/1.1\r\nHost: {host}:{endpoint.Port.ToString(CultureInfo.InvariantCulture)}\r\nConnection: close\r\n\r\n";
        await tls.WriteAsync(Encoding.ASCII.GetBytes(request), cancellationToken).ConfigureAwait(false);
        byte[] buffer = new byte[12];
        int read = await tls.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (read == 0)
            throw new ConnectionFailedException(ConnectionFailure.ClosedAfterHandshake, FailureClassifier.ClosedAfterHandshakeDetail);
        string line = Encoding.ASCII.GetString(buffer, 0, read);
        if (read < buffer.Length || !line.StartsWith("HTTP/1.", StringComparison.Ordinal) || !line[9..].All(char.IsAsciiDigit))
            throw new ConnectionFailedException(ConnectionFailure.ResponseMalformed, "The server answered, but not in HTTP. Look at the endpoint's port.");
        int status = int.Parse(line[9..], CultureInfo.InvariantCulture);
        string detail = string.Create(CultureInfo.InvariantCulture, $"The service answered to HEAD with {status}, so it accepted the connection.");
        if (status is 401 or 403)
            throw new ConnectionFailedException(ConnectionFailure.AccessDenied, $"The service answered {status}: it knows our certificate but does not let us in. Ask CNP whether its Distinguished Name is registered.");
        if (status is 404 or >= 502)
            Add(ConnectionStepStatus.Warning, detail, status == 404 ? "Look at the path of the endpoint's address." : "The service is not ready; try again later.");
        else
            Pass(detail);
    }

    private void Pass(string detail) => Add(ConnectionStepStatus.Passed, detail, "");

    private void Add(ConnectionStepStatus status, string detail, string advice) => _steps.Add(new ConnectionStep(Names[_steps.Count], status, detail, advice));

    // The message of a failure says what happened in its first sentence and what to do in the others.
    private void Fail(ConnectionFailure failure, string message)
    {
        int end = message.IndexOf(". ", StringComparison.Ordinal);
        string detail = end < 0 ? message : message[..(end + 1)];
        string advice = end < 0 ? "" : message[(end + 2)..];
        _steps.Add(new ConnectionStep(Names[_steps.Count], ConnectionStepStatus.Failed, detail, advice) { Failure = failure });
    }
}
