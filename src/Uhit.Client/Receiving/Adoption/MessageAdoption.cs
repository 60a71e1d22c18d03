using Uhit.Client.Inquiries;
using Uhit.Client.Store;
using Uhit.Client.Wire;

namespace Uhit.Client.Receiving.Adoption;

/// <summary>Gives unmatched messages to their inquiries, by reading their stored bytes again.</summary>
/// <remarks>One transaction for each: whoever is cut off begins again, and what is adopted already is left alone.</remarks>
internal sealed class MessageAdoption(ReceivingServices services)
{
    private static readonly InboxActionResult Behind = new() { Outcome = InboxActionOutcome.InquiryUnknown };

    /// <summary>Adopts all of this client that can be, or those of one inquiry.</summary>
    /// <param name="requestId">The inquiry; <see langword="null"/> for all.</param>
    /// <param name="failed">Hears of each that could not be. One whose stored bytes are damaged keeps the others from nothing.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <param name="budget">How many; <see langword="null"/> for no bound.</param>
    /// <param name="isLeft">Which are not to be tried now.</param>
    /// <returns>How many were adopted.</returns>
    public async Task<int> AdoptAllAsync(
        RequestId? requestId,
        Action<InboxEntry, InboxActionResult> failed,
        CancellationToken cancellationToken,
        AdoptionBudget? budget = null,
        Func<InboxEntry, ValueTask<bool>>? isLeft = null)
    {
        var count = 0;
        var passedOver = new List<InboxEntry>();
        await foreach (var entry in services.Store.Inbox.ListAdoptableAsync(
            services.Options.Client, requestId, cancellationToken).ConfigureAwait(false))
        {
            if (isLeft is not null && await isLeft(entry).ConfigureAwait(false))
            {
                passedOver.Add(entry);
                continue;
            }

            if (budget?.Take(entry) is false)
            {
                break;
            }

            var earlier = passedOver.FindAll(other => other.Identifiers.Intersect(entry.Identifiers, StringComparer.Ordinal).Any());
            var result = await TryAsync(entry, isBehind: earlier.Count > 0, cancellationToken).ConfigureAwait(false);
            if (ReferenceEquals(result, Behind))
            {
                // What they share has become known since those were looked at: they go first.
                foreach (var other in earlier)
                {
                    passedOver.Remove(other);
                    if (isLeft is not null && await isLeft(other).ConfigureAwait(false))
                    {
                        continue;
                    }

                    if (budget?.Take(other) is false)
                    {
                        return count;
                    }

                    Count(other, await TryAsync(other, isBehind: false, cancellationToken).ConfigureAwait(false));
                }

                result = await TryAsync(entry, isBehind: false, cancellationToken).ConfigureAwait(false);
            }

            Count(entry, result);
            if (result.Outcome == InboxActionOutcome.InquiryUnknown)
            {
                passedOver.Add(entry);
            }
        }

        return count;

        void Count(InboxEntry entry, InboxActionResult result)
        {
            if (result.Outcome == InboxActionOutcome.Adopted)
            {
                count++;
            }
            else if (result.Outcome is InboxActionOutcome.NotReadable or InboxActionOutcome.InquiryUnknown)
            {
                failed(entry, result);
            }
        }
    }

    /// <summary>Does what the storing of a callback calls for: what it taught us may be what another waits for, and
    /// its inquiry may have become known meanwhile.</summary>
    /// <remarks>For after the answer: the caller does not wait for it. What fails here, does not come to it because the process ends, or is
    /// beyond the budget, is done by the <see cref="AdoptionChore"/>.</remarks>
    public async Task AfterAsync(InboxResult result, ParsedCallback parsed)
    {
        try
        {
            if (result.Outcome == InboxOutcome.Unmatched)
            {
                // Never it alone: what came before it may wait for the same.
                if (CallbackCorrelation.Of(parsed, result.Message.ReceivedAt) is { } correlation
                    && await FindAsync(correlation).ConfigureAwait(false) is { } found)
                {
                    await AfterAsync(found).ConfigureAwait(false);
                }
            }
            else if (result.Outcome == InboxOutcome.Stored && (parsed.TransactionId ?? parsed.Acknowledgement?.TransactionId) is not null)
            {
                await AfterAsync(result.Message.Header.RequestId).ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            // Whatever it was: what it was done for is stored, and stays so.
            AdoptionLog.AdoptionPutOff(services.Logger, services.Options.Client, ShownException.Of(e));
        }
    }

    /// <summary>Adopts what waited for CNP's number of an inquiry, which is known now. What fails here, or is beyond the budget, is done by
    /// the <see cref="AdoptionChore"/>.</summary>
    public async Task AfterAsync(RequestId requestId)
    {
        if ((services.Options.WireFormat.Correlation & ~CorrelationKinds.RequestId) == CorrelationKinds.None)
        {
            return;
        }

        try
        {
            await AdoptAllAsync(requestId, static (_, _) => { }, CancellationToken.None, AdoptionBudget.Small()).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // Whatever it was: what it was done for is stored, and stays so.
            AdoptionLog.AdoptionPutOff(services.Logger, services.Options.Client, ShownException.Of(e));
        }
    }

    private async Task<RequestId?> FindAsync(CallbackCorrelation correlation)
    {
        var (search, choose) = (correlation.Search, correlation.Rule.Choose!);
        var candidates = await services.Store.Inquiries.FindCandidatesAsync(
            services.Options.Client, search, CancellationToken.None).ConfigureAwait(false);
        return choose(
            candidates,
            candidates.Any(record => record.RequestId == search.RequestId || StoreRules.KeysOf(record).Any(search.Keys.Contains)));
    }

    private async Task<InboxActionResult> TryAsync(InboxEntry entry, bool isBehind, CancellationToken cancellationToken)
    {
        try
        {
            return await AdoptAsync(entry.Receipt, null, isBehind, cancellationToken).ConfigureAwait(false);
        }
        catch (UhitStoreException e) when (!e.IsTransient)
        {
            AdoptionLog.StoredBytesFailed(services.Logger, entry.Client, entry.Receipt.ToString(), ShownException.Of(e));
            return new InboxActionResult { Outcome = InboxActionOutcome.NotReadable, RequestId = entry.RequestId, Reason = "damaged" };
        }
    }

    public Task<InboxActionResult> AdoptAsync(ReceiptId receipt, CancellationToken cancellationToken) =>
        AdoptAsync(receipt, null, cancellationToken);

    /// <summary>Adopts one.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <param name="told">The inquiry that the user says it belongs to; <see langword="null"/> where it is found.</param>
    /// <param name="cancellationToken">Stops.</param>
    public Task<InboxActionResult> AdoptAsync(ReceiptId receipt, RequestId? told, CancellationToken cancellationToken) =>
        AdoptAsync(receipt, told, isBehind: false, cancellationToken);

    // Behind another that waits for what it names itself, it is not adopted by that.
    private async Task<InboxActionResult> AdoptAsync(
        ReceiptId receipt, RequestId? told, bool isBehind, CancellationToken cancellationToken)
    {
        var inbox = services.Store.Inbox;
        if (await FindAsync(receipt, cancellationToken).ConfigureAwait(false) is not { } message)
        {
            return new InboxActionResult { Outcome = InboxActionOutcome.NotThere };
        }

        RequestId? requestId = message.Header.RequestId == default ? null : message.Header.RequestId;
        if (told is not null && requestId is not null && told != requestId)
        {
            return new InboxActionResult { Outcome = InboxActionOutcome.NotOfInquiry, RequestId = requestId };
        }

        if ((requestId ?? told) is { } named
            && await services.Store.Inquiries.FindAsync(message.Client, named, cancellationToken).ConfigureAwait(false) is null)
        {
            return new InboxActionResult { Outcome = InboxActionOutcome.InquiryUnknown, RequestId = named };
        }

        if (services.ReaderOf(message.WireFormat) is not { } reader)
        {
            return new InboxActionResult
            {
                Outcome = InboxActionOutcome.NotReadable,
                RequestId = requestId,
                Reason = $"unknown-wire-format:{message.WireFormat}",
            };
        }

        ParsedCallback parsed;
        try
        {
            parsed = await ReadAsync(message, reader, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is UhitStoreException { IsTransient: false } or InvalidDataException
            || UnreadableReason.Of(e) is not null)
        {
            // Another may have adopted, discarded or purged it while it was read: its bytes are bad only where it still waits.
            if (await FindAsync(receipt, cancellationToken).ConfigureAwait(false) is null)
            {
                return new InboxActionResult { Outcome = InboxActionOutcome.NotThere, RequestId = requestId };
            }

            if (UnreadableReason.Of(e) is not { } reason)
            {
                throw;
            }

            return new InboxActionResult { Outcome = InboxActionOutcome.NotReadable, RequestId = requestId, Reason = reason };
        }

        if (message.DigestVersion == ContentDigest.Version && !message.Digest.Span.SequenceEqual(parsed.Digest))
        {
            AdoptionLog.ReadDifferently(services.Logger, message.Client, message.Operation, message.MessageKey);
        }

        var source = new FactSource
        {
            Operation = message.Operation,
            Peer = message.Peer,
            Receipt = receipt,
            ReceivedAt = message.ReceivedAt,
            Header = message.Header,
            UsageCount = message.UsageCount,
        };
        var fact = parsed.ToFact(source);
        InquiryChange? Change(InquiryRecord record) => services.Apply(record, fact);
        if (requestId is null)
        {
            return await AdoptCorrelatedAsync(message, parsed, told, isBehind, Change, cancellationToken).ConfigureAwait(false);
        }

        var isAdopted = await inbox.AdoptAsync(receipt, Change, cancellationToken).ConfigureAwait(false);
        if (isAdopted)
        {
            services.Signal.Changed(requestId.Value);
            AdoptionLog.Adopted(services.Logger, message.Client, message.Operation, message.MessageKey, requestId.Value.Value);
        }

        // Otherwise somebody else was faster.
        return new InboxActionResult
        {
            Outcome = isAdopted ? InboxActionOutcome.Adopted : InboxActionOutcome.NotThere,
            RequestId = requestId,
        };
    }

    private async Task<InboxActionResult> AdoptCorrelatedAsync(
        InboxMessage message, ParsedCallback parsed, RequestId? told, bool isBehind, Func<InquiryRecord, InquiryChange?> change,
        CancellationToken cancellationToken)
    {
        var rule = told is { } id ? CallbackCorrelation.ToUsers(parsed, id) : CallbackCorrelation.Of(parsed, message.ReceivedAt)?.Rule;
        var hasToWait = false;
        if (isBehind && rule is { Choose: { } choose })
        {
            rule = rule with { Choose = (candidates, areNamed) => (hasToWait = areNamed) ? null : choose(candidates, areNamed) };
        }

        if (rule is null || await services.Store.Inbox.AdoptCorrelatedAsync(
            message.Receipt, rule, change, cancellationToken).ConfigureAwait(false) is not { } found)
        {
            if (hasToWait)
            {
                return Behind;
            }

            var stillWaits = await FindAsync(message.Receipt, cancellationToken).ConfigureAwait(false) is not null;
            return new InboxActionResult
            {
                Outcome = !stillWaits ? InboxActionOutcome.NotThere
                    : told is null ? InboxActionOutcome.InquiryUnknown
                    : InboxActionOutcome.NotOfInquiry,
                RequestId = told,
            };
        }

        services.Signal.Changed(found);
        AdoptionLog.Adopted(services.Logger, message.Client, message.Operation, message.MessageKey, found.Value);
        AdoptionLog.Found(services, StoreRules.ForInquiry(message, found));
        return new InboxActionResult { Outcome = InboxActionOutcome.Adopted, RequestId = found };
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
        await StoredBodies.RequireIntactAsync(
            services.Store.Inbox, message.Receipt, message.BodyEncoding, message.BodySha256, cancellationToken).ConfigureAwait(false);
        return await StoredCopies.ReadAsync(services, reader, message, cancellationToken).ConfigureAwait(false);
    }
}
