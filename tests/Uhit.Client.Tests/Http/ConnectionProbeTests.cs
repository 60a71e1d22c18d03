using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Uhit.Client.Certificates;
using Uhit.Client.Http;
using Uhit.Client.Testing;

namespace Uhit.Client.Tests.Http;

public sealed class ConnectionProbeTests : IDisposable
{
    private readonly TransportFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Check_AllWell_EveryStepPassesAndNothingIsPosted(SslProtocols protocols)
    {
        using var long60 =
            _fixture.Certificates.Issue(new() { DistinguishedName = "CN=a,O=Acme\\, Inc.,C=US", ValidTo = TimeSpan.FromDays(60) });
        _fixture.Source = new CertificateFromCode(() => OwnCertificate.Of(long60));
        await using var server = new RawTlsServer(_fixture.Certificates.Cnp, async c =>
        {
            await c.ReadRequestAsync();
            await c.AnswerAsync("", "405 Method Not Allowed");
        }, protocols: protocols);
        var report = await CheckAsync(server.Address);
        Assert.All(report.Steps, AssertPasses);
        Assert.Equal(["Certificate", "Name", "Connect", "Handshake", "Mutual TLS", "Service"], report.Steps.Select(s => s.Name));
        Assert.True(report.IsHealthy);
        Assert.Equal("CN=a,O=Acme\\, Inc.,C=US", report.CertificateName);
        Assert.StartsWith("HEAD /uhit/inquiry HTTP/1.1\r\n", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_CertificateSoonExpires_WarnsButIsHealthy()
    {
        using var soon = _fixture.Certificates.Issue(new() { ValidTo = TimeSpan.FromDays(29) });
        _fixture.Source = new CertificateFromCode(() => OwnCertificate.Of(soon));
        await using var server = new RawTlsServer(_fixture.Certificates.Cnp, async c =>
        {
            await c.ReadRequestAsync();
            await c.AnswerAsync();
        });
        var report = await CheckAsync(server.Address);
        AssertWarns(report.Steps[0]);
        Assert.True(report.IsHealthy);
    }

    [Fact]
    public async Task Check_CertificateMissing_FirstStepFailsRestSkipped()
    {
        _fixture.Source = new ConfiguredCertificateSource(new() { PemFile = _fixture.Directory.File("none.pem") });
        AssertFails(await CheckAsync(new Uri("https://localhost:1/")), 0, ConnectionFailure.ClientCertificateUnusable);
    }

    [Fact]
    public async Task Check_NameUnknown_SecondStepFails() =>
        AssertFails(await CheckAsync(new Uri("https://no-such-host.invalid/")), 1, ConnectionFailure.NameResolution);

    [Fact]
    public async Task Check_PortClosed_ThirdStepFails() =>
        AssertFails(await CheckAsync(new Uri("https://localhost:1/")), 2, ConnectionFailure.Connect);

    [Fact]
    public async Task Check_ServerNotTrusted_HandshakeFails()
    {
        await using var server = new RawTlsServer(_fixture.Certificates.Issue(new() { SelfSigned = true }), c => c.ReadRequestAsync());
        AssertFails(await CheckAsync(server.Address), 3, ConnectionFailure.ServerCertificateUntrusted);
    }

    [Fact]
    public async Task Check_ServerDoesNotAskForCertificate_FailsOrWarns()
    {
        await using var server = new RawTlsServer(_fixture.Certificates.Cnp, async c =>
        {
            await c.ReadRequestAsync();
            await c.AnswerAsync();
        }, askForCertificate: false);
        AssertFails(await CheckAsync(server.Address), 4, ConnectionFailure.ClientCertificateNotRequested);
        _fixture.Options.RequireMutualTls = false;
        var report = await CheckAsync(server.Address);
        AssertWarns(report.Steps[4]);
        Assert.True(report.IsHealthy);
    }

    [Fact]
    public async Task Check_ServerRefusesUsUnderTls13_LastStepShowsIt()
    {
        await using var server = new RawTlsServer(
            _fixture.Certificates.Cnp, c => c.ReadRequestAsync(), _ => false, protocols: SslProtocols.Tls13);
        AssertFails(await CheckAsync(server.Address), 5, ConnectionFailure.ClosedAfterHandshake);
    }

    [Theory]
    [InlineData("403 Forbidden", ConnectionFailure.AccessDenied)]
    [InlineData("404 Not Found", ConnectionFailure.ServiceNotSeen)]
    [InlineData("410 Gone", ConnectionFailure.ServiceNotSeen)]
    [InlineData("302 Found", ConnectionFailure.ServiceNotSeen)]
    [InlineData("421 Misdirected", ConnectionFailure.ServiceNotSeen)]
    [InlineData("503 Busy", ConnectionFailure.ServiceNotSeen)]
    public async Task Check_StatusOfTheService_Judged(string status, ConnectionFailure expected)
    {
        await using var server = new RawTlsServer(_fixture.Certificates.Cnp, async c =>
        {
            await c.ReadRequestAsync();
            await c.AnswerAsync("", status);
        });
        var step = (await CheckAsync(server.Address)).Steps[5];
        Assert.Equal(expected, step.Failure);
        Assert.NotEmpty(step.WhatToDo);
    }

    [Theory]
    [InlineData("200 OK")]
    [InlineData("400 Bad Request")]
    [InlineData("405 Method Not Allowed")]
    [InlineData("415 Unsupported Media Type")]
    [InlineData("500 Fault")]
    public async Task Check_AnswerThatOnlyTheServiceGives_Passes(string status)
    {
        await using var server = new RawTlsServer(_fixture.Certificates.Cnp, async c =>
        {
            await c.ReadRequestAsync();
            await c.AnswerAsync("", status);
        });
        AssertPasses((await CheckAsync(server.Address)).Steps[5]);
    }

    // As IIS does without "Negotiate Client Certificate": by renegotiation under TLS 1.2, after the handshake under TLS 1.3.
    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Check_ServerAsksAfterTheRequest_SaysSo(SslProtocols protocols)
    {
        await using var server = new RawTlsServer(_fixture.Certificates.Cnp, AskLate, askForCertificate: false, protocols: protocols);
        var report = await CheckAsync(server.Address);
        AssertFails(report, 4, ConnectionFailure.ClientCertificateNotRequested);
        Assert.Contains("only after the request", report.Steps[4].Detail, StringComparison.Ordinal);
        Assert.Contains("RequireMutualTls", report.Steps[4].WhatToDo, StringComparison.Ordinal);

        _fixture.Options.RequireMutualTls = false;
        report = await CheckAsync(server.Address);
        AssertWarns(report.Steps[4]);
        AssertPasses(report.Steps[5]);
        var sent = await TransportFixture.SendAsync(_fixture.Transport(), server.Address);
        Assert.Equal(SendOutcome.Answered, sent.Outcome);
        Assert.Equal(_fixture.Certificates.ThirdParty.Thumbprint, server.ClientThumbprints.Last());
    }

    [Fact]
    public async Task Check_ServerAsksLateAndIsNotLetUnderTheDefault_NothingIsSent()
    {
        await using var server = new RawTlsServer(_fixture.Certificates.Cnp, AskLate, askForCertificate: false);
        var sent = await TransportFixture.SendAsync(_fixture.Transport(), server.Address);
        Assert.Equal((SendOutcome.NotSent, ConnectionFailure.ClientCertificateNotRequested), (sent.Outcome, sent.Why()));
        Assert.Empty(server.Requests);
    }

    // IIS answers so under TLS 1.3 where it would have to ask late and can't.
    [Fact]
    public async Task Check_ServerForbidsAndNeverAsked_DoesNotBlameTheCertificate()
    {
        await using var server = new RawTlsServer(_fixture.Certificates.Cnp, async c =>
        {
            await c.ReadRequestAsync();
            await c.AnswerAsync("", "403 Forbidden");
        }, askForCertificate: false);
        AssertFails(await CheckAsync(server.Address), 4, ConnectionFailure.ClientCertificateNotRequested);
        _fixture.Options.RequireMutualTls = false;
        var report = await CheckAsync(server.Address);
        AssertFails(report, 5, ConnectionFailure.AccessDenied);
        Assert.Contains("never asked for our certificate", report.Steps[5].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OwnCertificateOfAnotherUse_WarnsWithTheReason()
    {
        await AssertDoubtAsync("not marked for client authentication", new() { ForClients = false });
        await AssertDoubtAsync("certificate of a CA", new() { IsAuthority = true });
        await AssertDoubtAsync("RSA key of 1024 bits", new() { RsaBits = 1024 });
        await AssertDoubtAsync(null, new() { ForClients = false, ForServers = false });
        await AssertDoubtAsync(null, new());
    }

    [Fact]
    public async Task Check_OwnCertificate_SaysWhichChainIsSent()
    {
        using var intermediate = _fixture.Certificates
            .Issue(new() { DistinguishedName = "CN=Intermediate", IsAuthority = true, ForServers = false, ForClients = false });
        using var leaf = _fixture.Certificates.Issue(new() { Issuer = intermediate });
        _fixture.Source =
            new CertificateFromCode(() => OwnCertificate.Of(leaf, [X509CertificateLoader.LoadCertificate(intermediate.RawData)]));
        Assert.Contains(
            "One intermediate is sent along.",
            (await CheckAsync(new Uri("https://localhost:1/"))).Steps[0].Detail,
            StringComparison.Ordinal);
        _fixture.Source = new CertificateFromCode(() => OwnCertificate.Of(leaf));
        Assert.Contains(
            "not its issuer \"CN=Intermediate\"",
            (await CheckAsync(new Uri("https://localhost:1/"))).Steps[0].Detail,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_ThroughTheProxyOfTheEnvironment_SaysWhichOne()
    {
        await using var server = new RawTlsServer(_fixture.Certificates.Cnp, async c =>
        {
            await c.ReadRequestAsync();
            await c.AnswerAsync();
        });
        await using var proxy = new ConnectProxy(server.Port);
        _fixture.Environment = name => name == "HTTPS_PROXY" ? $"127.0.0.1:{proxy.Port}" : null;
        File.WriteAllText(_fixture.Directory.File("ca.pem"), _fixture.Certificates.Authority.ExportCertificatePem());

        // Its name is known to the proxy only.
        var report = await CheckAsync(new Uri("https://uhit.cnp.invalid/uhit/inquiry"));

        Assert.Contains("the proxy of HTTPS_PROXY", report.Steps[1].Detail, StringComparison.Ordinal);
        Assert.Contains("the proxy, which reaches uhit.cnp.invalid:443", report.Steps[2].Detail, StringComparison.Ordinal);
        AssertFails(report, 3, ConnectionFailure.ServerNameMismatch);
        Assert.Equal("CONNECT uhit.cnp.invalid:443 HTTP/1.1", Assert.Single(proxy.Asked));
        var sent = await TransportFixture.SendAsync(_fixture.Transport(), new Uri("https://uhit.cnp.invalid/"));
        Assert.Equal(ConnectionFailure.ServerNameMismatch, sent.Why());
        Assert.Equal(2, proxy.Asked.Count);
    }

    [Fact]
    public async Task Check_OtherProtocol_SaysNotHttp()
    {
        await using var server = new RawTlsServer(_fixture.Certificates.Cnp, c => c.WriteAsync("220 mail.example ESMTP\r\n"));
        AssertFails(await CheckAsync(server.Address), 5, ConnectionFailure.ResponseMalformed);
    }

    [Fact]
    public async Task Check_TokenCancelled_Throws() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _fixture.Transport().CreateProbe().RunAsync(new Uri("https://localhost:1/"), new CancellationToken(true)));

    private static async Task AskLate(RawTlsServer.Connection connection)
    {
        await connection.ReadRequestAsync();
        await connection.AskForCertificateAsync();
        await connection.AnswerAsync();
    }

    private async Task AssertDoubtAsync(string? words, ThrowawayCertificateRequest request)
    {
        using var own = _fixture.Certificates.Issue(request);
        _fixture.Source = new CertificateFromCode(() => OwnCertificate.Of(own));
        var step = (await CheckAsync(new Uri("https://localhost:1/"))).Steps[0];
        if (words is null)
        {
            AssertPasses(step);
            return;
        }

        AssertWarns(step);
        Assert.Contains(words, step.WhatToDo, StringComparison.Ordinal);
    }

    private Task<ConnectionReport> CheckAsync(Uri address) => _fixture.Transport().CreateProbe().RunAsync(address, CancellationToken.None);

    private static void AssertPasses(ConnectionStep step) =>
        Assert.Equal((ConnectionFailure.None, false, ""), (step.Failure, step.IsSkipped, step.WhatToDo));

    private static void AssertWarns(ConnectionStep step)
    {
        Assert.Equal((ConnectionFailure.None, false), (step.Failure, step.IsSkipped));
        Assert.NotEmpty(step.WhatToDo);
    }

    private static void AssertFails(ConnectionReport report, int step, ConnectionFailure expected)
    {
        Assert.False(report.IsHealthy);
        Assert.Equal(6, report.Steps.Count);
        Assert.Equal((expected, false), (report.Steps[step].Failure, report.Steps[step].IsSkipped));
        Assert.NotEmpty(report.Steps[step].WhatToDo);
        Assert.All(report.Steps.Skip(step + 1), s => Assert.Equal((ConnectionFailure.None, true), (s.Failure, s.IsSkipped)));
    }
}
