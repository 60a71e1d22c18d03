using System.Collections.Concurrent;
using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace Uhit.Client.Tests.Sending;

/// <summary>CNP's inquiry service on Kestrel with mutual TLS, on loopback: what it answers is the test's.</summary>
internal sealed class InquiryServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private InquiryServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal) + "/uhit/inquiry");

    /// <summary>Method, SOAPAction, content type and body of every request.</summary>
    public ConcurrentQueue<(string Method, string SoapAction, string? ContentType, byte[] Body)> Requests { get; } = new();

    public static async Task<InquiryServer> StartAsync(
        X509Certificate2 certificate, X509Certificate2 clientRoot, SslProtocols protocols, Func<HttpContext, byte[], Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(https =>
        {
            https.ServerCertificate = certificate;
            https.SslProtocols = protocols;
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.ClientCertificateValidation = (shown, _, _) => LeadsTo(shown, clientRoot);
        })));
        var server = new InquiryServer(builder.Build());
        server._app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            server.Requests.Enqueue(
                (context.Request.Method, context.Request.Headers["SOAPAction"].ToString(), context.Request.ContentType, body.ToArray()));
            if (context.Request.Method == "HEAD")
            {
                context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
                return;
            }

            await answer(context, body.ToArray());
        });
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static bool LeadsTo(X509Certificate2 shown, X509Certificate2 root)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(shown);
    }
}
