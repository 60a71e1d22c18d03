using System.Security.Authentication;
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
        using var long60 = _fixture.Certificates.Issue(new() { DistinguishedName = "CN=a,O=Acme\\, Inc.,C=US", ValidTo = TimeSpan.FromDays(60) });
        _fixture.Source = new FixedCertificateSource(new ClientCertificate(long60));
        await using var server = new RawTlsServer(_fixture.Certificates.Cnp, async c =>
        {
            await c.ReadRequestAsync();
            await c.AnswerAsync("", "405 Method Not Allowed");
        }, protocols: protocols);
        ConnectionReport report = await CheckAsync(server.Address);
        Assert.All(report.Steps, s => Assert.Equal(ConnectionStepStatus.Passed, s.Status));
        Assert.Equal(["Certificate", "Name", "Connect", "Handshake", "Mutual TLS", "Service"], report.Steps.Select(s => s.Name));
        Assert.True(report.IsHealthy);
        Assert.Equal("CN=a,O=Acme\\, Inc.,C=US", report.CertificateName);
        Assert.StartsWith("HEAD /uhit/inquiry HTTP/1.1\r\n", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_CertificateSoonExpires_WarnsButIsHealthy()
    {
        using var soon = _fixture.Certificates.Issue(new() { ValidTo = TimeSpan.FromDays(29) });
        _fixture.Source = new FixedCertificateSource(new ClientCertificate(soon));
        await using var server = new RawTlsServer(_fixture.Certificates.Cnp, async c =>
        {
            await c.ReadRequestAsync();
            await c.AnswerAsync();
        });
        ConnectionReport report = await CheckAsync(server.Address);
        Assert.Equal(ConnectionStepStatus.Warning, report.Steps[0].Status);
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
    public async Task Check_PortClosed_ThirdStepFails() => AssertFails(await CheckAsync(new Uri("https://localhost:1/")), 2, ConnectionFailure.Connect);

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
        ConnectionReport report = await CheckAsync(server.Address);
        Assert.Equal(ConnectionStepStatus.Warning, report.Steps[4].Status);
        Assert.True(report.IsHealthy);
    }

    [Fact]
    public async Task Check_ServerRefusesUsUnderTls13_LastStepShowsIt()
    {
        await using var server = new RawTlsServer(_fixture.Certificates.Cnp, c => c.ReadRequestAsync(), _ => false, protocols: SslProtocols.Tls13);
        AssertFails(await CheckAsync(server.Address), 5, ConnectionFailure.ClosedAfterHandshake);
    }

    [Theory]
    [InlineData("403 Forbidden", ConnectionFailure.AccessDenied, ConnectionStepStatus.Failed)]
    [InlineData("404 Not Found", ConnectionFailure.None, ConnectionStepStatus.Warning)]
    [InlineData("503 Busy", ConnectionFailure.None, ConnectionStepStatus.Warning)]
    public async Task Check_StatusOfTheService_Judged(string status, ConnectionFailure failure, ConnectionStepStatus expected)
    {
        await using var server = new RawTlsServer(_fixture.Certificates.Cnp, async c =>
        {
            await c.ReadRequestAsync();
            await c.AnswerAsync("", status);
        });
        ConnectionStep step = (await CheckAsync(server.Address)).Steps[5];
        Assert.Equal((expected, failure), (step.Status, step.Failure));
        Assert.NotEmpty(step.WhatToDo);
    }

    [Fact]
    public async Task Check_OtherProtocol_SaysNotHttp()
    {
        await using var server = new RawTlsServer(_fixture.Certificates.Cnp, c => c.WriteAsync("220 mail.example ESMTP\r\n"));
        AssertFails(await CheckAsync(server.Address), 5, ConnectionFailure.ResponseMalformed);
    }

    [Fact]
    public async Task Check_TokenCancelled_Throws() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _fixture.Transport().CheckAsync(new Uri("https://localhost:1/"), new CancellationToken(true)));

    private Task<ConnectionReport> CheckAsync(Uri address) => _fixture.Transport().CheckAsync(address, CancellationToken.None);

    private static void AssertFails(ConnectionReport report, int step, ConnectionFailure expected)
    {
        Assert.False(report.IsHealthy);
        Assert.Equal(6, report.Steps.Count);
        Assert.Equal((ConnectionStepStatus.Failed, expected), (report.Steps[step].Status, report.Steps[step].Failure));
        Assert.NotEmpty(report.Steps[step].WhatToDo);
        Assert.All(report.Steps.Skip(step + 1), s => Assert.Equal(ConnectionStepStatus.Skipped, s.Status));
    }
}
