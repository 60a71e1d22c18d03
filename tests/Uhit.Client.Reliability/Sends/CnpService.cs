using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Uhit.Client.Reliability.Hosting;
using Uhit.Client.Testing;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Reliability.Sends;

/// <summary>CNP's inquiry service, over mutual TLS: accepts every inquiry, and remembers every
/// request of which it saw even a part.</summary>
internal sealed partial class CnpService : IAsyncDisposable
{
    private readonly ConcurrentQueue<CnpRequest> _seen = new();
    private TlsService _service = null!;

    private CnpService()
    {
    }

    /// <summary>Every request that was seen.</summary>
    public IReadOnlyCollection<CnpRequest> Seen => _seen;

    /// <summary>Called when half of a request is there; the rest is not read before it returns.</summary>
    public Func<Task>? OnHalf { get; set; }

    /// <summary>Called when a request is there; it is not answered before it returns.</summary>
    public Func<Task>? OnWhole { get; set; }

    public Uri Address => _service.Address;

    public static async Task<CnpService> StartAsync(ThrowawayCertificates certificates)
    {
        var cnp = new CnpService();
        cnp._service = await TlsService.StartAsync(certificates, cnp.HandleAsync).ConfigureAwait(false);
        return cnp;
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

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
        var answer = SoapEnvelopeWriter.ToBytes(
            SoapVersion.Soap11, writer => ReferenceWireFormat.Instance.WriteInquiryAnswer(writer, acknowledgement));
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

    private static string? ValueOf(Regex pattern, StringBuilder body) =>
        pattern.Match(body.ToString()) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex("RequestId>([^<]+)<")]
    private static partial Regex RequestIdPattern();

    [GeneratedRegex("MessageId>([^<]+)<")]
    private static partial Regex MessageIdPattern();
}
