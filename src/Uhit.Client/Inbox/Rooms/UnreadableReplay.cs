using System.Runtime.ExceptionServices;
using Uhit.Client.Receiving;
using Uhit.Client.Receiving.Adoption;
using Uhit.Client.Store;

namespace Uhit.Client.Inbox.Rooms;

/// <summary>Reads the kept bytes of a callback that could not be taken again, and stores it by the way that every callback goes.</summary>
/// <remarks>The entry goes only after the message is stored. Cut off between the two, the next replay
/// finds a duplicate, and the entry goes then.</remarks>
internal sealed class UnreadableReplay(ReceivingServices services)
{
    public async Task<InboxActionResult> ReplayAsync(ReceiptId receipt, CancellationToken cancellationToken)
    {
        var inbox = services.Store.Inbox;
        var kept = await inbox.FindEntryAsync(receipt, cancellationToken).ConfigureAwait(false);
        if (Missing(kept) is { } missing)
        {
            return missing;
        }

        var staged = ReceiptId.Create(services.Time);
        var isSettled = false;
        try
        {
            var result = await TakeAsync(kept!, staged, cancellationToken).ConfigureAwait(false);
            isSettled = result.Outcome is InboxActionOutcome.Stored or InboxActionOutcome.Unmatched;
            if (isSettled || result.Outcome == InboxActionOutcome.Duplicate)
            {
                await inbox.DiscardKeptAsync(receipt, services.Time.GetUtcNow(), CancellationToken.None).ConfigureAwait(false);
                services.Signal.Changed(result.RequestId ?? default);
                RoomLog.Replayed(services.Logger, kept!.Client, receipt.ToString(), result.Outcome);
            }

            return result;
        }
        finally
        {
            if (!isSettled)
            {
                await inbox.DiscardAsync(staged, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    // What is to be said where there is nothing to read.
    private InboxActionResult? Missing(InboxEntry? entry) =>
        entry is not { Room: InboxRoom.Unreadable } || !string.Equals(entry.Client, services.Options.Client, StringComparison.Ordinal)
            ? new InboxActionResult { Outcome = InboxActionOutcome.NotThere }
            : entry.HasBody ? null : new InboxActionResult { Outcome = InboxActionOutcome.NoBody };

    private async Task<InboxActionResult> TakeAsync(InboxEntry kept, ReceiptId staged, CancellationToken cancellationToken)
    {
        using var spool = new BodySpool(services.Store.Inbox, staged);
        var head = RequestHead.OfStored(kept.SoapAction, kept.CallbackPath) with
        {
            ReadAs = ServicePeer.ReadAs(kept.Peer, kept.Operation),
            Form = ServicePeer.FormOf(kept.Peer, kept.BodyContentType, kept.BodyContentEncoding),
        };

        // Who sent it and when is what it was: the answer that a copy will get says when it came first.
        var intake = new MessageIntake(services, new ReceivedBody(staged, kept.Peer, kept.ReceivedAt, head, spool));
        ParsedCallback parsed;
        try
        {
            await CopyAsync(kept, spool, cancellationToken).ConfigureAwait(false);
            parsed = await intake.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (UnreadableReason.Of(e) is { } reason)
        {
            return new InboxActionResult { Outcome = InboxActionOutcome.NotReadable, Reason = reason };
        }
        catch (UhitStoreException e) when (!e.IsTransient)
        {
            // Another may have settled it while it was read: the store is damaged only where it still stands there.
            if (Missing(await services.Store.Inbox.FindEntryAsync(kept.Receipt, cancellationToken).ConfigureAwait(false)) is { } missing)
            {
                return missing;
            }

            throw;
        }

        await spool.StageAsync(cancellationToken).ConfigureAwait(false);
        var result = await intake.StoreAsync(parsed, unmatched: null).ConfigureAwait(false);
        return new InboxActionResult
        {
            Outcome = result.Outcome switch
            {
                InboxOutcome.Stored => InboxActionOutcome.Stored,
                InboxOutcome.Unmatched => InboxActionOutcome.Unmatched,
                InboxOutcome.Duplicate => InboxActionOutcome.Duplicate,
                _ => InboxActionOutcome.NotReadable,
            },
            RequestId = result.Message.Header.RequestId is var id && id == default ? null : id,
            Reason = result.Outcome == InboxOutcome.Conflict ? UnreadableReason.Conflict : null,
        };
    }

    private async Task CopyAsync(InboxEntry kept, BodySpool spool, CancellationToken cancellationToken)
    {
        var body = await StoredBodies.OpenAsync(
            services.Store.Inbox, kept.Receipt, kept.BodyEncoding, cancellationToken).ConfigureAwait(false);
        await using var disposing = body.ConfigureAwait(false);
        try
        {
            await spool.ReceiveAsync(body, long.MaxValue, cancellationToken).ConfigureAwait(false);
        }
        catch (BodyException e) when (e.Problem == BodyProblem.NotReceived)
        {
            if (e.InnerException is InvalidDataException damaged)
            {
                throw StoredBodies.Damaged(kept.Receipt, damaged);
            }

            ExceptionDispatchInfo.Throw(e.InnerException!);
        }

        StoredBodies.RequireSame(kept.Receipt, spool.Sha256, kept.BodySha256.Span);
    }
}
