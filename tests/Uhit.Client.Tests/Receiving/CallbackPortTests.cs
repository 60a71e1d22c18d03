using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Uhit.Client.Certificates;
using Uhit.Client.Events;
using Uhit.Client.Inquiries;
using Uhit.Client.Receiving;
using Uhit.Client.Testing;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;
using static Uhit.Client.Tests.Receiving.CallbackMessages;

namespace Uhit.Client.Tests.Receiving;

/// <summary>The port and the endpoint, over real mutual TLS on loopback.</summary>
public sealed class CallbackPortTests : IAsyncLifetime
{
    private const string Path = "/uhit/callback";

    private readonly ThrowawayCertificates _certificates = new();
    private readonly DispatchSignal _signal = new();
    private readonly GatedStore _store = new();
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly PeerPolicy _peers;
    private WebApplication? _app;
    private Uri? _mutual;
    private Uri? _plain;

    public CallbackPortTests() => _peers = new PeerPolicy([Peer(_certificates.Cnp)]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddFakeLogging();
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.WebHost.UseKestrelHttpsConfiguration();
        Register(builder.Services, "test");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ListenUhitCallbacks(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        _app = builder.Build();
        _app.MapUhitCallbacks(Path);
        _app.MapUhitContract("/contract", "test");
        await _app.StartAsync(Token);
        _mutual = new Uri(_app.Urls.Single(url => url.StartsWith("https", StringComparison.Ordinal)));
        _plain = new Uri(_app.Urls.Single(url => url.StartsWith("http:", StringComparison.Ordinal)));
    }

    public async ValueTask DisposeAsync()
    {
        await _app!.DisposeAsync();
        _signal.Dispose();
        _certificates.Dispose();
    }

    [Fact]
    public async Task Post_AllowedPeer_AcceptedAndNoted()
    {
        using var http = Http(_certificates.Cnp);

        using var response = await http.PostAsync(new Uri(_mutual!, Path), Soap(Validation(Header("V-1"))), Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/xml", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(1, (await _store.Maintenance.GetStatisticsAsync(null, Token)).Unmatched);
    }

    [Fact]
    public async Task Post_LargerThanKestrelsOwnLimit_Accepted()
    {
        using var http = Http(_certificates.Cnp);
        var comments = string.Concat(Enumerable.Repeat("<!--" + new string(' ', 62_000) + "-->", 500));
        var body = Bytes(Text(Validation(Header("V-1"))).Replace("<s:Body>", comments + "<s:Body>", StringComparison.Ordinal));
        Assert.InRange(body.Length, 30_000_001, 64_000_000);
        using var response = await http.PostAsync(new Uri(_mutual!, Path), Soap(body), Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Connect_NoCertificateOrAStrangers_ClosedAndNothingStored()
    {
        foreach (var certificate in new[] { null, _certificates.ThirdParty })
        {
            using var http = Http(certificate);
            await Assert.ThrowsAnyAsync<HttpRequestException>(() =>
                http.PostAsync(new Uri(_mutual!, Path), Soap(Validation(Header("V-1"))), Token));
        }

        Assert.Equal(0, (await _store.Maintenance.GetStatisticsAsync(null, Token)).Unmatched);
    }

    // The certificate has the peer's name and a forged signature, and comes with the real root: the platform gives it up before it asks us.
    [Fact]
    public async Task Connect_ForgedCertificateWithTheRealRoot_IsToldAndNothingStored()
    {
        using var forger = new ThrowawayCertificates();
        var context = SslStreamCertificateContext.Create(forger.Cnp, [_certificates.Authority], offline: true);
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(_mutual!.Host, _mutual.Port, Token);
        await using var tls = new SslStream(tcp.GetStream());
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = "localhost",
                    ClientCertificateContext = context,
                    RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null,
                }, Token);
            await tls.WriteAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray(), Token);
            await tls.ReadExactlyAsync(new byte[1], Token);
        });

        await _app!.StopAsync(Token);

        Assert.Single(_app.Services.GetRequiredService<FakeLogCollector>().GetSnapshot(), record => record.Id.Id is 2000 or 2005);
    }

    [Fact]
    public async Task Connect_CallerThatDoesNotAcceptOurCertificate_IsTold()
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(_mutual!.Host, _mutual.Port, Token);
        await using var tls = new SslStream(tcp.GetStream());
        await Assert.ThrowsAsync<System.Security.Authentication.AuthenticationException>(() => tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = "localhost", RemoteCertificateValidationCallback = (_, _, _, _) => false },
            Token));
        tcp.Close();

        await _app!.StopAsync(Token);

        // Whether it shows that it has no certificate before it goes is the platform's affair.
        Assert.Single(_app.Services.GetRequiredService<FakeLogCollector>().GetSnapshot(), record => record.Id.Id is 2000 or 2005);
    }

    [Fact]
    public async Task Connect_FloodOfStrangers_FewAreLoggedAndTheOthersCounted()
    {
        for (var i = 0; i < LogLimiter.PerWindow + 3; i++)
        {
            using var http = Http(null);
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => http.GetAsync(new Uri(_mutual!, Path), Token));
        }

        var logs = _app!.Services.GetRequiredService<FakeLogCollector>();
        Assert.Equal(LogLimiter.PerWindow, logs.GetSnapshot().Count(record => record.Id.Id == 2000));
        Assert.Matches(
            @"\(127\.0\.0\.1:\d+\).*NoCertificate.*load balancer", logs.GetSnapshot().First(record => record.Id.Id == 2000).Message);
        _time.Advance(LogLimiter.Window);

        // HttpClient tries a connection that was refused more than once.
        Assert.Matches(@"Security: (3|[1-9]\d) more callers", Assert.Single(logs.GetSnapshot(), record => record.Id.Id == 1403).Message);
    }

    [Fact]
    public async Task Post_PeerTakenOutWhileConnected_Forbidden()
    {
        using var http = Http(_certificates.Cnp);
        using var before = await http.PostAsync(new Uri(_mutual!, Path), Soap(Validation(Header("V-1"))), Token);
        _peers.Update([Peer(_certificates.ThirdParty)]);

        using var after = await http.PostAsync(new Uri(_mutual!, Path), Soap(Validation(Header("V-2"))), Token);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (before.StatusCode, after.StatusCode));
        Assert.Equal(1, (await _store.Maintenance.GetStatisticsAsync(null, Token)).Unmatched);
    }

    [Fact]
    public async Task Post_OverAPlainPortWithACertificateInAHeader_Forbidden()
    {
        using var http = new HttpClient();
        foreach (var header in new[] { "Client-Cert", "X-Client-Cert", "X-ARR-ClientCert", "X-Forwarded-Client-Cert" })
        {
            http.DefaultRequestHeaders.Add(header, Convert.ToBase64String(_certificates.Cnp.RawData));
        }

        using var response = await http.PostAsync(new Uri(_plain!, Path), Soap(Validation(Header("V-1"))), Token);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Get_Wsdl_ForAPeerAndOnTheContractsOwnPath()
    {
        using var http = Http(_certificates.Cnp);
        Assert.Contains("definitions", await http.GetStringAsync(new Uri(_mutual!, Path + "?wsdl"), Token), StringComparison.Ordinal);
        Assert.Contains("definitions", await http.GetStringAsync(new Uri(_plain!, "/contract?wsdl"), Token), StringComparison.Ordinal);
        using var other = await http.GetAsync(new Uri(_mutual!, Path), Token);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, other.StatusCode);
        Assert.Equal(["POST"], other.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n", "HTTP/1.1 400")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nnot-hex\r\n", "HTTP/1.1 400")]
    [InlineData("Content-Length: 99999999999\r\n\r\n", "HTTP/1.1 413")]
    [InlineData("Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", "HTTP/1.1 400")]
    [InlineData("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "HTTP/1.1 400")]
    [InlineData("\r\n", "HTTP/1.1 400")]
    public async Task Post_BrokenFraming_RefusedAndNothingStored(string rest, string expected)
    {
        Assert.StartsWith(expected, await AnswerToAsync(rest), StringComparison.Ordinal);
        Assert.Equal(0, (await _store.Maintenance.GetStatisticsAsync(null, Token)).Unmatched);
    }

    // The first line of the answer to a request whose head goes on like this.
    private async Task<string?> AnswerToAsync(string rest)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(_mutual!.Host, _mutual.Port, Token);
        await using var tls = new SslStream(tcp.GetStream());
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                ClientCertificates = [_certificates.Cnp],
                LocalCertificateSelectionCallback = (_, _, _, _, _) => _certificates.Cnp,
                RemoteCertificateValidationCallback =
                    (_, server, _, _) => server!.GetCertHashString() == _certificates.ThirdParty.GetCertHashString(),
            },
            Token);
        await tls.WriteAsync(Encoding.UTF8.GetBytes($"POST {Path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\n{rest}"), Token);
        using var reader = new StreamReader(tls);
        return await reader.ReadLineAsync(Token);
    }

    [Fact]
    public async Task Post_GoodMessageWithTwoLengths_RefusedAndNothingStored()
    {
        var message = Validation(Header("V-1"));
        var body = $"{message.Length:X}\r\n{Text(message)}\r\n0\r\n\r\n";

        Assert.StartsWith(
            "HTTP/1.1 400",
            await AnswerToAsync($"Transfer-Encoding: chunked\r\nContent-Length: {message.Length}\r\n\r\n{body}"),
            StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200", await AnswerToAsync($"Transfer-Encoding: chunked\r\n\r\n{body}"), StringComparison.Ordinal);

        Assert.Equal(1, (await _store.Maintenance.GetStatisticsAsync(null, Token)).Unmatched);
        Assert.Contains(
            "exclude each other",
            Assert.Single(_app!.Services.GetRequiredService<FakeLogCollector>().GetSnapshot(), record => record.Id.Id == 1221).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Post_TooLarge_ToldAsSuchAndAnswered(bool isChunked)
    {
        using var http = Http(_certificates.Cnp);
        var comments = string.Concat(Enumerable.Repeat("<!--" + new string(' ', 62_000) + "-->", 1100));
        using var content = Soap(
            Bytes(Text(Validation(Header("V-1"))).Replace("</s:Envelope>", comments + "</s:Envelope>", StringComparison.Ordinal)));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_mutual!, Path)) { Content = content };
        request.Headers.TransferEncodingChunked = isChunked;
        request.Headers.ExpectContinue = true;

        try
        {
            using var response = await http.SendAsync(request, Token);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        }
        catch (HttpRequestException)
        {
            // Where the sender is still sending, the closed connection may reach it before the answer.
        }

        var logs = _app!.Services.GetRequiredService<FakeLogCollector>().GetSnapshot();
        Assert.Single(logs, record => record.Id.Id == 1209 && record.Level == LogLevel.Warning);
        Assert.DoesNotContain(logs, record => record.Id.Id == 1210);
    }

    [Fact]
    public void Map_SeveralClientsAndNoName_ErrorListsThem()
    {
        var builder = WebApplication.CreateSlimBuilder();
        Register(builder.Services, "Test");
        Register(builder.Services, "Production");
        using var app = builder.Build();
        Assert.Contains(
            "Test, Production",
            Assert.Throws<UhitConfigurationException>(() => app.MapUhitCallbacks(Path)).Message,
            StringComparison.Ordinal);
        var unknown = Assert.Throws<UhitConfigurationException>(() => app.MapUhitCallbacks(Path, "Other")).Message;
        Assert.Contains("AddUhitClient(\"Other\")", unknown, StringComparison.Ordinal);
    }

    [Fact]
    public void Map_NoClient_ErrorHasTheLineToWrite()
    {
        using var app = WebApplication.CreateSlimBuilder().Build();
        Assert.Contains(
            "AddUhitClient(",
            Assert.Throws<UhitConfigurationException>(() => app.MapUhitCallbacks(Path)).Message,
            StringComparison.Ordinal);
    }

    private void Register(IServiceCollection services, string name)
    {
        services.AddSingleton(new UhitClientRegistration(name));
        services.AddKeyedSingleton(
            name, new CallbackServerCertificate(new CertificateFromCode(() => OwnCertificate.Of(_certificates.ThirdParty))));
        services.AddKeyedSingleton(name, (provider, _) => new CallbackReceiver(
            new ReceiverSettings
            {
                Client = name,
                Environment = UhitEnvironment.Test,
                AuthenticationId = ThirdParty,
                WireFormat = ReferenceWireFormat.Instance,
                Peers = _peers,
                Callback = new() { MaxBodyBytes = 64L * 1024 * 1024 },
            },
            _store,
            new ErcotHolidayCalendar(),
            _signal,
            TimeProvider.System,
            provider.GetRequiredService<ILoggerFactory>().CreateLogger("receiver")));
    }

    private static PeerOptions Peer(X509Certificate2 certificate)
    {
        var peer = new PeerOptions();
        peer.PinnedKeys.Add(KeyPin.Of(certificate).ToString());
        return peer;
    }

    private static ByteArrayContent Soap(byte[] body) =>
        new(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(SoapEnvelopeWriter.ContentType(SoapVersion.Soap11, null)) } };

    private HttpClient Http(X509Certificate2? certificate) => new(new SocketsHttpHandler
    {
        SslOptions = new SslClientAuthenticationOptions
        {
            ClientCertificates = certificate is null ? [] : [certificate],
            LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate!,
            RemoteCertificateValidationCallback =
                (_, server, _, _) => server!.GetCertHashString() == _certificates.ThirdParty.GetCertHashString(),
        },
    });
}
