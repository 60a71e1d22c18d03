using Uhit.Client.Sending;
using Uhit.Client.Tests.Http;

namespace Uhit.Client.Tests.Sending;

public sealed class ConnectionGateTests : IDisposable
{
    private readonly TransportFixture _fixture = new();
    private readonly SwitchingSource _source;

    public ConnectionGateTests() => _fixture.Source = _source = new SwitchingSource(_fixture.Certificates.ThirdParty);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Check_Healthy_IsDoneOnceEvenForManyAtATime()
    {
        await using var server = Healthy();
        using var gate = Gate(server);

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => gate.PassAsync(Token)));

        Assert.All(results, Assert.Null);
        Assert.StartsWith("HEAD ", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_CertificateChanged_IsDoneAgainWithTheNewOne()
    {
        await using var server = Healthy();
        using var gate = Gate(server);
        using var renewed = _fixture.Certificates.Issue(new());

        Assert.Null(await gate.PassAsync(Token));
        _source.Current = renewed;
        Assert.Null(await gate.PassAsync(Token));
        Assert.Null(await gate.PassAsync(Token));

        Assert.Equal([_fixture.Certificates.ThirdParty.Thumbprint, renewed.Thumbprint], server.ClientThumbprints);
    }

    // What a person checks by hand need not be checked again by the first send.
    [Fact]
    public async Task Check_AskedForByItself_LetsTheNextSendThrough()
    {
        await using var server = Healthy();
        using var gate = Gate(server);

        Assert.NotEmpty((await gate.CheckAsync(Token)).Steps);
        Assert.Null(await gate.PassAsync(Token));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Check_Unhealthy_SaysWhyAndChecksAgainNextTime()
    {
        var letsIn = false;
        await using var server = new RawTlsServer(_fixture.Certificates.Cnp, AnswerAsync, _ => letsIn);
        using var gate = Gate(server);

        var closed = await gate.PassAsync(Token);
        letsIn = true;

        Assert.Equal(ConnectionFailure.ClosedAfterHandshake, closed?.Failure);
        Assert.Contains("certificate", closed!.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Null(await gate.PassAsync(Token));
    }

    [Theory]
    [InlineData("401 Unauthorized")]
    [InlineData("403 Forbidden")]
    [InlineData("404 Not Found")]
    [InlineData("502 Bad Gateway")]
    public async Task Check_ServiceAnswersHeadWithARefusal_HoldsNothingBack(string status)
    {
        await using var server = new RawTlsServer(_fixture.Certificates.Cnp, async c =>
        {
            await c.ReadRequestAsync();
            await c.AnswerAsync("", status);
        });
        using var gate = Gate(server);

        var closed = await gate.PassAsync(Token);

        // The service may answer so to whatever is no POST: what it says to the inquiry decides.
        Assert.Null(closed);
    }

    [Fact]
    public async Task Check_OwnCertificateUnusable_SaysWhichSetting()
    {
        await using var server = Healthy();
        using var gate = Gate(server);
        _source.Current = null;

        var closed = await gate.PassAsync(Token);

        Assert.Equal(ConnectionFailure.ClientCertificateUnusable, closed?.Failure);
        Assert.StartsWith("PemFile: ", closed!.Message, StringComparison.Ordinal);
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task Check_Cancelled_SaysNothingWasSentAndLetsTheNextOneThrough()
    {
        var asked = new TaskCompletionSource();
        await using var server = new RawTlsServer(_fixture.Certificates.Cnp, async c =>
        {
            await c.ReadRequestAsync();
            if (asked.TrySetResult())
            {
                await c.ReadRequestAsync();
                return;
            }

            await c.AnswerAsync("", "405 Method Not Allowed");
        });
        using var gate = Gate(server);
        using var stop = new CancellationTokenSource();
        var checking = gate.PassAsync(stop.Token);
        await Task.WhenAny(asked.Task, checking);

        await stop.CancelAsync();

        Assert.Equal(ConnectionFailure.Interrupted, (await checking)?.Failure);
        Assert.Null(await gate.PassAsync(Token));
    }

    [Fact]
    public async Task Check_SwitchedOff_ConnectsNowhere()
    {
        await using var server = Healthy();
        using var gate = new ConnectionGate(server.Address, _fixture.Transport(), _source, isEnabled: false);

        Assert.Null(await gate.PassAsync(Token));

        Assert.Equal(0, server.Connections);
    }

    private static async Task AnswerAsync(RawTlsServer.Connection connection)
    {
        await connection.ReadRequestAsync();
        await connection.AnswerAsync("", "405 Method Not Allowed");
    }

    private RawTlsServer Healthy() => new(_fixture.Certificates.Cnp, AnswerAsync);

    private ConnectionGate Gate(RawTlsServer server) => new(server.Address, _fixture.Transport(), _source, isEnabled: true);
}
