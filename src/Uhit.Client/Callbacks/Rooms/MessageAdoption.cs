using Uhit.Client.Callbacks.Receiving;
using Uhit.Client.Inquiries;
using Uhit.Client.Store;

namespace Uhit.Client.Callbacks.Rooms;

/// <summary>Gives unmatched messages to their inquiries, by reading their stored bytes again.</summary>
/// <remarks>One transaction for each: whoever is cut off begins again, and what is adopted already is left alone.</remarks>
internal sealed class MessageAdoption(ReceivingServices services)
{
    /// <summary>Adopts all of this client that can be, or those of one inquiry.</summary>
    /// <param name="requestId">The inquiry; <see langword="null"/> for all.</param>
    /// <param name="failed">Hears of each that could not be. One whose stored bytes are damaged keeps the others from nothing.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>How many were adopted.</returns>
    public async Task<int> AdoptAllAsync(RequestId? requestId, Action<InboxEntry, AdoptResult> failed, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var entry in services.Store.Inbox.ListAdoptableAsync(services.Options.Client, requestId, cancellationToken).ConfigureAwait(false))
        {
            var result = await TryAsync(entry, cancellationToken).ConfigureAwait(false);
            if (result.Outcome == AdoptOutcome.Adopted)
            {
                count++;
            }
            else if (result.Outcome == AdoptOutcome.NotReadable)
            {
                failed(entry, result);
            }
        }

        return count;
    }

    private async Task<AdoptResult> TryAsync(InboxEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            return await AdoptAsync(entry.Receipt, cancellationToken).ConfigureAwait(false);
        }
        catch (UhitStoreException e) when (!e.IsTransient)
        {
            RoomLog.StoredBytesFailed(services.Logger, entry.Client, entry.Receipt.ToString(), ShownException.Of(e));
            return new AdoptResult { Outcome = AdoptOutcome.NotReadable, RequestId = entry.RequestId, Reason = "damaged" };
        }
    }

    public async Task<AdoptResult> AdoptAsync(ReceiptId receipt, CancellationToken cancellationToken)
    {
        var inbox = services.Store.Inbox;
        if (await FindAsync(receipt, cancellationToken).ConfigureAwait(false) is not { } message)
        {
            return new AdoptResult { Outcome = AdoptOutcome.NotUnmatched };
        }

        var requestId = message.Header.RequestId;
        if (await services.Store.Inquiries.FindAsync(message.Client, requestId, cancellationToken).ConfigureAwait(false) is null)
        {
            return new AdoptResult { Outcome = AdoptOutcome.InquiryUnknown, RequestId = requestId };
        }

        if (services.ReaderOf(message.WireFormat) is not { } reader)
        {
            return new AdoptResult { Outcome = AdoptOutcome.NotReadable, RequestId = requestId, Reason = $"unknown-wire-format:{message.WireFormat}" };
        }

        ParsedCallback parsed;
        try
        {
            parsed = await ReadAsync(message, reader, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is UhitStoreException { IsTransient: false } or InvalidDataException || UnreadableReason.Of(e) is not null)
        {
            // Another may have adopted, discarded or purged it while it was read: its bytes are bad only where it still waits.
            if (await FindAsync(receipt, cancellationToken).ConfigureAwait(false) is null)
            {
                return new AdoptResult { Outcome = AdoptOutcome.NotUnmatched, RequestId = requestId };
            }

            if (UnreadableReason.Of(e) is not { } reason)
            {
                throw;
            }

            return new AdoptResult { Outcome = AdoptOutcome.NotReadable, RequestId = requestId, Reason = reason };
        }

        if (message.DigestVersion == ContentDigest.Version && !message.Digest.Span.SequenceEqual(parsed.Digest))
        {
            RoomLog.ReadDifferently(services.Logger, message.Client, message.Operation, message.MessageKey);
        }

        var source = new CallbackSource(message.Operation, message.Peer, receipt, message.ReceivedAt, message.Header, message.UsageCount);
        var fact = parsed.ToFact(message.ReceivedAt);
        var isAdopted = await inbox.AdoptAsync(receipt, record => services.Transitions.Apply(record, fact, source), cancellationToken).ConfigureAwait(false);
        if (isAdopted)
        {
            services.Signal.Set();
            RoomLog.Adopted(services.Logger, message.Client, message.Operation, message.MessageKey, requestId.Value);
        }

        // Otherwise somebody else was faster.
        return new AdoptResult { Outcome = isAdopted ? AdoptOutcome.Adopted : AdoptOutcome.NotUnmatched, RequestId = requestId };
    }

    private async Task<InboxMessage?> FindAsync(ReceiptId receipt, CancellationToken cancellationToken)
    {
        var entry = await services.Store.Inbox.FindEntryAsync(receipt, cancellationToken).ConfigureAwait(false);
        return entry is { Room: InboxRoom.Unmatched } && string.Equals(entry.Client, services.Options.Client, StringComparison.Ordinal)
            ? await services.Store.Inbox.FindAsync(receipt, cancellationToken).ConfigureAwait(false)
            : null;
    }

    private async Task<ParsedCallback> ReadAsync(InboxMessage message, CallbackReader reader, CancellationToken cancellationToken)
    {
        await StoredBodies.RequireIntactAsync(services.Store.Inbox, message.Receipt, message.BodyEncoding, message.BodySha256, cancellationToken).ConfigureAwait(false);
        return await StoredCopies.ReadAsync(services, reader, message, cancellationToken).ConfigureAwait(false);
    }
}
