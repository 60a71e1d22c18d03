using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
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
            var proxy = connector.ProxyFor(endpoint.IdnHost, endpoint.Port);
            var addresses = await TlsConnector.ResolveAsync(endpoint.IdnHost, proxy, linked.Token).ConfigureAwait(false);
            Pass($"{proxy?.Address.IdnHost ?? endpoint.IdnHost}{(proxy is null ? "" : $", the proxy of {proxy.Source},")} "
                + $"is {string.Join(", ", addresses.Take(4).Select(a => a.ToString()))}.");
            tcp = await TlsConnector.ConnectTcpAsync(addresses, endpoint.IdnHost, endpoint.Port, proxy, linked.Token).ConfigureAwait(false);
            var port = endpoint.Port.ToString(CultureInfo.InvariantCulture);
            var by = proxy is null ? "" : $", the proxy, which reaches {endpoint.IdnHost}:{port},";
            Pass($"Connected to {tcp.Socket.RemoteEndPoint}{by} from {tcp.Socket.LocalEndPoint}.");
            tls = await connector.AuthenticateAsync(tcp, endpoint.IdnHost, isAskedLate: true, linked.Token).ConfigureAwait(false);
            Pass(
                $"{tls.SslProtocol}, {tls.NegotiatedCipherSuite}; the server is "
                    + $"\"{DisplayText.Cut(tls.RemoteCertificate?.Subject, 300)}\".");
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
            var refused = TlsAlert.IsCertificateRefused(e);
            Fail(
                refused ? ConnectionFailure.ClientCertificateRefused : ConnectionFailure.ClosedAfterHandshake,
                refused ? FailureClassifier.RefusedDetail : FailureClassifier.ClosedAfterHandshakeDetail);
        }
        finally
        {
            if (tls is not null)
            {
                await tls.DisposeAsync().ConfigureAwait(false);
            }
            else if (tcp is not null)
            {
                await tcp.DisposeAsync().ConfigureAwait(false);
            }
        }

        while (_steps.Count < Names.Length)
        {
            _steps.Add(new ConnectionStep
            {
                Name = Names[_steps.Count],
                IsSkipped = true,
                Detail = "Not tried, since an earlier step failed.",
            });
        }

        return new ConnectionReport
        {
            Endpoint = endpoint,
            CheckedAt = time.GetUtcNow(),
            Steps = _steps,
            CertificateName = _name,
        };
    }

    private void CheckCertificate()
    {
        if (connector.Certificates is null)
        {
            Add("No client certificate is set.", "CNP knows callers by their certificate: set Certificate.");
            return;
        }

        SslStreamCertificateContext current;
        try
        {
            current = connector.Certificates.GetCurrent();
            _name = DistinguishedName.OfSubject(current.TargetCertificate).ToString();
        }
        catch (Exception e) when (e is UhitConfigurationException or FormatException)
        {
            throw new ConnectionFailedException(ConnectionFailure.ClientCertificateUnusable, e.Message, e);
        }

        var end = Validity.Of(current.TargetCertificate).To;
        var detail = string.Create(
            CultureInfo.InvariantCulture, $"\"{_name}\", valid until {end:u}, with its key. {SentAlong(current)}");
        string[] doubts = [.. OwnCertificateUse.DoubtsOf(current.TargetCertificate)];
        if (doubts.Length > 0)
        {
            Add(detail, $"{string.Join(' ', doubts)} Ask your CA for another certificate.");
        }
        else if (end - time.GetUtcNow() < ExpiryWarning)
        {
            Add(
                detail,
                "It expires within 30 days: renew it, and tell CNP if its Distinguished Name changes.");
        }
        else
        {
            Pass(detail);
        }
    }

    private static string SentAlong(SslStreamCertificateContext current)
    {
        X509Certificate2[] sent = [.. current.IntermediateCertificates];
        var issuer = current.TargetCertificate.IssuerName.RawData;
        var along = sent.Length switch
        {
            0 => "No intermediate is sent along",
            1 => "One intermediate is sent along",
            int n => string.Create(CultureInfo.InvariantCulture, $"{n} intermediates are sent along"),
        };
        var hasIssuer = sent.Any(c => c.SubjectName.RawData.AsSpan().SequenceEqual(issuer))
            || current.TargetCertificate.SubjectName.RawData.AsSpan().SequenceEqual(issuer);
        return hasIssuer
            ? along + "."
            : $"{along}, and not its issuer \"{DisplayText.Cut(current.TargetCertificate.Issuer, 200)}\", which CNP must have itself.";
    }

    // Under TLS 1.3 a server judges our certificate after our handshake is over: only its first byte shows that it accepted. A server that
    // did not ask in the handshake may ask after the request (IIS): that is seen by asking all the same, and the step before is told first.
    private async Task AskAsync(SslStream tls, Uri endpoint, CancellationToken cancellationToken)
    {
        if (TlsConnector.IsMutual(tls))
        {
            Pass("The server asked for our certificate, and it was sent.");
            Judge(await StatusAsync(tls, endpoint, cancellationToken).ConfigureAwait(false), isShown: true);
            return;
        }

        int? status = null;
        Exception? failure = null;
        try
        {
            status = await StatusAsync(tls, endpoint, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ConnectionFailedException)
        {
            failure = e;
        }

        var isAskedLate = TlsConnector.IsMutual(tls);
        TellNotAsked(isAskedLate);
        if (failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }

        Judge(status!.Value, isAskedLate);
    }

    private void TellNotAsked(bool isAskedLate)
    {
        var detail = isAskedLate
            ? "The server did not ask for our certificate in the handshake, but only after the request, as IIS does."
            : "The server did not ask for our certificate in the handshake.";
        var isRefused = connector.Certificates is not null && connector.Options.RequireMutualTls;
        var advice = !isAskedLate ? "Look at the endpoint's address; a proxy that ends TLS has the same effect."
            : isRefused ? "Ask CNP to have it asked in the handshake (the IIS binding's Negotiate Client Certificate), or set "
                + "Connection:RequireMutualTls to false, which lets a server ask late."
            : "It was sent then. Large inquiries may fail on such a server: ask CNP to have it asked in the handshake.";
        if (isRefused)
        {
            throw new ConnectionFailedException(ConnectionFailure.ClientCertificateNotRequested, detail + " " + advice);
        }

        Add(detail, advice);
    }

    private static async Task<int> StatusAsync(SslStream tls, Uri endpoint, CancellationToken cancellationToken)
    {
        var host = endpoint.HostNameType == UriHostNameType.IPv6 ? $"[{endpoint.IdnHost}]" : endpoint.IdnHost;
        var request = $"HEAD {endpoint.PathAndQuery} HTTP/1.1\r\nHost: {host}:{endpoint.Port.ToString(CultureInfo.InvariantCulture)}\r\n"
            + "Connection: close\r\n\r\n";
        await tls.WriteAsync(Encoding.ASCII.GetBytes(request), cancellationToken).ConfigureAwait(false);
        var buffer = new byte[12];
        var read = await tls.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (read == 0)
        {
            throw new ConnectionFailedException(ConnectionFailure.ClosedAfterHandshake, FailureClassifier.ClosedAfterHandshakeDetail);
        }

        var line = Encoding.ASCII.GetString(buffer, 0, read);
        if (read < buffer.Length || !line.StartsWith("HTTP/1.", StringComparison.Ordinal) || !line[9..].All(char.IsAsciiDigit))
        {
            throw new ConnectionFailedException(
                ConnectionFailure.ResponseMalformed, "The server answered, but not in HTTP. Look at the endpoint's port.");
        }

        return int.Parse(line[9..], CultureInfo.InvariantCulture);
    }

    // What is seen of the service is an answer of its own: also that it takes no HEAD.
    private void Judge(int status, bool isShown)
    {
        var answered = string.Create(CultureInfo.InvariantCulture, $"The service answered to HEAD with {status}");
        if (status is 401 or 403)
        {
            throw new ConnectionFailedException(ConnectionFailure.AccessDenied, isShown
                ? $"{answered}: our certificate was shown, and it does not let us in. Ask CNP whether its Distinguished Name is registered."
                : $"{answered}: it does not let us in, and never asked for our certificate. Ask CNP to have it asked for in the "
                    + "handshake.");
        }

        if (status is 404 or 410 or (>= 300 and < 400))
        {
            throw new ConnectionFailedException(
                ConnectionFailure.ServiceNotSeen,
                $"{answered}: there is a server, but not the service. Look at the path of the endpoint's address.");
        }

        if (status is 421)
        {
            throw new ConnectionFailedException(
                ConnectionFailure.ServiceNotSeen,
                $"{answered}: it is not the server of this host. Look at the host of the endpoint's address.");
        }

        if (status is 429 or >= 502)
        {
            throw new ConnectionFailedException(
                ConnectionFailure.ServiceNotSeen, $"{answered}: a gateway is there, and the service is not ready. Try again later.");
        }

        Pass($"{answered}, so it accepted the connection.");
    }

    private void Pass(string detail) => Add(detail, "");

    private void Add(string detail, string advice, ConnectionFailure failure = ConnectionFailure.None) =>
        _steps.Add(new ConnectionStep
        {
            Name = Names[_steps.Count],
            Detail = detail,
            WhatToDo = advice,
            Failure = failure,
        });

    // The message of a failure says what happened in its first sentence and what to do in the others.
    private void Fail(ConnectionFailure failure, string message)
    {
        var end = message.IndexOf(". ", StringComparison.Ordinal);
        var detail = end < 0 ? message : message[..(end + 1)];
        var advice = end < 0 ? "" : message[(end + 2)..];
        Add(detail, advice, failure);
    }
}
