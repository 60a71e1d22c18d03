using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Uhit.Client.Receiving;

namespace Uhit.Client.AspNetCore;

/// <summary>Hands requests to a receiver, and its answers to the caller.</summary>
/// <param name="receiver">The receiver.</param>
/// <param name="path">The path below the one that the receiver is mapped to.</param>
internal sealed class CallbackEndpoint(CallbackReceiver receiver, string path)
{
    public async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            // The receiver counts by itself, and says which setting was too small: the server would only break off.
            size.MaxRequestBodySize = null;
        }

        try
        {
            var response = await receiver.HandleAsync(
                new CallbackRequest
                {
                    Method = request.Method,
                    Path = path,
                    Query = request.QueryString.Value ?? string.Empty,
                    ContentType = request.ContentType,
                    SoapAction = request.Headers["SOAPAction"],
                    ContentEncoding = request.Headers.ContentEncoding,
                    ContentLength = request.ContentLength ?? ReplacedLength(request),
                    TransferEncoding = request.Headers.TransferEncoding,
                    Body = request.Body,
                    PeerCertificate = context.Connection.ClientCertificate,
                    StatusOfReadFailure = static failure => (failure as BadHttpRequestException)?.StatusCode,
                },
                context.RequestAborted).ConfigureAwait(false);
            await SendAsync(response, context).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller is gone: there is nobody to answer.
        }
    }

    public static async Task ShowContractAsync(CallbackReceiver receiver, HttpContext context)
    {
        if (receiver.GetContract(context.Request.QueryString.Value ?? string.Empty) is { } page)
        {
            await SendAsync(page, context).ConfigureAwait(false);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    // Kestrel drops a Content-Length beside a Transfer-Encoding, and keeps it under this name.
    private static long? ReplacedLength(HttpRequest request) =>
        request.Headers.ContainsKey("X-Content-Length") && request.Headers.TransferEncoding.Count > 0 ? 0 : null;

    private static async Task SendAsync(CallbackResponse answer, HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = answer.StatusCode;
        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        response.Headers[HeaderNames.XContentTypeOptions] = "nosniff";
        foreach (var header in answer.Headers)
        {
            response.Headers[header.Key] = header.Value;
        }

        await response.Body.WriteAsync(answer.Body, context.RequestAborted).ConfigureAwait(false);
        await response.CompleteAsync().ConfigureAwait(false);

        // The answer has left us: noting that is not the caller's business any more.
        await answer.OnSentAsync(CancellationToken.None).ConfigureAwait(false);
    }
}
