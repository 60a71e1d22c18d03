using System.Runtime.CompilerServices;
using Uhit.Client.Events.Dispatching;
using Uhit.Client.Inbox.Retention;
using Uhit.Client.Inbox.Rooms;
using Uhit.Client.Receiving;
using Uhit.Client.Receiving.Adoption;
using Uhit.Client.Sending;
using Uhit.Client.Store;
using Uhit.Client.Wire;

namespace Uhit.Client;

/// <summary>The rooms of one named client, over its store.</summary>
internal sealed class UsageHistoryInbox(
    StoreOpener opener, ReceivingServices services, MessageAdoption adoption, PayloadPurger purger, RetentionOptions retention,
    HandlerSet handlers)
    : IUsageHistoryInbox
{
    private readonly UnreadableReplay _replay = new(services);

    private ICallbackInbox Inbox => services.Store.Inbox;

    public string Name => services.Options.Client;

    public async IAsyncEnumerable<InboxEntry> ListAsync(
        InboxRoom room, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await opener.OpenAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var entry in Inbox.ListAsync(Name, room, cancellationToken).ConfigureAwait(false))
        {
            yield return entry;
        }
    }

    public async Task<InboxEntry?> FindAsync(ReceiptId receipt, CancellationToken cancellationToken = default)
    {
        await opener.OpenAsync(cancellationToken).ConfigureAwait(false);
        var entry = await Inbox.FindEntryAsync(receipt, cancellationToken).ConfigureAwait(false);
        return entry is not null && string.Equals(entry.Client, Name, StringComparison.Ordinal) ? entry : null;
    }

    public async Task<Stream?> OpenBodyAsync(ReceiptId receipt, CancellationToken cancellationToken = default) =>
        await FindBodyAsync(receipt, cancellationToken).ConfigureAwait(false) is { } body
            ? await StoredBodies.OpenAsync(Inbox, receipt, body.BodyEncoding, cancellationToken).ConfigureAwait(false)
            : null;

    public async Task<Stream?> OpenDocumentAsync(ReceiptId receipt, CancellationToken cancellationToken = default)
    {
        if (await FindBodyAsync(receipt, cancellationToken).ConfigureAwait(false) is not { } found)
        {
            return null;
        }

        var form = ServicePeer.FormOf(found.Peer, found.BodyContentType, found.BodyContentEncoding);
        var body = await StoredBodies.OpenAsync(Inbox, receipt, found.BodyEncoding, cancellationToken).ConfigureAwait(false);
        return form.OpenDocument(body, MessageLimits.Default);
    }

    public async Task<InboxActionResult> AdoptAsync(ReceiptId receipt, CancellationToken cancellationToken = default)
    {
        await opener.OpenAsync(cancellationToken).ConfigureAwait(false);
        return await adoption.AdoptAsync(receipt, cancellationToken).ConfigureAwait(false);
    }

    public async Task<InboxActionResult> AdoptForAsync(
        ReceiptId receipt, RequestId requestId, CancellationToken cancellationToken = default)
    {
        await opener.OpenAsync(cancellationToken).ConfigureAwait(false);
        return await adoption.AdoptAsync(receipt, requestId, cancellationToken).ConfigureAwait(false);
    }

    public async Task<InboxActionResult> ReplayAsync(ReceiptId receipt, CancellationToken cancellationToken = default)
    {
        await opener.OpenAsync(cancellationToken).ConfigureAwait(false);
        return await _replay.ReplayAsync(receipt, cancellationToken).ConfigureAwait(false);
    }

    public async Task<bool> DiscardAsync(ReceiptId receipt, CancellationToken cancellationToken = default)
    {
        var isDiscarded = await FindAsync(receipt, cancellationToken).ConfigureAwait(false) is not null
            && await Inbox.DiscardKeptAsync(receipt, services.Time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        if (isDiscarded)
        {
            RoomLog.Discarded(services.Logger, Name, receipt.ToString());
        }

        return isDiscarded;
    }

    public async Task<IReadOnlyList<RoomUsage>> GetRoomLevelsAsync(CancellationToken cancellationToken = default)
    {
        await opener.OpenAsync(cancellationToken).ConfigureAwait(false);
        return await services.Rooms.GetLevelsAsync(cancellationToken).ConfigureAwait(false);
    }

    public async IAsyncEnumerable<DeadLetter> ListDeadLettersAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await opener.OpenAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var letter in services.Store.Dispatch.ListDeadLettersAsync(Name, cancellationToken).ConfigureAwait(false))
        {
            yield return letter;
        }
    }

    public async Task<bool> ReplayDeadLetterAsync(long sequence, string handler, CancellationToken cancellationToken = default)
    {
        await opener.OpenAsync(cancellationToken).ConfigureAwait(false);
        var isReplayed = await services.Store.Dispatch.ReplayDeadLetterAsync(
            Name, sequence, handler, cancellationToken).ConfigureAwait(false);
        services.Signal.Set();
        return isReplayed;
    }

    public async Task<bool> DiscardDeadLetterAsync(long sequence, string handler, CancellationToken cancellationToken = default)
    {
        await opener.OpenAsync(cancellationToken).ConfigureAwait(false);
        return await services.Store.Dispatch.DiscardDeadLetterAsync(Name, sequence, handler, cancellationToken).ConfigureAwait(false);
    }

    public Task<PurgeResult> PurgeInquiryAsync(RequestId id, bool includeWaiting = false, CancellationToken cancellationToken = default) =>
        PurgeAsync(id, null, includeWaiting, cancellationToken);

    public Task<PurgeResult> PurgeEsiIdAsync(EsiId id, bool includeWaiting = false, CancellationToken cancellationToken = default) =>
        PurgeAsync(null, id, includeWaiting, cancellationToken);

    private async Task<PurgeResult> PurgeAsync(
        RequestId? requestId, EsiId? esiId, bool includeWaiting, CancellationToken cancellationToken)
    {
        await opener.OpenAsync(cancellationToken).ConfigureAwait(false);

        return await purger.PurgeOnDemandAsync(
            requestId, esiId, includeWaiting, RetentionRules.HoldingKinds(retention, handlers), cancellationToken).ConfigureAwait(false);
    }

    private async Task<InboxEntry?> FindBodyAsync(ReceiptId receipt, CancellationToken cancellationToken) =>
        await FindAsync(receipt, cancellationToken).ConfigureAwait(false) is { HasBody: true, PurgedAt: null } entry ? entry : null;
}
