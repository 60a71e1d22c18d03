using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Uhit.Client.Testing;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Simulator.Tests.Support;

/// <summary>The other end, as small as it can be: a callback endpoint with mutual TLS that
/// remembers what came and answers as it is told.</summary>
internal sealed class ThirdPartySide : IAsyncDisposable
{
    private readonly SimulatedWireFormat _format;
    private readonly Lock _lock = new();
    private readonly List<ReceivedCallback> _received = [];
    private WebApplication _server = null!;

    private ThirdPartySide(SimulatedWireFormat format) => _format = format;

    public Uri CallbackUrl { get; private set; } = null!;

    /// <summary>The answer to the callback with this position, from 0.</summary>
    public Func<int, Reply> Reply { get; set; } = _ => Support.Reply.Accept;

    /// <summary>Runs before a callback is answered.</summary>
    public Func<ReceivedCallback, Task> BeforeAnswer { get; set; } = _ => Task.CompletedTask;

    public IReadOnlyList<ReceivedCallback> Received
    {
        get
        {
            lock (_lock)
            {
                return [.. _received];
            }
        }
    }

    public IEnumerable<ReceivedCallback> Deliveries =>
        Received.Where(callback => callback.Operation == UhitOperation.DeliverHistoricalUsage);

    public static async Task<ThirdPartySide> StartAsync(ThrowawayCertificates certificates, SimulatedWireFormat format)
    {
        var side = new ThirdPartySide(format);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.UseHttps(new HttpsConnectionAdapterOptions
            {
                ServerCertificate = certificates.ThirdParty,
                ClientCertificateMode = ClientCertificateMode.RequireCertificate,
                ClientCertificateValidation = (certificate, _, _) => certificate.Issuer == certificates.Authority.Subject,
            }));
        });
        side._server = builder.Build();
        side._server.Run(side.HandleAsync);
        await side._server.StartAsync();
        var address = side._server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        side.CallbackUrl = new Uri(address + "/uhit/callback");
        return side;
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        using var envelope = SoapEnvelope.Open(body.ToArray(), MessageLimits.Default);
        var operation = _format.FindOperation(envelope.BodyName.Name, envelope.BodyName.Namespace)!.Value;
        var callback = new ReceivedCallback(operation)
        {
            Body = Encoding.UTF8.GetString(body.ToArray()),
            ContentLength = context.Request.ContentLength,
            SoapAction = (string?)context.Request.Headers["SOAPAction"],
            CallerName = context.Connection.ClientCertificate?.Subject,
        };
        _format.ReadCallback(operation, envelope, callback);
        int position;
        lock (_lock)
        {
            position = _received.Count;
            _received.Add(callback);
        }

        await BeforeAnswer(callback);
        await AnswerAsync(context, callback, Reply(position));
    }

    private async Task AnswerAsync(HttpContext context, ReceivedCallback callback, Reply reply)
    {
        switch (reply)
        {
            case Support.Reply.Drop:
                context.Abort();
                return;
            case Support.Reply.Unavailable:
                context.Response.StatusCode = 503;
                context.Response.Headers.RetryAfter = "7";
                return;
            case Support.Reply.Fault:
                context.Response.StatusCode = 500;
                await WriteAsync(context, SoapEnvelopeWriter.FaultToBytes(_format.SoapVersion, SoapFaultCode.Receiver, "no", null));
                return;
        }

        var answer = new Acknowledgement
        {
            RequestId = callback.Header.RequestId,
            MessageId = reply == Support.Reply.AnswerAnotherMessage ? MessageId.Parse("another") : callback.Header.MessageId,
            ReceivedAt = new DateTimeOffset(2026, 7, 1, 10, 0, 0, TimeSpan.FromHours(-5)),
            Status = reply == Support.Reply.Reject ? AcknowledgementStatus.Rejected : AcknowledgementStatus.Accepted,
            Errors = reply == Support.Reply.Reject ? [new ReportedError { Code = "Conflict", Description = "no" }] : [],
        };
        await WriteAsync(
            context,
            SoapEnvelopeWriter.ToBytes(_format.SoapVersion, writer => _format.WriteCallbackAnswer(writer, callback.Operation, answer)));
    }

    private async Task WriteAsync(HttpContext context, byte[] bytes)
    {
        context.Response.ContentType = SoapEnvelopeWriter.ContentType(_format.SoapVersion, null);
        await context.Response.Body.WriteAsync(bytes);
    }
}
