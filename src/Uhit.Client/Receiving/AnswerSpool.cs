using System.Xml;
using Uhit.Client.Decompression;
using Uhit.Client.Http;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Decoding;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Receiving;

/// <summary>Takes an answer of CNP's service into the store, as a callback is taken: in chunks, under a
/// receipt that nobody sees before it is committed.</summary>
/// <remarks>The answer may come in any form, and is stored byte for byte as it came, with the parts beside its document. Not
/// thread-safe.</remarks>
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
        Body = new BodySpool(
            services.Store.Inbox,
            Receipt,
            new BodyJudge(services.Limits, body => Form.OpenDocument(body, services.Limits, toEnd: true), CheckStart),
            _staging);
    }

    public string Peer { get; }

    public ReceiptId Receipt { get; }

    public DateTimeOffset ReceivedAt { get; private set; }

    public BodySpool Body { get; }

    /// <summary>In which form it came.</summary>
    public WireForm Form { get; private set; } = WireForm.Plain;

    /// <summary>Whether an answer with status 200 came.</summary>
    public bool HasCome { get; private set; }

    /// <summary>Why it could not be taken; <see langword="null"/> where it was.</summary>
    public Exception? Problem { get; private set; }

    /// <summary>Whether what is under the receipt belongs to somebody by now.</summary>
    public bool IsSettled { get; set; }

    public async Task ReceiveAsync(string? contentType, string? contentEncoding, Stream body, CancellationToken cancellationToken)
    {
        HasCome = true;
        Form = WireForm.Of(contentType, contentEncoding)!;
        ReceivedAt = _services.Time.GetUtcNow();
        try
        {
            await Body.ReceiveAsync(body, _services.Options.Callback.MaxBodyBytes, cancellationToken).ConfigureAwait(false);
        }
        catch (BodyException e) when (e.Problem == BodyProblem.NotReceived)
        {
            // The connection's trouble: it is told as that of any answer.
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerException!);
        }
        catch (Exception e) when (e is XmlException or SoapMessageException or DecodingException or BodyException
        {
            Problem: BodyProblem.TooLarge
        } or UhitStoreException or BodyException { Problem: BodyProblem.WaitedTooLong })
        {
            Problem = e;
        }
    }

    /// <summary>The same answer once more, under a receipt of its own.</summary>
    public async Task<AnswerSpool> CopyAsync(CancellationToken cancellationToken)
    {
        var copy = new AnswerSpool(_services, Peer) { HasCome = HasCome, Form = Form, ReceivedAt = ReceivedAt };
        try
        {
            var body = await Body.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using var disposing = body.ConfigureAwait(false);
            await copy.Body.ReceiveAsync(body, long.MaxValue, cancellationToken).ConfigureAwait(false);
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
            SoapEnvelope.Open(
                new WireMessage(() => SpoolStream.OfStart(start), Form, _services.Limits),
                SoapHeaders.Default,
                CancellationToken.None).Dispose();
        }
        catch (Exception e)
            when (e is BodyException { Problem: BodyProblem.StartEnded } or SoapMessageException { Code: SoapFaultCode.MustUnderstand })
        {
            // The reader sees the rest, under the rules for header blocks.
        }
    }
}
