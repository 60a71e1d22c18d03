using System.Collections.Concurrent;
using System.Net;
using System.ServiceModel;
using System.ServiceModel.Channels;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;
using Uhit.Client.Certificates;
using Uhit.Client.Http;
using Uhit.Client.Sending.Wcf;
using Uhit.Client.Tests.Http;

namespace Uhit.Client.Tests.Sending;

public sealed class WcfEndpointTests : IAsyncDisposable
{
    private readonly TransportFixture _fixture = new();
    private readonly ConcurrentQueue<(IHeaderDictionary Headers, string Body, string? Client)> _seen = new();
    private WebApplication? _server;

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _fixture.Dispose();
    }

    [Fact]
    public async Task Call_Soap11_ActionOfTheWireFormatAndNoExpect()
    {
        var address = await ServeAsync(c => c.Response.WriteAsync("<anything/>"));
        var result = await CallAsync(address, EnvelopeVersion.Soap11, "urn:wire/Other", CancellationToken.None);
        Assert.Equal(SendOutcome.Answered, result.Outcome);
        Assert.Equal("<anything/>", Encoding.UTF8.GetString(result.Response!.Body.Span));
        (var headers, var body, var client) = Assert.Single(_seen);
        Assert.Equal("\"urn:wire/Other\"", headers["SOAPAction"]);
        Assert.StartsWith("text/xml", headers.ContentType.ToString(), StringComparison.Ordinal);
        Assert.False(headers.ContainsKey("Expect"));
        Assert.Contains("<hello", body, StringComparison.Ordinal);
        Assert.DoesNotContain("Header", body, StringComparison.Ordinal);
        Assert.Equal(_fixture.Certificates.ThirdParty.Thumbprint, client);
    }

    [Fact]
    public async Task Call_NoActionGiven_ActionOfTheContract()
    {
        var address = await ServeAsync(c => c.Response.WriteAsync("x"));
        await CallAsync(address, EnvelopeVersion.Soap11, null, CancellationToken.None);
        Assert.Equal("\"urn:contract/Ask\"", Assert.Single(_seen).Headers["SOAPAction"]);
    }

    [Fact]
    public async Task Call_Soap12_ActionInContentType()
    {
        var address = await ServeAsync(c => c.Response.WriteAsync("x"));
        var result = await CallAsync(address, EnvelopeVersion.Soap12, "urn:wire/Other", CancellationToken.None);
        Assert.Equal(SendOutcome.Answered, result.Outcome);
        var type = Assert.Single(_seen).Headers.ContentType.ToString();
        Assert.StartsWith("application/soap+xml", type, StringComparison.Ordinal);
        Assert.Contains("action=\"urn:wire/Other\"", type, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(302)]
    [InlineData(204)]
    public async Task Call_AnyStatus_AnsweredWithStatusAndRetryAfter(int status)
    {
        var address = await ServeAsync(c =>
        {
            c.Response.StatusCode = status;
            c.Response.Headers.RetryAfter = "7";
            return status == 204 ? Task.CompletedTask : c.Response.WriteAsync("<html>");
        });
        var result = await CallAsync(address, EnvelopeVersion.Soap11, null, CancellationToken.None);
        Assert.Equal((HttpStatusCode)status, result.Response!.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), result.Response.RetryAfter);
    }

    [Fact]
    public async Task Call_TokenCancelled_ServerSeesTheAbort()
    {
        var arrived = new TaskCompletionSource();
        var aborted = new TaskCompletionSource();
        var address = await ServeAsync(async c =>
        {
            c.RequestAborted.Register(() => aborted.SetResult());
            arrived.SetResult();
            await aborted.Task;
        });
        using var cancel = new CancellationTokenSource();
        var call = CallAsync(address, EnvelopeVersion.Soap11, null, cancel.Token);
        await Task.WhenAny(arrived.Task, call);
        await cancel.CancelAsync();
        var result = await call;
        await aborted.Task;
        Assert.Equal((SendOutcome.Uncertain, ConnectionFailure.Interrupted), (result.Outcome, result.Why()));
        Assert.Equal("The caller gave up.", result.Failure!.Message);
    }

    // RequestTimeout and FetchTimeout may be a day: WCF's clock must not end a call before them.
    [Fact]
    public void CreateFactory_AnyAddress_WcfEndsNoCallByItself()
    {
        using var factory = WcfEndpoint.CreateFactory<ITestContract>(
            new Uri("https://localhost/"), EnvelopeVersion.Soap11, _fixture.Transport().Handler);

        Assert.Equal(TimeSpan.MaxValue, factory.Endpoint.Binding.SendTimeout);
    }

    [Fact]
    public async Task Call_SixteenAtOnce_EachGetsItsOwnAnswer()
    {
        var address = await ServeAsync(async c => await c.Response.WriteAsync(c.Request.Headers["SOAPAction"].ToString()));
        var transport = _fixture.Transport();
        using var factory = WcfEndpoint.CreateFactory<ITestContract>(
            address, EnvelopeVersion.Soap11, transport.Handler);
        var channel = OpenChannel(factory);
        var results = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(i => CallAsync(channel, EnvelopeVersion.Soap11, $"urn:{i}", CancellationToken.None)));
        Assert.Equal(
            Enumerable.Range(0, 16).Select(i => $"\"urn:{i}\""), results.Select(r => Encoding.UTF8.GetString(r.Response!.Body.Span)));
    }

    [Fact]
    public async Task Send_ContextUsedTwice_RefusedBeforeAnythingIsSent()
    {
        var address = await ServeAsync(c => c.Response.WriteAsync("x"));
        using var invoker = new HttpMessageInvoker(_fixture.Transport().Handler, disposeHandler: false);
        var context = new SendContext(null, CancellationToken.None);
        await TransportFixture.RunAsync(context, async () =>
        {
            using var first = await invoker.SendAsync(
                new HttpRequestMessage(HttpMethod.Post, address), CancellationToken.None);
            await Assert.ThrowsAsync<InvalidOperationException>(() =>
                invoker.SendAsync(new HttpRequestMessage(HttpMethod.Post, address), CancellationToken.None));
        });
        Assert.Single(_seen);
    }

    [Fact]
    public async Task Call_TwoFactoriesAfterAnother_HandlerOutlivesTheFirst()
    {
        var address = await ServeAsync(c => c.Response.WriteAsync("x"));
        var transport = _fixture.Transport();
        for (var i = 0; i < 2; i++)
        {
            using var factory = WcfEndpoint.CreateFactory<ITestContract>(
                address, EnvelopeVersion.Soap11, transport.Handler);
            Assert.Equal(
                SendOutcome.Answered,
                (await CallAsync(OpenChannel(factory), EnvelopeVersion.Soap11, null, CancellationToken.None)).Outcome);
        }
    }

    private async Task<SendResult> CallAsync(Uri address, EnvelopeVersion envelope, string? action, CancellationToken cancellationToken)
    {
        using var factory = WcfEndpoint.CreateFactory<ITestContract>(
            address, envelope, _fixture.Transport().Handler);
        return await CallAsync(OpenChannel(factory), envelope, action, cancellationToken);
    }

    // Before its first call: calls that meet an unopened channel at the same time would share one flow, and so one SendContext.
    private static ITestContract OpenChannel(ChannelFactory<ITestContract> factory)
    {
        var channel = factory.CreateChannel();
        ((IClientChannel)channel).Open();
        return channel;
    }

    private static Task<SendResult> CallAsync(
        ITestContract channel, EnvelopeVersion envelope, string? action, CancellationToken cancellationToken) =>
        TransportFixture.RunAsync(new SendContext(action, cancellationToken), async () =>
        {
            using var body = System.Xml.XmlReader.Create(new StringReader("<hello xmlns='urn:test'/>"));
            using var request = Message.CreateMessage(
                MessageVersion.CreateVersion(envelope, AddressingVersion.None), "urn:contract/Ask", body);
            using var reply = await channel.AskAsync(request);
        });

    private async Task<Uri> ServeAsync(RequestDelegate answer)
    {
        var peers = new PeerOptions();
        peers.PinnedKeys.Add(KeyPin.Of(_fixture.Certificates.ThirdParty).ToString());
        var policy = new PeerPolicy([peers]);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l =>
        {
            l.Protocols = HttpProtocols.Http1;
            l.UseHttps(new HttpsConnectionAdapterOptions
            {
                ServerCertificate = _fixture.Certificates.Cnp,
                ClientCertificateMode = ClientCertificateMode.RequireCertificate,
                ClientCertificateValidation = (caller, chain, _) => policy.Evaluate(caller, chain?.ChainPolicy.ExtraStore).IsAllowed,
            });
        }));
        _server = builder.Build();
        _server.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            _seen.Enqueue(
                (new HeaderDictionary(context.Request.Headers.ToDictionary()), await reader.ReadToEndAsync(),
                    context.Connection.ClientCertificate?.Thumbprint));
            await answer(context);
        });
        await _server.StartAsync();
        return new UriBuilder(_server.Urls.First()) { Host = "localhost", Path = "/uhit/inquiry" }.Uri;
    }
}
