using System.Text;

namespace Uhit.Client.Receiving;

/// <summary>The answer that a host sends for a <see cref="CallbackReceiver"/>.</summary>
internal sealed class CallbackResponse
{
    internal CallbackResponse(
        int statusCode, string? contentType, ReadOnlyMemory<byte> body, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        StatusCode = statusCode;
        ContentType = contentType;
        Body = body;
        Headers = headers;
    }

    /// <summary>The status.</summary>
    public int StatusCode { get; }

    /// <summary>The content type; <see langword="null"/> where there is no body.</summary>
    public string? ContentType { get; }

    /// <summary>The body, whole.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The other headers.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    internal Func<CancellationToken, Task>? Sent { get; init; }

    /// <summary>The text of an answer below SOAP.</summary>
    internal string? Text { get; private init; }

    /// <summary>To be called by the host once the answer has gone out: it becomes the event <see cref="CallbackAcknowledged"/>, and what
    /// waited for this callback is given to its inquiry. Where it is not called, a worker does the latter within a
    /// minute. Never throws for a store's trouble.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task OnSentAsync(CancellationToken cancellationToken = default) => Sent?.Invoke(cancellationToken) ?? Task.CompletedTask;

    internal static CallbackResponse Plain(int statusCode, string text, params (string Name, string Value)[] headers) =>
        new(
            statusCode,
            "text/plain; charset=utf-8",
            Encoding.UTF8.GetBytes(text + "\n"),
            [.. headers.Select(h => KeyValuePair.Create(h.Name, h.Value))])
        {
            Text = text,
        };
}
