using System.Xml;
using Uhit.Client.Decompression;
using Uhit.Client.Http;
using Uhit.Client.Store;
using Uhit.Client.Wire.Decoding;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Callbacks.Receiving;

/// <summary>Takes an answer of CNP's service into the store, as a callback is taken: in chunks, under a receipt that nobody sees before it is committed.</summary>
/// <remarks>It may come in any form; what is stored is its document in UTF-8, without the parts beside it. Not thread-safe.</remarks>
internal sealed class AnswerSpool : IAnswerReceiver, IAsyncDisposable
{
    private readonly ReceivingServices _services;
    private readonly StagingLimit.Body _staging;

    /// <param name="services">Where it goes.</param>
    /// <param name="peer">The name under which it is stored: one of <see cref="ServicePeer"/>.</param>
    public AnswerSpool(ReceivingServices services, string peer)
    {
        _services = services;
        Peer = peer;
        Receipt = ReceiptId.Create(services.Time);
        ReceivedAt = services.Time.GetUtcNow();
        _staging = services.Staging.Begin(peer);
        Body = new BodySpool(services.Store.Inbox, Receipt, new BodyJudge(services.XmlLimits, static document => document, CheckStart), _staging);
    }

    public string Peer { get; }

    public ReceiptId Receipt { get; }

    public DateTimeOffset ReceivedAt { get; private set; }

    public BodySpool Body { get; }

    /// <summary>The Content-Type header.</summary>
    public string? ContentType { get; private set; }

    /// <summary>Whether an answer with status 200 came.</summary>
    public bool HasCome { get; private set; }

    /// <summary>Why it could not be taken; <see langword="null"/> where it was.</summary>
    public Exception? Problem { get; private set; }

    /// <summary>Whether what is under the receipt belongs to somebody by now.</summary>
    public bool IsSettled { get; set; }

    public async Task ReceiveAsync(string? contentType, string? contentEncoding, Stream body, CancellationToken cancellationToken)
    {
        HasCome = true;
        ContentType = contentType;
        ReceivedAt = _services.Time.GetUtcNow();
        try
        {
            // Its document is what is stored, in UTF-8: it is read again without the headers.
            using var document = WireForm.Of(contentType, contentEncoding)!.OpenDocument(body, _services.XmlLimits, toEnd: true);
            await Body.ReceiveAsync(document, _services.Options.MaxBodyBytes, cancellationToken).ConfigureAwait(false);
        }
        catch (BodyReadException e) when (e.InnerException is DecodingException decoding)
        {
            Problem = decoding;
        }
        catch (BodyReadException e)
        {
            // The connection's trouble, or the compression's: it is told as that of any answer.
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerException!);
        }
        catch (Exception e) when (e is XmlException or SoapMessageException or DecodingException or BodyTooLargeException or UhitStoreException or StagingTimedOutException)
        {
            Problem = e;
        }
    }

    /// <summary>The same answer once more, under a receipt of its own.</summary>
    public async Task<AnswerSpool> CopyAsync(CancellationToken cancellationToken)
    {
        var copy = new AnswerSpool(_services, Peer) { HasCome = HasCome, ContentType = ContentType, ReceivedAt = ReceivedAt };
        try
        {
            var body = await Body.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using var disposing = body.ConfigureAwait(false);
            using var stream = body.Open();
            await copy.Body.ReceiveAsync(stream, long.MaxValue, cancellationToken).ConfigureAwait(false);
            return copy;
        }
        catch
        {
            await copy.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Body.Dispose();
        _staging.Dispose();
        if (IsSettled || Body.StagedChunks == 0)
        {
            return;
        }

        try
        {
            await _services.Store.Inbox.DiscardAsync(Receipt, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // The sweep takes it.
            AnswerLog.NotDiscarded(_services.Logger, _services.Options.Client, Receipt.ToString(), e);
        }
    }

    // A login page is noticed before any of it is stored.
    private void CheckStart(Stream start)
    {
        try
        {
            SoapEnvelope.Open(WireMessage.OfUtf8(() => new StartStream(start), _services.XmlLimits), SoapHeaders.Default, CancellationToken.None).Dispose();
        }
        catch (Exception e) when (e is StartEndedException or SoapMessageException { Code: SoapFaultCode.MustUnderstand })
        {
            // The reader sees the rest, under the rules for header blocks.
        }
    }
}
