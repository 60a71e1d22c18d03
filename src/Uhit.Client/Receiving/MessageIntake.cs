using Uhit.Client.Inquiries;
using Uhit.Client.Receiving.Adoption;
using Uhit.Client.Store;
using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Uhit.Client.Receiving;

/// <summary>Takes one staged body into the store: reads it, and commits or keeps it. The same for a callback, for an answer of CNP's
/// service, and for a kept one that is read again.</summary>
/// <remarks>Usage is appended in batches while the rest is read, at most two of them behind: memory stays flat, and a flood of small lines
/// costs no commit for each. Read once.</remarks>
internal sealed class MessageIntake(ReceivingServices services, ReceivedBody body)
{
    private const int MaxBatchLines = 1000;
    private const int MaxBatchBytes = 1024 * 1024;

    private readonly ReceiverSettings _options = services.Options;
    private List<PackedUsage> _batch = [];
    private long _batchBytes;
    private int _lines;
    private Task _lastButOne = Task.CompletedTask;
    private Task _last = Task.CompletedTask;

    public ReceivedBody Body => body;

    /// <summary>What it is, as soon as that is known.</summary>
    public UhitOperation? Operation { get; private set; }

    /// <summary>Whether what is staged belongs to a message, or to one that is kept.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>Reads the body; its usage goes to the store batch by batch.</summary>
    /// <exception cref="BodyException">It took longer than <see cref="UhitCallbackOptions.ReadTimeout"/>.</exception>
    public async Task<ParsedCallback> ReadAsync(CancellationToken cancellationToken) =>
        await TryReadAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new UntranslatableException(body.Head.ReadAs, null, new WireFormatException("missing-element", "Header"));

    /// <summary>Reads the body, as above; of an answer, <see langword="null"/> where it does not hold what it is read for.</summary>
    public async Task<ParsedCallback?> TryReadAsync(CancellationToken cancellationToken)
    {
        // The wait for a turn counts too: what waits long is swept, and its sender had better send it again.
        using var limit = new CancellationTokenSource(_options.Callback.ReadTimeout, services.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using var turn = await services.Turns.OpenAsync(body.Peer, body.Spool.Length, either.Token).ConfigureAwait(false);
            return await ReadInTurnsAsync(turn, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new BodyException(BodyProblem.ReadTooLong, e);
        }
    }

    /// <summary>Stores the message, unless it is there already.</summary>
    /// <returns>Stored, unmatched, duplicate or conflict; and the message that is in the store.</returns>
    /// <param name="parsed">What it says.</param>
    /// <param name="unmatched">How much of its peer's may be unmatched; <see langword="null"/> for no bound.</param>
    /// <param name="isToBeConfirmed">Whether the inquiry is to remember that CNP has to be told that it is stored.</param>
    public async Task<InboxResult> StoreAsync(ParsedCallback parsed, RoomQuota? unmatched, bool isToBeConfirmed = false)
    {
        var fact = parsed.ToFact(new FactSource
        {
            Operation = parsed.Operation,
            Peer = body.Peer,
            Receipt = body.Receipt,
            ReceivedAt = body.ReceivedAt,
            Header = parsed.Header,
            UsageCount = parsed.LineCount,
        });
        var correlation = CallbackCorrelation.Of(parsed, body.ReceivedAt);
        var message = body.ToMessage(services, parsed) with { UnmatchedQuota = unmatched, Correlation = correlation?.Rule };

        // Short, and not to be left half-known: a caller that breaks off now finds its message stored when it sends it again.
        var result = await services.Store.Inbox
            .CommitAsync(
                message,
                record => services.Apply(isToBeConfirmed ? record.Note(parsed.ToFetch(body.ReceivedAt)) : record, fact),
                CancellationToken.None)
            .ConfigureAwait(false);
        IsSettled = result.Outcome is InboxOutcome.Stored or InboxOutcome.Unmatched;
        if (correlation is not null)
        {
            AdoptionLog.Tell(services, result, correlation.Choice);
        }

        if (result.Outcome != InboxOutcome.DigestVersionDiffers)
        {
            return result;
        }

        return result with
        {
            Outcome = await IsSameAsync(result.Message, parsed).ConfigureAwait(false) ? InboxOutcome.Duplicate : InboxOutcome.Conflict,
        };
    }

    /// <summary>Keeps the bytes of a message that could not be taken, for people to look at. All of it has to be staged.</summary>
    /// <returns>Whether there was room for them.</returns>
    /// <param name="reason">Why it could not be taken.</param>
    /// <param name="operation">What it is, where that is known.</param>
    /// <param name="messageKey">Its number, where that is known.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<bool> KeepAsync(
        string reason, UhitOperation? operation, string? messageKey, CancellationToken cancellationToken)
    {
        var isKept = await services.Store.Inbox
            .KeepUnreadableAsync(
                body.ToUnreadable(_options, reason, operation, messageKey),
                new RoomQuota(_options.Callback.MaxUnreadableBytes, ReceiverSettings.MaxUnreadableEntries),
                body.Spool.StagedChunks,
                cancellationToken)
            .ConfigureAwait(false);
        IsSettled = true;
        return isKept;
    }

    /// <summary>Counts what the bounded rooms hold, after something was put there. It stays
    /// there, whether we can count it or not.</summary>
    public async Task LookAtRoomsAsync()
    {
        try
        {
            await services.Rooms.LookAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (UhitStoreException e)
        {
            ReceivingLog.Exception(services.Logger, _options.Client, body.Peer, e);
        }
    }

    private async Task<ParsedCallback?> ReadInTurnsAsync(ReadingTurns.Turn turn, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var parsed = await turn.RunAsync(() => services.Reader.TryRead(
                () => body.Spool.Open(cancellationToken),
                body.Head,
                Admit,
                history => Take(history, turn, stop),
                bytes => turn.Spend(bytes, cancellationToken),
                cancellationToken)).ConfigureAwait(false);
            HandOver(stop);
            await _last.ConfigureAwait(false);
            return parsed is null ? null : parsed with { Header = WithAuthenticationId(parsed.Header) };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The store failed, which stopped the reader: its exception is the one to tell.
            await _last.ConfigureAwait(false);
            throw;
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await _last.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Waits while the store is behind, and lets others read meanwhile.
    private void Take(UsageHistory history, ReadingTurns.Turn turn, CancellationTokenSource stop)
    {
        var packed = UsageCodec.Pack(history);
        _batch.Add(packed);
        _batchBytes += packed.Content.Length;
        if (_batch.Count >= MaxBatchLines || _batchBytes >= MaxBatchBytes)
        {
            turn.WaitFor(_lastButOne, stop.Token);
            HandOver(stop);
        }
    }

    private void HandOver(CancellationTokenSource stop)
    {
        if (_batch.Count == 0)
        {
            return;
        }

        var (before, ordinal, batch) = (_last, _lines, _batch);
        (_lastButOne, _last) = (before, Task.Run(() => AppendAsync(before, ordinal, batch, stop), CancellationToken.None));
        _lines += batch.Count;
        _batch = [];
        _batchBytes = 0;
    }

    private async Task AppendAsync(Task before, int ordinal, List<PackedUsage> batch, CancellationTokenSource stop)
    {
        try
        {
            await before.ConfigureAwait(false);
            await services.Store.Inbox.AppendUsageAsync(body.Receipt, ordinal, batch, stop.Token).ConfigureAwait(false);
        }
        catch
        {
            // Stops a reader that would hand over more.
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private void Admit(UhitOperation operation, MessageHeader header)
    {
        Operation = operation;
        if (WithAuthenticationId(header).AuthenticationId != _options.AuthenticationId)
        {
            throw new RefusedCallbackException(
                operation, header,
                new ReportedError { Code = "NotAuthorized", Description = "The AuthenticationId is not served at this address." });
        }
    }

    // Where the contract has none, the address and the certificate say whose it is.
    private MessageHeader WithAuthenticationId(MessageHeader header) =>
        header.AuthenticationId == default ? header with { AuthenticationId = _options.AuthenticationId } : header;

    private async Task<bool> IsSameAsync(InboxMessage stored, ParsedCallback parsed)
    {
        if (stored.PurgedAt is null)
        {
            return await StoredCopies.HaveDigestAsync(services, stored, parsed.Digest).ConfigureAwait(false);
        }

        // What it would be compared with is gone: its identity is all that is left to go by.
        ReceivingLog.NotCompared(services.Logger, _options.Client, stored.Operation, stored.MessageKey, stored.Peer);
        return true;
    }
}
