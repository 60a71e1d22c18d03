using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Uhit.Client.AspNetCore;
using Uhit.Client.Certificates;
using Uhit.Client.Events;
using Uhit.Client.Inquiries;
using Uhit.Client.Receiving;
using Uhit.Client.Testing;
using Uhit.Client.Wire;
using static Uhit.Client.Tests.Receiving.CallbackMessages;

namespace Uhit.Client.Tests.Receiving;

/// <summary>Strangers that open connections, and a peer that opens too many: nobody else feels them.</summary>
public sealed class ConnectionLimitsTests : IAsyncDisposable
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(1);

    private readonly ThrowawayCertificates _certificates = new();
    private readonly DispatchSignal _signal = new();
    private readonly List<IDisposable> _open = [];
    private WebApplication? _app;
    private Uri _address = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private FakeLogCollector Log => _app!.Services.GetFakeLogCollector();

    [Fact]
    public async Task Connect_MoreSilentStrangersThanMayBegin_TheOldestAreBrokenOffAndAPeerGetsThrough()
    {
        await StartAsync(port =>
        {
            port.MaxHandshakes = 4;
            port.HandshakeTimeout = TimeSpan.FromMinutes(10);
        });
        var before = await ConnectPeerAsync();
        Assert.Equal("HTTP/1.1 405 Method Not Allowed", await AskAsync(before));
        var strangers = new List<TcpClient>();
        for (var i = 0; i < 12; i++)
        {
            strangers.Add(await ConnectAsync());
        }

        // Eight had to go, in the order in which the server came to them; without a bound all would wait for ten minutes.
        var closing = strangers.ConvertAll(IsClosedAsync);
        for (var gone = 0; gone < 8; gone++)
        {
            var closed = await Task.WhenAny(closing);
            Assert.True(await closed);
            closing.Remove(closed);
        }

        Assert.Equal("HTTP/1.1 405 Method Not Allowed", await AskAsync(await ConnectPeerAsync()));
        Assert.Equal("HTTP/1.1 405 Method Not Allowed", await AskAsync(before));
        Assert.Contains(
            Log.GetSnapshot(), record => record.Id.Id == 2001 && record.Message.Contains("MaxHandshakes", StringComparison.Ordinal));
        Assert.InRange(Log.GetSnapshot().Count(record => record.Id.Id == 2001), 1, 5);
    }

    [Fact]
    public async Task Connect_HandshakesThatAreOver_TakeNoPlace()
    {
        await StartAsync(port =>
        {
            port.MaxHandshakes = 2;
            port.HandshakeTimeout = TimeSpan.FromMinutes(10);
        });
        var peers = new List<SslStream>();
        for (var i = 0; i < 6; i++)
        {
            peers.Add(await ConnectPeerAsync());
            Assert.Equal("HTTP/1.1 405 Method Not Allowed", await AskAsync(peers[^1]));
        }

        foreach (var peer in peers)
        {
            Assert.Equal("HTTP/1.1 405 Method Not Allowed", await AskAsync(peer));
        }

        Assert.DoesNotContain(Log.GetSnapshot(), record => record.Id.Id is >= 2001 and <= 2004);
    }

    [Fact]
    public async Task Connect_MoreOfOnePeerThanAllowed_AreClosedAndOthersOfItGoOn()
    {
        await StartAsync(port => port.MaxConnectionsOfPeer = 2);
        var first = await ConnectPeerAsync();
        var second = await ConnectPeerAsync();
        Assert.Equal("HTTP/1.1 405 Method Not Allowed", await AskAsync(first));
        Assert.Equal("HTTP/1.1 405 Method Not Allowed", await AskAsync(second));

        Assert.Null(await AskAsync(await ConnectPeerAsync()));

        Assert.Equal("HTTP/1.1 405 Method Not Allowed", await AskAsync(second));
        Assert.Contains(
            Log.GetSnapshot(), record => record.Id.Id == 2003 && record.Message.Contains("MaxConnectionsOfPeer", StringComparison.Ordinal));

        // There is room again as soon as the server has seen that one is gone.
        await first.DisposeAsync();
        using var guard = new CancellationTokenSource(HangGuard);
        while (await AskAsync(await ConnectPeerAsync()) is null)
        {
            guard.Token.ThrowIfCancellationRequested();
        }
    }

    [Theory]
    [InlineData(0, 1, "MaxHandshakes")]
    [InlineData(1, 0, "MaxConnectionsOfPeer")]
    public async Task Listen_ALimitBelowOne_IsRefused(int handshakes, int ofPeer, string setting)
    {
        var exception = await Assert.ThrowsAsync<UhitConfigurationException>(() => StartAsync(port =>
        {
            port.MaxHandshakes = handshakes;
            port.MaxConnectionsOfPeer = ofPeer;
        }));

        Assert.Contains(setting, exception.Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        _open.ForEach(connection => connection.Dispose());
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        _signal.Dispose();
        _certificates.Dispose();
    }

    private async Task StartAsync(Action<UhitCallbackPortOptions> configure)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddFakeLogging();
        builder.WebHost.UseKestrelHttpsConfiguration();
        var peer = new PeerOptions();
        peer.PinnedKeys.Add(KeyPin.Of(_certificates.Cnp).ToString());
        builder.Services.AddSingleton(new UhitClientRegistration("test"));
        builder.Services.AddKeyedSingleton(
            "test", new CallbackServerCertificate(new CertificateFromCode(() => OwnCertificate.Of(_certificates.ThirdParty))));
        builder.Services.AddKeyedSingleton("test", (provider, _) => new CallbackReceiver(
            new ReceiverSettings
            {
                Client = "test",
                Environment = UhitEnvironment.Test,
                AuthenticationId = ThirdParty,
                WireFormat = ReferenceWireFormat.Instance,
                Peers = new PeerPolicy([peer]),
            },
            new InMemoryUhitStore(),
            new ErcotHolidayCalendar(),
            _signal,
            TimeProvider.System,
            provider.GetRequiredService<ILoggerFactory>().CreateLogger("receiver")));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenUhitCallbacks(IPAddress.Loopback, 0, configure));
        _app = builder.Build();
        _app.MapUhitCallbacks("/uhit/callback");
        await _app.StartAsync(Token);
        _address = new Uri(_app.Urls.Single());
    }

    private async Task<TcpClient> ConnectAsync()
    {
        var tcp = new TcpClient();
        _open.Add(tcp);
        await tcp.ConnectAsync(_address.Host, _address.Port, Token);
        return tcp;
    }

    private async Task<SslStream> ConnectPeerAsync()
    {
        var tls = new SslStream((await ConnectAsync()).GetStream());
        _open.Add(tls);
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
        return tls;
    }

    // The status line; null where the connection was closed.
    private static async Task<string?> AskAsync(SslStream tls)
    {
        using var guard = CancellationTokenSource.CreateLinkedTokenSource(Token);
        guard.CancelAfter(HangGuard);
        try
        {
            await tls.WriteAsync("PUT /uhit/callback HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), guard.Token);
            var text = new StringBuilder();
            var buffer = new byte[4096];
            while (!text.ToString().Contains("sent with POST", StringComparison.Ordinal))
            {
                var read = await tls.ReadAsync(buffer, guard.Token);
                if (read == 0)
                {
                    return null;
                }

                text.Append(Encoding.ASCII.GetString(buffer, 0, read));
            }

            return text.ToString().Split("\r\n")[0];
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static async Task<bool> IsClosedAsync(TcpClient tcp)
    {
        using var guard = CancellationTokenSource.CreateLinkedTokenSource(Token);
        guard.CancelAfter(HangGuard);
        try
        {
            return await tcp.GetStream().ReadAsync(new byte[1], guard.Token) == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
