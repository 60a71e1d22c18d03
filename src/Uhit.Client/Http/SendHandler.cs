using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Uhit.Client.Decompression;

namespace Uhit.Client.Http;

/// <summary>Lets a token abort the call, sends the body once, reads the whole answer within a limit, and judges what went wrong.</summary>
/// <remarks>
/// WCF gets a fixed empty envelope with status 200 in place of the answer, so that neither its reader (quadratic in namespace
/// declarations) nor its status handling (a bare ProtocolException) ever touches what a server sent; the answer itself is in
/// the <see cref="SendContext"/> of the call.
/// </remarks>
internal sealed class SendHandler(HttpMessageHandler inner, UhitConnectionOptions options, TimeProvider time) : HttpMessageHandler
{
    /// <summary>Largest answer that is read, in bytes: 4 MiB.</summary>
    public const int MaxResponseBytes = 4 * 1024 * 1024;

    // WCF disposes this handler with each channel factory; the connections below it are the client's and outlive them.
    private readonly HttpMessageInvoker _connections = new(inner, disposeHandler: false);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var context = SendContext.Current
            ?? throw new InvalidOperationException("A request without a SendContext: nobody would learn how far it came.");
        context.Claim();
        using var timeout = new CancellationTokenSource(options.RequestTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, context.CancellationToken, timeout.Token);
        var started = time.GetTimestamp();
        using var activity = UhitTelemetry.Source.StartActivity(UhitTelemetry.SendActivity, ActivityKind.Client);
        try
        {
            await PrepareAsync(request, context).ConfigureAwait(false);
            using var answer = await _connections.SendAsync(request, linked.Token).ConfigureAwait(false);
            context.Response = context.Receiver is { } receiver && answer.StatusCode == HttpStatusCode.OK
                ? await HandOverAsync(answer, receiver, timeout, linked.Token).ConfigureAwait(false)
                : await ReadAsync(answer, linked.Token).ConfigureAwait(false);
            Record(activity, context, started);
            return Placeholder(request);
        }
        catch (Exception e)
        {
            context.Failure = Judge(e, context, timeout.IsCancellationRequested, cancellationToken);
            Record(activity, context, started);
            throw;
        }
    }

    private static async Task PrepareAsync(HttpRequestMessage request, SendContext context)
    {
        // WCF sets it whenever a certificate is in play; a server that ignores it costs a second per call.
        request.Headers.ExpectContinue = false;
        request.Version = HttpVersion.Version11;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        request.Headers.AcceptEncoding.Clear();
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        if (request.Content is not null)
        {
            request.Content = new OnceOnlyContent(
                context.Form is null ? request.Content : await PackAsync(request.Content, context.Form).ConfigureAwait(false), context);
        }
    }

    private static async Task<HttpContent> PackAsync(HttpContent content, RequestForm form)
    {
        using var packed = new MemoryStream();
        form.Write(packed, await content.ReadAsByteArrayAsync().ConfigureAwait(false));
        content.Dispose();
        var after = new ByteArrayContent(packed.ToArray());
        after.Headers.TryAddWithoutValidation("Content-Type", form.ContentType);
        if (form.ContentEncoding is { } encoding)
        {
            after.Headers.ContentEncoding.Add(encoding);
        }

        return after;
    }

    // RequestTimeout ends with the headers: how long a body may take that is stored as it comes is for whoever takes it to say.
    private async Task<SendResponse> HandOverAsync(
        HttpResponseMessage answer, IAnswerReceiver receiver, CancellationTokenSource timeout, CancellationToken cancellationToken)
    {
        timeout.CancelAfter(Timeout.InfiniteTimeSpan);
        var headers = answer.Content.Headers;
        using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await receiver.ReceiveAsync(TypeOf(headers), IsPacked(headers) ? "gzip" : null, stream, cancellationToken).ConfigureAwait(false);
        return new SendResponse(answer.StatusCode, TypeOf(headers), RetryAfter.Read(answer.Headers, time), ReadOnlyMemory<byte>.Empty);
    }

    private static string? TypeOf(HttpContentHeaders headers) =>
        headers.TryGetValues("Content-Type", out var type) ? string.Join(", ", type) : null;

    private static bool IsPacked(HttpContentHeaders headers)
    {
        string[] encodings = [.. headers.ContentEncoding.Where(e => !e.Equals("identity", StringComparison.OrdinalIgnoreCase))];
        var packed = encodings is [string only]
            && (only.Equals("gzip", StringComparison.OrdinalIgnoreCase) || only.Equals("x-gzip", StringComparison.OrdinalIgnoreCase));
        return encodings.Length == 0 || packed
            ? packed
            : throw new ConnectionFailedException(
                ConnectionFailure.ResponseMalformed, "The answer is compressed in a way that we did not ask for: only gzip is taken.");
    }

    private async Task<SendResponse> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var headers = answer.Content.Headers;
        var packed = IsPacked(headers);
        if (headers.ContentLength > MaxResponseBytes)
        {
            throw TooLarge();
        }

        using var received = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using var stream = packed ? new GunzipStream(received, int.MaxValue) : received;
        ReadOnlyMemory<byte> body;
        try
        {
            body = await ReadAsync(stream, (int)(headers.ContentLength ?? 4096), cancellationToken).ConfigureAwait(false);
        }
        catch (DecodingException) when (answer.StatusCode != HttpStatusCode.OK)
        {
            // The status says it all the same.
            body = ReadOnlyMemory<byte>.Empty;
        }
        catch (DecodingException e)
        {
            throw new ConnectionFailedException(
                ConnectionFailure.ResponseMalformed,
                $"The answer says that it is compressed with gzip, and can't be decompressed. {e.Message}",
                e);
        }

        return new SendResponse(answer.StatusCode, TypeOf(headers), RetryAfter.Read(answer.Headers, time), body);
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream stream, int expected, CancellationToken cancellationToken)
    {
        var buffer = new byte[Math.Max(expected, 1)];
        var length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, MaxResponseBytes + 1));
            }

            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return buffer.AsMemory(0, length);
            }

            length += read;
            if (length > MaxResponseBytes)
            {
                throw TooLarge();
            }
        }
    }

    private static ConnectionFailedException TooLarge() =>
        new(
            ConnectionFailure.ResponseTooLarge,
            $"The answer is larger than {MaxResponseBytes / (1024 * 1024)} MiB and was not read to its end.");

    private UhitConnectionException Judge(Exception e, SendContext context, bool timedOut, CancellationToken outer)
    {
        if (context.CancellationToken.IsCancellationRequested || outer.IsCancellationRequested)
        {
            return SendContext.GaveUp(e);
        }

        var (reason, detail) = timedOut
            ? (ConnectionFailure.Timeout, $"No whole answer came within {options.RequestTimeout} (RequestTimeout).")
            : FailureClassifier.Classify(e, context.Connection, context.BytesLeft);
        return new UhitConnectionException(reason, detail, e);
    }

    private void Record(Activity? activity, SendContext context, long started)
    {
        var outcome = context.Outcome.ToString();
        var tags = new TagList { { UhitTelemetry.OutcomeTag, outcome } };
        activity?.SetTag(UhitTelemetry.OutcomeTag, outcome);
        if (context.Response is { } response)
        {
            activity?.SetTag("http.response.status_code", (int)response.StatusCode);
        }

        if (context.Failure is { } failure)
        {
            tags.Add(UhitTelemetry.FailureTag, failure.Failure.ToString());
            activity?.SetTag(UhitTelemetry.FailureTag, failure.Failure.ToString()).SetStatus(ActivityStatusCode.Error);
        }

        UhitTelemetry.Sent.Record(time.GetElapsedTime(started).TotalSeconds, tags);
    }

    private static HttpResponseMessage Placeholder(HttpRequestMessage request)
    {
        var soap12 = request.Content?.Headers.ContentType?.MediaType == "application/soap+xml";
        var envelope = soap12 ? "http://www.w3.org/2003/05/soap-envelope" : "http://schemas.xmlsoap.org/soap/envelope/";
        return new HttpResponseMessage(HttpStatusCode.OK)
        {
            RequestMessage = request,
            Content = new StringContent(
                $"<Envelope xmlns=\"{envelope}\"><Body/></Envelope>", Encoding.UTF8, soap12 ? "application/soap+xml" : "text/xml"),
        };
    }

    /// <summary>A request body that can be written once: no layer below may repeat a request by itself, since
    /// the server may have taken the first one.</summary>
    /// <remarks>SocketsHttpHandler repeats requests on a stale pooled connection only before it starts on their body;
    /// this keeps it so whatever the platform's version.</remarks>
    private sealed class OnceOnlyContent : HttpContent
    {
        private readonly HttpContent _inner;
        private readonly SendContext _context;
        private int _written;

        public OnceOnlyContent(HttpContent inner, SendContext context)
        {
            _inner = inner;
            _context = context;
            foreach ((var name, var values) in inner.Headers)
            {
                Headers.TryAddWithoutValidation(name, values);
            }
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            if (Interlocked.Exchange(ref _written, 1) != 0)
            {
                throw new InvalidOperationException("The request was about to be sent a second time without being asked for.");
            }

            // Also said here, should the flow of the ambient context ever be cut below.
            _context.MarkBytesLeft();
            await _inner.CopyToAsync(stream, context, cancellationToken).ConfigureAwait(false);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _inner.Headers.ContentLength ?? -1;
            return length >= 0;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
