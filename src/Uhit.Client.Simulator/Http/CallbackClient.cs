using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Xml;
using Uhit.Client.Simulator.Exchange;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Decoding;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Simulator.Http;

/// <summary>Makes one call of the Third Party's receiver, over mutual TLS.</summary>
internal sealed class CallbackClient : IDisposable
{
    private const int MaxAnswerBytes = 4 * 1024 * 1024;

    private readonly UhitSimulatorOptions _options;
    private readonly SimulatedWireFormat _format;
    private readonly HttpClient _http;

    public CallbackClient(UhitSimulatorOptions options)
    {
        _options = options;
        _format = options.Format;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            SslOptions = new SslClientAuthenticationOptions
            {
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                ClientCertificateContext = SslStreamCertificateContext.Create(
                    options.Certificate!, options.CertificateChain, offline: true),
                CertificateChainPolicy = RootTrust.PolicyOf(options.TrustedServerRoots),
            },
        };
        _http = new HttpClient(handler) { Timeout = options.CallbackTimeout, MaxResponseContentBufferSize = MaxAnswerBytes };
    }

    public async Task<CallbackOutcome> SendAsync(Callback callback, CancellationToken cancellationToken)
    {
        var known = _options.Scenario.KnownLength || callback.Part is null;
        using var content = await CallbackContent.CreateAsync(
            callback,
            callback.Format,
            AddressOf(callback),
            _options.CallbackTransfer ?? _format.Transfer,
            known,
            cancellationToken).ConfigureAwait(false);
        var action = callback.Format.GetAction(callback.Operation);
        using var request = new HttpRequestMessage(HttpMethod.Post, AddressOf(callback))
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        if (_format.SoapVersion == SoapVersion.Soap11)
        {
            request.Headers.TryAddWithoutValidation("SOAPAction", "\"" + action + "\"");
        }

        if (!known)
        {
            request.Headers.TransferEncodingChunked = true;
        }

        try
        {
            using var response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            return await ReadAsync(callback, response, content, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception)
        {
            return Failed("no answer: " + exception.HttpRequestError
                + (exception.InnerException is AuthenticationException ? ", certificate or TLS" : string.Empty));
        }
        catch (IOException)
        {
            return Failed("no answer: the connection broke");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed("no answer within " + _options.CallbackTimeout);
        }
    }

    public void Dispose() => _http.Dispose();

    private Uri AddressOf(Callback callback) => callback.Format.GetCallbackPath(callback.Operation) is { Length: > 0 } path
        ? new UriBuilder(_options.CallbackUrl!) { Path = _options.CallbackUrl!.AbsolutePath.TrimEnd('/') + "/" + path }.Uri
        : _options.CallbackUrl!;

    // Whoever answers with nothing has taken it.
    private Acknowledgement Taken(Callback callback) => new()
    {
        RequestId = callback.Header.RequestId,
        MessageId = callback.Header.MessageId,
        ReceivedAt = _options.TimeProvider.GetUtcNow(),
        Status = AcknowledgementStatus.Accepted,
    };

    private static CallbackOutcome Failed(string failure, TimeSpan? retryAfter = null) => new(null, failure, retryAfter, []);

    private async Task<CallbackOutcome> ReadAsync(
        Callback callback, HttpResponseMessage response, CallbackContent content, CancellationToken cancellationToken)
    {
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var status = "HTTP " + (int)response.StatusCode;
        var retryAfter = response.Headers.RetryAfter?.Delta;
        if (bytes.Length == 0 && response.IsSuccessStatusCode && _format.GetEmptyAnswerStatus(callback.Operation) is not null)
        {
            return new CallbackOutcome(Taken(callback), null, null, content.Usage);
        }

        if (bytes.Length == 0 || !SoapContentType.TryParse(response.Content.Headers.ContentType?.ToString(), out _, out _))
        {
            return Failed(status + " without a SOAP message", retryAfter);
        }

        try
        {
            var form = WireForm.Of(response.Content.Headers.ContentType?.ToString(), null)!;
            var message = new WireMessage(() => new MemoryStream(bytes, writable: false), form, MessageLimits.Default);
            using var envelope = SoapEnvelope.Open(message, new SoapHeaders(_format), cancellationToken);
            if (envelope.IsFault)
            {
                var fault = envelope.ReadFault(_format);
                return Failed($"{status}, SOAP fault {fault.Code} {fault.Detail?.Code}".TrimEnd(), retryAfter);
            }

            var answer = _format.ReadCallbackAnswer(callback.Operation, envelope);
            envelope.ReadToEnd();
            return answer.MessageId is { } id && id != callback.Header.MessageId
                ? Failed("the answer is to another message")
                : new CallbackOutcome(answer, null, null, content.Usage);
        }
        catch (Exception exception) when (exception is XmlException or SoapMessageException or WireFormatException)
        {
            return Failed(status + ", the answer can't be read");
        }
    }

    /// <summary>How one try of a callback ended.</summary>
    /// <param name="Answer">The Third Party's acknowledgement; null where there is none.</param>
    /// <param name="Failure">Why there is none, in fixed words.</param>
    /// <param name="RetryAfter">How long the Third Party asked to wait.</param>
    /// <param name="Usage">The sums of what was written.</param>
    internal sealed record CallbackOutcome(
        Acknowledgement? Answer, string? Failure, TimeSpan? RetryAfter, IReadOnlyList<SimulatedUsage> Usage);
}
