using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Uhit.Client.Inquiries;
using Uhit.Client.Testing;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Reference;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Reliability.Sends;

/// <summary>CNP's inquiry service, over mutual TLS: accepts every inquiry, and remembers every request of which it saw even a part.</summary>
internal sealed partial class CnpService : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<CnpRequest> _seen = new();

    private CnpService(WebApplication application) => _application = application;

    /// <summary>Every request that was seen.</summary>
    public IReadOnlyCollection<CnpRequest> Seen => _seen;

    /// <summary>Called when half of a request is there; the rest is not read before it returns.</summary>
    public Func<Task>? OnHalf { get; set; }

    /// <summary>Called when a request is there; it is not answered before it returns.</summary>
    public Func<Task>? OnWhole { get; set; }

    public Uri Address => new(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/uhit");

    public static async Task<CnpService> StartAsync(ThrowawayCertificates certificates)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(new HttpsConnectionAdapterOptions
        {
            ServerCertificate = certificates.Cnp,
            ClientCertificateMode = ClientCertificateMode.RequireCertificate,
            ClientCertificateValidation = (certificate, _, _) => Accepts(certificate, certificates.Authority),
        })));
        var application = builder.Build();
        var service = new CnpService(application);
        application.Run(service.HandleAsync);
        await application.StartAsync().ConfigureAwait(false);
        return service;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static bool Accepts(X509Certificate2 certificate, X509Certificate2 root)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }

    private async Task HandleAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        var request = new CnpRequest();
        _seen.Enqueue(request);
        try
        {
            await ReadAsync(context, request).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It died in the middle; what it was is known by now, or nobody can know.
            return;
        }

        var acknowledgement = new Acknowledgement
        {
            RequestId = RequestId.Parse(request.RequestId!),
            MessageId = MessageId.Parse(request.MessageId!),
            ReceivedAt = TimeProvider.System.GetUtcNow(),
            Status = AcknowledgementStatus.Accepted,
        };
        var answer = SoapEnvelopeWriter.ToBytes(SoapVersion.Soap11, writer => ReferenceWireFormat.Instance.WriteInquiryAnswer(writer, acknowledgement));
        context.Response.ContentType = SoapEnvelopeWriter.ContentType(SoapVersion.Soap11, null);
        await context.Response.Body.WriteAsync(answer).ConfigureAwait(false);
    }

    private async Task ReadAsync(HttpContext context, CnpRequest request)
    {
        var body = new StringBuilder();
        var buffer = new byte[1024];
        var half = context.Request.ContentLength.GetValueOrDefault() / 2;
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer).ConfigureAwait(false)) > 0)
        {
            body.Append(Encoding.UTF8.GetString(buffer, 0, read));
            request.RequestId ??= ValueOf(RequestIdPattern(), body);
            request.MessageId ??= ValueOf(MessageIdPattern(), body);
            if (body.Length >= half && OnHalf is { } onHalf)
            {
                // What is still under way is none of CNP's any more.
                await onHalf().ConfigureAwait(false);
                context.Abort();
                throw new IOException("CNP has half of it.");
            }
        }

        request.IsWhole = true;
        if (OnWhole is { } onWhole)
        {
            await onWhole().ConfigureAwait(false);
        }
    }

    private static string? ValueOf(Regex pattern, StringBuilder body) => pattern.Match(body.ToString()) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex("RequestId>([^<]+)<")]
    private static partial Regex RequestIdPattern();

    [GeneratedRegex("MessageId>([^<]+)<")]
    private static partial Regex MessageIdPattern();

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
