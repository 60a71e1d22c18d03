using Uhit.Client.Store;

namespace Uhit.Client.Events.Dispatching;

/// <summary>Handles the events of one claimed inquiry, in order, and gives the claim back.</summary>
internal sealed class ClaimRun(DispatchServices services, DispatchClaim claim)
{
    private const int ManyClaims = 5;

    // Long enough not to beset a store that is in trouble.
    private static readonly TimeSpan PauseAfterStoreFailure = TimeSpan.FromSeconds(5);

    private readonly IDispatchStore _dispatch = services.Store.Dispatch;
    private int _begun;
    private bool _hangs;
    private bool _storeFailed;
    private DateTimeOffset? _nextTry;

    /// <summary>Runs through the events until one can't be finished now.</summary>
    /// <param name="stopping">Begins no other event.</param>
    /// <param name="aborting">Cuts handlers off.</param>
    /// <param name="leaving">Waits for handlers no more.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken aborting, CancellationToken leaving)
    {
        var lease = new LeaseKeeper(services, claim, aborting);
        try
        {
            foreach (var stored in claim.Events)
            {
                if (stopping.IsCancellationRequested || !await HandleAsync(stored, lease, leaving).ConfigureAwait(false))
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (lease.Lost.IsCancellationRequested)
        {
            // Told where it happened.
        }
        catch (Exception e)
        {
            _storeFailed = true;
            DispatchLog.StoreFailed(services.Logger, claim.Client, e);
        }
        finally
        {
            await lease.DisposeAsync().ConfigureAwait(false);
            await EndAsync().ConfigureAwait(false);
        }
    }

    /// <returns>Whether the event is finished, so that the next one may come.</returns>
    private async Task<bool> HandleAsync(StoredEvent stored, LeaseKeeper lease, CancellationToken leaving)
    {
        var names = services.Handlers.NamesFor(stored.Kind).ToList();
        var areAllDone = names.Count > 0;
        foreach (var name in names)
        {
            var progress = stored.Handlers.GetValueOrDefault(name);
            if (progress is { IsComplete: true } or { IsDead: true })
            {
                continue;
            }

            // A handler need not heed the token, and another process may have the inquiry by now.
            lease.Lost.ThrowIfCancellationRequested();
            if (progress?.NotBefore > services.Time.GetUtcNow())
            {
                _nextTry = _nextTry < progress.NotBefore ? _nextTry : progress.NotBefore;
                areAllDone = false;
                continue;
            }

            Begin(stored);
            areAllDone &= await CallAsync(stored, name, lease, leaving).ConfigureAwait(false);
            if (_hangs || _storeFailed)
            {
                return false;
            }
        }

        // Notes are written whoever stops us: work that is done must not be done again.
        if (areAllDone)
        {
            await NoteAsync(_dispatch.FinishAsync(claim, stored.Sequence, CancellationToken.None), lease).ConfigureAwait(false);
        }

        return areAllDone;
    }

    // Those behind the first were handed out as often, and are not to blame.
    private void Begin(StoredEvent stored)
    {
        var index = claim.Events.TakeWhile(other => other.Sequence < stored.Sequence).Count();
        if (index == 0 && _begun == 0 && stored.OpenClaims > ManyClaims)
        {
            DispatchLog.MayEndTheProcess(
                services.Logger, claim.Client, stored.Kind, stored.Key, stored.RequestId.Value, stored.OpenClaims - 1);
        }

        _begun = index + 1;
    }

    /// <returns>Whether the handler is done with the event, or given up.</returns>
    private async Task<bool> CallAsync(StoredEvent stored, string name, LeaseKeeper lease, CancellationToken leaving)
    {
        var (logger, kind, id) = (services.Logger, stored.Kind, stored.RequestId.Value);
        var result = await new HandlerCall(services, claim, stored, name).RunAsync(lease.Lost, leaving).ConfigureAwait(false);
        switch (result.Outcome)
        {
            case CallOutcome.Completed:
                await NoteAsync(
                    _dispatch.CompleteHandlerAsync(claim, stored.Sequence, name, CancellationToken.None), lease).ConfigureAwait(false);
                return true;
            case CallOutcome.Committed:
                return true;
            case CallOutcome.CutOff:
                DispatchLog.CutOff(logger, claim.Client, name, kind, id);
                throw new OperationCanceledException(lease.Lost);
            case CallOutcome.LeftAlone:
                DispatchLog.LeftAlone(logger, claim.Client, name, kind, id);
                throw new OperationCanceledException(lease.Lost);
            case CallOutcome.Refused:
                await NoteAsync(Task.FromResult(false), lease).ConfigureAwait(false);
                return false;
            case CallOutcome.StoreFailed:
                _storeFailed = true;
                DispatchLog.StoreFailedInTransaction(logger, claim.Client, name, kind, id, Soon(PauseAfterStoreFailure), result.Failure);
                return false;
            case CallOutcome.Hangs:
                _hangs = true;
                DispatchLog.HandlerHangs(logger, claim.Client, name, kind, id, services.Options.Callback.HandlerTimeout);
                break;
        }

        return await NoteFailureAsync(stored, name, result, lease).ConfigureAwait(false);
    }

    /// <returns>Whether it was given up.</returns>
    private async Task<bool> NoteFailureAsync(StoredEvent stored, string name, CallResult result, LeaseKeeper lease)
    {
        var (logger, kind, errorType) = (services.Logger, stored.Kind, result.ErrorType!);
        var failures = (stored.Handlers.GetValueOrDefault(name)?.Failures ?? 0) + 1;
        var now = services.Time.GetUtcNow();
        var next = now + services.Options.RetryDelay(failures, Random.Shared.NextDouble());
        if (result.Failure is not null)
        {
            DispatchLog.HandlerException(logger, claim.Client, name, ShownException.Of(result.Failure));
        }

        await NoteAsync(
            _dispatch.FailHandlerAsync(claim, stored.Sequence, name, errorType, now, next, CancellationToken.None),
            lease).ConfigureAwait(false);
        if (next is { } notBefore)
        {
            DispatchLog.HandlerFailed(logger, claim.Client, name, kind, stored.RequestId.Value, errorType, failures, notBefore);
            return false;
        }

        DispatchLog.DeadLettered(logger, claim.Client, name, kind, stored.Key, errorType, failures, stored.RequestId.Value);
        UhitTelemetry.Died.Add(
            1, new(UhitTelemetry.ClientTag, claim.Client), new(UhitTelemetry.EventTag, kind.ToString()),
            new(UhitTelemetry.HandlerTag, name));
        return true;
    }

    /// <exception cref="OperationCanceledException">The store says that the claim does not hold
    /// any more: nothing of it may go on.</exception>
    private static async Task NoteAsync(Task<bool> note, LeaseKeeper lease)
    {
        if (!await note.ConfigureAwait(false))
        {
            await lease.LoseAsync().ConfigureAwait(false);
            lease.Lost.ThrowIfCancellationRequested();
        }
    }

    private async Task EndAsync()
    {
        try
        {
            if (_hangs)
            {
                // Given back now, it would be claimed while the handler is at work. Its lease runs out.
                return;
            }

            if (_storeFailed)
            {
                // Given back now, it would be claimed at once, and its handlers be called again and again for nothing.
                await _dispatch.RenewAsync(claim, Soon(PauseAfterStoreFailure), CancellationToken.None).ConfigureAwait(false);
                return;
            }

            if (_begun == 0 && _nextTry is { } nextTry)
            {
                // The store takes it for ready, by a handler that is not registered here: kept for a while, it does not come back at once.
                await _dispatch.RenewAsync(claim, Soon(nextTry - services.Time.GetUtcNow()), CancellationToken.None).ConfigureAwait(false);
                return;
            }

            var notBegun = _begun < claim.Events.Count ? claim.Events[_begun].Sequence : (long?)null;
            await _dispatch.ReleaseAsync(claim, notBegun, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // The lease runs out by itself.
            DispatchLog.StoreFailed(services.Logger, claim.Client, e);
        }
    }

    // No longer than a claim that nobody renews would hold.
    private DateTimeOffset Soon(TimeSpan pause) =>
        services.Time.GetUtcNow() + (pause < services.Options.Callback.Lease ? pause : services.Options.Callback.Lease);
}
