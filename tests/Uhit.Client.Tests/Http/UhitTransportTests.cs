using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Uhit.Client.Certificates;
using Uhit.Client.Http;
using Uhit.Client.Testing;

namespace Uhit.Client.Tests.Http;

public sealed class UhitTransportTests : IDisposable
{
    private readonly TransportFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Send_ServerNeverSays100_BodyComesWithoutExpect()
    {
        await using var server = new RawTlsServer(_fixture.Certificates.Cnp, async c =>
        {
            // Reads headers and body before it writes anything at all.
            await c.ReadRequestAsync();
            await c.AnswerAsync();
        });
        var result = await TransportFixture.SendAsync(_fixture.Transport(), server.Address);
        Assert.Equal(SendOutcome.Answered, result.Outcome);
        Assert.Equal("<ok/>", Encoding.UTF8.GetString(result.Response!.Body.Span));
        var request = Assert.Single(server.Requests);
        Assert.DoesNotContain("Expect", request, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("traceparent", request, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(_fixture.Certificates.ThirdParty.Thumbprint, Assert.Single(server.ClientThumbprints));
    }

    [Fact]
    public async Task Send_ReusedConnectionClosedAfterRequest_ServerSeesExactlyOneMore()
    {
        var closed = new TaskCompletionSource();
        await using var server = new RawTlsServer(_fixture.Certificates.Cnp, async c =>
        {
            await c.ReadRequestAsync();
            await c.AnswerAsync();
            await c.ReadRequestAsync();
            closed.TrySetResult();
        });
        var transport = _fixture.Transport();
        Assert.Equal(SendOutcome.Answered, (await TransportFixture.SendAsync(transport, server.Address)).Outcome);
        var second = await TransportFixture.SendAsync(transport, server.Address);
        await closed.Task;
        Assert.Equal(SendOutcome.Uncertain, second.Outcome);
        Assert.Equal(ConnectionFailure.Interrupted, second.Why());
        Assert.Equal(1, server.Connections);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Send_ReusedConnectionResetAfterRequest_ServerSeesExactlyOneMore()
    {
        await using var server = new RawTlsServer(_fixture.Certificates.Cnp, async c =>
        {
            await c.ReadRequestAsync();
            await c.AnswerAsync();
            await c.ReadRequestAsync();
            c.Reset();
        });
        var transport = _fixture.Transport();
        await TransportFixture.SendAsync(transport, server.Address);
        Assert.Equal(SendOutcome.Uncertain, (await TransportFixture.SendAsync(transport, server.Address)).Outcome);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Send_LayerBelowWritesTheBodyTwice_RefusedAndUncertain()
    {
        var repeating = new RepeatingHandler();
        using var invoker = new HttpMessageInvoker(new SendHandler(repeating, new UhitConnectionOptions(), TimeProvider.System));
        var result = await TransportFixture.RunAsync(new SendContext(null, CancellationToken.None), () => SendAsync(invoker));
        Assert.Equal((SendOutcome.Uncertain, 1), (result.Outcome, repeating.Bodies));
        Assert.IsType<InvalidOperationException>(result.Failure!.InnerException);
    }

    [Fact]
    public async Task Send_WithoutContext_RefusedBeforeAnythingIsSent()
    {
        var repeating = new RepeatingHandler();
        using var invoker = new HttpMessageInvoker(new SendHandler(repeating, new UhitConnectionOptions(), TimeProvider.System));
        await Assert.ThrowsAsync<InvalidOperationException>(() => SendAsync(invoker));
        Assert.Equal(0, repeating.Bodies);
    }

    [Fact]
    public async Task Send_NameUnknown_NotSent() =>
        AssertNotSent(
            ConnectionFailure.NameResolution,
            await TransportFixture.SendAsync(_fixture.Transport(), new Uri("https://no-such-host.invalid/")));

    [Fact]
    public async Task Send_PortClosed_NotSent()
    {
        // Taken and not listened at: nobody else can answer there meanwhile.
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var address = new Uri($"https://127.0.0.1:{((IPEndPoint)taken.LocalEndPoint!).Port}/");
        AssertNotSent(ConnectionFailure.Connect, await TransportFixture.SendAsync(_fixture.Transport(), address));
    }

    [Fact]
    public async Task Send_BadServerCertificates_NotSentWithTheRule()
    {
        var all = _fixture.Certificates;
        using var other = all.IssueAuthority("CN=Other");
        foreach ((var bad, var expected) in new[]
        {
            (new ThrowawayCertificateRequest { Issuer = other }, ConnectionFailure.ServerCertificateUntrusted),
            (new ThrowawayCertificateRequest { HostNames = ["elsewhere.example"] }, ConnectionFailure.ServerNameMismatch),
            (
                new ThrowawayCertificateRequest { ValidFrom = TimeSpan.FromDays(-3), ValidTo = TimeSpan.FromDays(-1) },
                ConnectionFailure.ServerCertificateExpired),
        })
        {
            await using var server = new RawTlsServer(all.Issue(bad), c => c.ReadRequestAsync());
            AssertNotSent(expected, await TransportFixture.SendAsync(_fixture.Transport(), server.Address));
            Assert.Empty(server.Requests);
        }
    }

    [Fact]
    public async Task Send_ServerWithoutTls_NotSent()
    {
        await using var server = new RawTlsServer(null, c => c.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"));
        AssertNotSent(ConnectionFailure.TlsProtocol, await TransportFixture.SendAsync(_fixture.Transport(), server.Address));
    }

    [Fact]
    public async Task Send_OurCertificateExpired_NotSent()
    {
        var file = _fixture.Directory.File("old.pem");
        ThrowawayCertificates.WritePem(
            _fixture.Certificates.Issue(new() { ValidFrom = TimeSpan.FromDays(-3), ValidTo = TimeSpan.FromDays(-1) }), file);
        _fixture.Source = new ConfiguredCertificateSource(new() { PemFile = file });
        await using var server = new RawTlsServer(_fixture.Certificates.Cnp, c => c.ReadRequestAsync());
        AssertNotSent(ConnectionFailure.ClientCertificateUnusable, await TransportFixture.SendAsync(_fixture.Transport(), server.Address));
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Send_ServerDoesNotAskForCertificate_NotSentUnlessAllowed(SslProtocols protocols)
    {
        await using var server = new RawTlsServer(_fixture.Certificates.Cnp, async c =>
        {
            await c.ReadRequestAsync();
            await c.AnswerAsync();
        }, askForCertificate: false, protocols: protocols);
        AssertNotSent(
            ConnectionFailure.ClientCertificateNotRequested, await TransportFixture.SendAsync(_fixture.Transport(), server.Address));
        Assert.Empty(server.Requests);
        _fixture.Options.RequireMutualTls = false;
        Assert.Equal(SendOutcome.Answered, (await TransportFixture.SendAsync(_fixture.Transport(), server.Address)).Outcome);
    }

    [Theory]
    [InlineData(42, ConnectionFailure.ClientCertificateRefused)]
    [InlineData(46, ConnectionFailure.ClientCertificateRefused)]
    [InlineData(48, ConnectionFailure.ClientCertificateRefused)]
    [InlineData(49, ConnectionFailure.ClientCertificateRefused)]
    [InlineData(116, ConnectionFailure.ClientCertificateRefused)]
    [InlineData(40, ConnectionFailure.TlsProtocol)]
    [InlineData(70, ConnectionFailure.TlsProtocol)]
    public async Task Send_AlertDuringHandshake_NotSentWithReason(byte alert, ConnectionFailure expected)
    {
        await using var server = new RawTlsServer(null, async c =>
        {
            await c.Stream.ReadExactlyAsync(new byte[5], c.Stopping);
            await c.Stream.WriteAsync(new byte[] { 0x15, 3, 3, 0, 2, 2, alert }, c.Stopping);
            await c.Stream.CopyToAsync(Stream.Null, c.Stopping);
        });
        AssertNotSent(expected, await TransportFixture.SendAsync(_fixture.Transport(), server.Address));
    }

    // .NET's own server cannot send an alert for a certificate that it refuses, so OpenSSL's does it.
    [Theory]
    [InlineData("-tls1_2")]
    [InlineData("-tls1_3")]
    public async Task Send_OpenSslServerRefusesOurCertificate_SaysSo(string version)
    {
        using var server = await OpenSslServer.StartAsync(_fixture, version);
        Assert.SkipWhen(server is null, "openssl is not on this machine");
        var result = await TransportFixture.SendAsync(_fixture.Transport(), server.Address);
        Assert.Equal(ConnectionFailure.ClientCertificateRefused, result.Why());
        Assert.Contains("does not accept our certificate", result.Failure!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Send_DotNetServerRefusesOurCertificate_SaysMostLikelyCertificate(SslProtocols protocols)
    {
        await using var server = new RawTlsServer(_fixture.Certificates.Cnp, c => c.ReadRequestAsync(), _ => false, protocols: protocols);
        var result = await TransportFixture.SendAsync(_fixture.Transport(), server.Address);
        Assert.Equal(ConnectionFailure.ClosedAfterHandshake, result.Why());
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Send_ServerClosesNewConnection_SaysMostLikelyCertificate(bool reset)
    {
        await using var server = new RawTlsServer(_fixture.Certificates.Cnp, async c =>
        {
            await c.ReadRequestAsync();
            if (reset)
            {
                c.Reset();
            }
        });
        var result = await TransportFixture.SendAsync(_fixture.Transport(), server.Address);
        Assert.Equal(SendOutcome.Uncertain, result.Outcome);
        Assert.Equal(ConnectionFailure.ClosedAfterHandshake, result.Why());
        Assert.Contains("does not accept our certificate", result.Failure!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<a", ConnectionFailure.Interrupted)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<a/>", ConnectionFailure.Interrupted)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", ConnectionFailure.ResponseMalformed)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx", ConnectionFailure.ResponseMalformed)]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n", ConnectionFailure.ResponseMalformed)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n", ConnectionFailure.ResponseTooLarge)]
    public async Task Send_BrokenAnswer_UncertainWithReason(string answer, ConnectionFailure expected)
    {
        await using var server = new RawTlsServer(_fixture.Certificates.Cnp, async c =>
        {
            await c.ReadRequestAsync();
            await c.WriteAsync(answer);
        });
        var result = await TransportFixture.SendAsync(_fixture.Transport(), server.Address);
        Assert.Equal(SendOutcome.Uncertain, result.Outcome);
        Assert.Equal(expected, result.Why());
        Assert.Null(result.Response);
    }

    [Fact]
    public async Task Send_EndlessAnswer_CutAtTheLimit()
    {
        var chunk = Encoding.ASCII.GetBytes("10000\r\n" + new string('x', 0x10000) + "\r\n");
        await using var server = new RawTlsServer(_fixture.Certificates.Cnp, async c =>
        {
            await c.ReadRequestAsync();
            await c.WriteAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true)
            {
                await c.Stream.WriteAsync(chunk, c.Stopping);
            }
        });
        var result = await TransportFixture.SendAsync(_fixture.Transport(), server.Address);
        Assert.Equal(SendOutcome.Uncertain, result.Outcome);
        Assert.Equal(ConnectionFailure.ResponseTooLarge, result.Why());
    }

    [Theory]
    [InlineData("3", 3.0)]
    [InlineData("0", 1.0)]
    [InlineData("99999999", 86400.0)]
    [InlineData("99999999999999999999", 86400.0)]
    [InlineData("-5", 1.0)]
    [InlineData("Thu, 01 Jan 1970 00:00:00 GMT", 1.0)]
    [InlineData("Sun, 06 Nov 2039 08:49:37 GMT", 86400.0)]
    [InlineData("soon", null)]
    public async Task Send_RetryAfter_ReadAndClamped(string value, double? seconds)
    {
        await using var server = new RawTlsServer(_fixture.Certificates.Cnp, async c =>
        {
            await c.ReadRequestAsync();
            await c.AnswerAsync("busy", "503 Service Unavailable", $"Content-Type: text/plain\r\nRetry-After: {value}\r\n");
        });
        var result = await TransportFixture.SendAsync(_fixture.Transport(), server.Address);
        Assert.Equal(SendOutcome.Answered, result.Outcome);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, result.Response!.StatusCode);
        Assert.Equal("text/plain", result.Response.ContentType);
        Assert.Equal(seconds, result.Response.RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task Send_Redirect_NotFollowedAndCookieNotKept()
    {
        await using var server = new RawTlsServer(_fixture.Certificates.Cnp, async c =>
        {
            while (await c.ReadRequestAsync() is not null)
            {
                await c.AnswerAsync("", "307 Temporary Redirect", "Location: https://localhost:1/\r\nSet-Cookie: a=b; Path=/\r\n");
            }
        });
        var transport = _fixture.Transport();
        Assert.Equal(HttpStatusCode.TemporaryRedirect, (await TransportFixture.SendAsync(transport, server.Address)).Response!.StatusCode);
        await TransportFixture.SendAsync(transport, server.Address);
        Assert.Equal(2, server.Requests.Count);
        Assert.DoesNotContain("Cookie", string.Concat(server.Requests), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Send_TokenCancelledWhileWaiting_AbortsAndServerSeesIt()
    {
        var received = new TaskCompletionSource();
        var aborted = new TaskCompletionSource();
        await using var server = new RawTlsServer(_fixture.Certificates.Cnp, async c =>
        {
            await c.ReadRequestAsync();
            received.SetResult();
            try
            {
                await c.ReadRequestAsync();
            }
            finally
            {
                aborted.SetResult();
            }
        });
        using var cancel = new CancellationTokenSource();
        var sending = TransportFixture.SendAsync(_fixture.Transport(), server.Address, cancel.Token);
        await Task.WhenAny(received.Task, sending);
        await cancel.CancelAsync();
        var result = await sending;
        await aborted.Task;
        Assert.Equal("The caller gave up.", result.Failure!.Message);
        Assert.Equal(SendOutcome.Uncertain, result.Outcome);
        Assert.Equal(ConnectionFailure.Interrupted, result.Why());
    }

    [Fact]
    public async Task Send_TokenCancelledBefore_NotSent()
    {
        await using var server = new RawTlsServer(_fixture.Certificates.Cnp, c => c.ReadRequestAsync());
        var result = await TransportFixture.SendAsync(_fixture.Transport(), server.Address, new CancellationToken(true));
        Assert.Equal(SendOutcome.NotSent, result.Outcome);
        Assert.Equal("The caller gave up.", result.Failure!.Message);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Send_NoAnswerWithinRequestTimeout_UncertainTimeout()
    {
        var time = new FakeTimeProvider();
        _fixture.Time = time;
        var received = new TaskCompletionSource();
        await using var server = new RawTlsServer(_fixture.Certificates.Cnp, async c =>
        {
            await c.ReadRequestAsync();
            received.SetResult();
            await c.ReadRequestAsync();
        });
        var sending = TransportFixture.SendAsync(_fixture.Transport(), server.Address);
        await Task.WhenAny(received.Task, sending);
        time.Advance(_fixture.Options.RequestTimeout);
        var result = await sending;
        Assert.Equal((SendOutcome.Uncertain, ConnectionFailure.Timeout), (result.Outcome, result.Why()));
        Assert.NotEqual("The caller gave up.", result.Failure!.Message);
    }

    [Fact]
    public async Task Send_HandshakeNeverEnds_NotSentTimeout()
    {
        var time = new FakeTimeProvider();
        _fixture.Time = time;
        var connected = new TaskCompletionSource();
        await using var server = new RawTlsServer(null, async c =>
        {
            await c.Stream.ReadExactlyAsync(new byte[10], c.Stopping);
            connected.SetResult();
            await Task.Delay(Timeout.Infinite, c.Stopping);
        });
        var sending = TransportFixture.SendAsync(_fixture.Transport(), server.Address);
        await Task.WhenAny(connected.Task, sending);
        time.Advance(_fixture.Options.ConnectTimeout);
        AssertNotSent(ConnectionFailure.Timeout, await sending);
    }

    [Fact]
    public async Task Send_CertificateRenewed_NextConnectionShowsIt()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var file = _fixture.Directory.File("own.pem");
        ThrowawayCertificates.WritePem(_fixture.Certificates.ThirdParty, file);
        _fixture.Source = new ConfiguredCertificateSource(new() { PemFile = file }, time);
        await using var server = new RawTlsServer(_fixture.Certificates.Cnp, async c =>
        {
            await c.ReadRequestAsync();
            await c.AnswerAsync(headers: "Connection: close\r\n");
        });
        var transport = _fixture.Transport();
        await TransportFixture.SendAsync(transport, server.Address);
        using var renewed = _fixture.Certificates.Issue(new());
        ThrowawayCertificates.WritePem(renewed, file);
        time.Advance(TimeSpan.FromMinutes(1));
        await TransportFixture.SendAsync(transport, server.Address);
        Assert.Equal([_fixture.Certificates.ThirdParty.Thumbprint, renewed.Thumbprint], server.ClientThumbprints);
    }

    [Fact]
    public async Task Send_ThroughProxy_TunnelsAndStillShowsCertificate()
    {
        await using var server = new RawTlsServer(_fixture.Certificates.Cnp, async c =>
        {
            await c.ReadRequestAsync();
            await c.AnswerAsync();
        });
        await using var proxy = new ConnectProxy(server.Port);
        _fixture.Options.Proxy = new Uri($"http://user:p%40ss@localhost:{proxy.Port}");
        var result = await TransportFixture.SendAsync(_fixture.Transport(), server.Address);
        Assert.Equal(SendOutcome.Answered, result.Outcome);
        var connect = Assert.Single(proxy.Requests);
        Assert.StartsWith($"CONNECT localhost:{server.Port} HTTP/1.1\r\n", connect, StringComparison.Ordinal);
        Assert.Contains("Basic " + Convert.ToBase64String("user:p@ss"u8), connect, StringComparison.Ordinal);
        Assert.Equal(_fixture.Certificates.ThirdParty.Thumbprint, Assert.Single(server.ClientThumbprints));
    }

    [Theory]
    [InlineData("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "407")]
    [InlineData("HTTP/1.1 503 No\r\n\r\n", "503")]
    [InlineData("", "closed")]
    public async Task Send_ProxyRefuses_NotSent(string answer, string words)
    {
        await using var proxy = new RawTlsServer(null, async c =>
        {
            await c.ReadRequestAsync();
            await c.WriteAsync(answer);
        });
        _fixture.Options.Proxy = new Uri($"http://localhost:{proxy.Port}");
        var result = await TransportFixture.SendAsync(_fixture.Transport(), new Uri("https://uhit.example/"));
        AssertNotSent(ConnectionFailure.Proxy, result);
        Assert.Contains(words, result.Failure!.Message, StringComparison.Ordinal);
    }

    private static void AssertNotSent(ConnectionFailure expected, SendResult result)
    {
        Assert.Equal((expected, SendOutcome.NotSent), (result.Why(), result.Outcome));
        Assert.NotEmpty(result.Failure!.Message);
        Assert.NotEqual("The caller gave up.", result.Failure!.Message);
    }

    private static async Task SendAsync(HttpMessageInvoker invoker)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://cnp.example/") { Content = new StringContent("a") };
        using var response = await invoker.SendAsync(request, CancellationToken.None);
    }

    // As a platform would that repeats a request by itself.
    private sealed class RepeatingHandler : HttpMessageHandler
    {
        public int Bodies { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            for (var i = 0; i < 2; i++)
            {
                await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
                Bodies++;
            }

            return new HttpResponseMessage(HttpStatusCode.OK);
        }
    }
}
