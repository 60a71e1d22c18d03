using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Uhit.Client.Store;

namespace Uhit.Client.Callbacks.Dispatching;

/// <summary>Handles the events of one claimed inquiry, in order, and keeps the claim while it does.</summary>
internal sealed class ClaimRun(
    CallbackDispatcherOptions options, IUhitStore store, HandlerSet handlers, TimeProvider time, ILogger logger, DispatchClaim claim)
{
    /// <summary>Runs through the events until one can't be finished now.</summary>
    public async Task RunAsync(CancellationToken stopping, CancellationToken aborting)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(aborting);
        using var done = new CancellationTokenSource();
        var renewing = RenewAsync(lost, done.Token);
        try
        {
            foreach (var stored in claim.Events)
            {
                if (stopping.IsCancellationRequested || !await HandleAsync(stored, lost).ConfigureAwait(false))
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested)
        {
            // Told where it happened.
        }
        catch (Exception e)
        {
            DispatchLog.StoreFailed(logger, claim.Client, e);
        }
        finally
        {
            await done.CancelAsync().ConfigureAwait(false);
            await renewing.ConfigureAwait(false);
            await ReleaseAsync().ConfigureAwait(false);
        }
    }

    /// <returns>Whether the event is finished, so that the next one may come.</returns>
    private async Task<bool> HandleAsync(StoredEvent stored, CancellationTokenSource lost)
    {
        var names = handlers.NamesFor(stored.Event.Kind);
        var areAllDone = names.Count > 0;
        foreach (var name in names)
        {
            var progress = stored.Handlers.GetValueOrDefault(name);
            if (progress is { IsComplete: true })
            {
                continue;
            }

            // A handler need not heed the token, and another process may have the inquiry by now.
            lost.Token.ThrowIfCancellationRequested();
            areAllDone &= !(progress?.NotBefore > time.GetUtcNow())
                && await CallAsync(stored, name, progress?.Failures ?? 0, lost).ConfigureAwait(false);
        }

        // Notes are written whoever stops us: work that is done must not be done again.
        if (areAllDone)
        {
            await NoteAsync(store.Dispatch.FinishAsync(claim, stored.Sequence, CancellationToken.None), lost).ConfigureAwait(false);
        }

        return areAllDone;
    }

    private async Task<bool> CallAsync(StoredEvent stored, string name, int failures, CancellationTokenSource lost)
    {
        using var activity = CallbackTelemetry.Source.StartActivity(CallbackTelemetry.HandleActivity, ActivityKind.Consumer);
        var startedAt = time.GetTimestamp();
        var outcome = "Completed";
        try
        {
            await handlers.InvokeAsync(name, EventFactory.Create(stored, failures, store), lost.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested)
        {
            outcome = "CutOff";
            DispatchLog.CutOff(logger, claim.Client, name, stored.Event.Kind, stored.RequestId.Value);
            throw;
        }
        catch (Exception e)
        {
            outcome = "Failed";
            await NoteFailureAsync(stored, name, failures + 1, e, lost).ConfigureAwait(false);
            return false;
        }
        finally
        {
            Measure(activity, stored.Event.Kind, name, outcome, startedAt);
        }

        await NoteAsync(store.Dispatch.CompleteHandlerAsync(claim, stored.Sequence, name, CancellationToken.None), lost).ConfigureAwait(false);
        return true;
    }

    private async Task NoteFailureAsync(StoredEvent stored, string name, int failures, Exception failure, CancellationTokenSource lost)
    {
        var errorType = failure.GetType().FullName ?? failure.GetType().Name;
        var notBefore = time.GetUtcNow() + options.RetryDelay(failures);
        DispatchLog.HandlerFailed(logger, claim.Client, name, stored.Event.Kind, stored.RequestId.Value, errorType, failures, notBefore);
        DispatchLog.HandlerException(logger, claim.Client, name, failure);
        await NoteAsync(store.Dispatch.FailHandlerAsync(
            claim, stored.Sequence, name, new HandlerFailure { ErrorType = errorType, At = time.GetUtcNow(), NotBefore = notBefore }, CancellationToken.None), lost).ConfigureAwait(false);
    }

    /// <exception cref="OperationCanceledException">The store says that the claim does not hold any more: nothing of it may go on.</exception>
    private async Task NoteAsync(Task<bool> note, CancellationTokenSource lost)
    {
        if (!await note.ConfigureAwait(false))
        {
            DispatchLog.ClaimLost(logger, claim.Client, claim.RequestId.Value);
            await lost.CancelAsync().ConfigureAwait(false);
            lost.Token.ThrowIfCancellationRequested();
        }
    }

    private async Task RenewAsync(CancellationTokenSource lost, CancellationToken done)
    {
        var until = claim.Until;
        while (!done.IsCancellationRequested)
        {
            await Task.Delay(options.Lease / 3, time, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (done.IsCancellationRequested)
            {
                return;
            }

            try
            {
                var next = time.GetUtcNow() + options.Lease;
                if (await store.Dispatch.RenewAsync(claim, next, done).ConfigureAwait(false))
                {
                    until = next;
                    continue;
                }

                DispatchLog.ClaimLost(logger, claim.Client, claim.RequestId.Value);
                await lost.CancelAsync().ConfigureAwait(false);
                return;
            }
            catch (OperationCanceledException) when (done.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                DispatchLog.StoreFailed(logger, claim.Client, e);
                if (time.GetUtcNow() >= until)
                {
                    // Nobody can say any more that the inquiry is ours.
                    await lost.CancelAsync().ConfigureAwait(false);
                    return;
                }
            }
        }
    }

    private async Task ReleaseAsync()
    {
        try
        {
            await store.Dispatch.ReleaseAsync(claim, null, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // The lease runs out by itself.
            DispatchLog.StoreFailed(logger, claim.Client, e);
        }
    }

    private void Measure(Activity? activity, StoredEventKind kind, string name, string outcome, long startedAt)
    {
        var tags = new TagList
        {
            { CallbackTelemetry.ClientTag, claim.Client },
            { CallbackTelemetry.EventTag, kind.ToString() },
            { CallbackTelemetry.HandlerTag, name },
            { CallbackTelemetry.OutcomeTag, outcome },
        };
        foreach (var tag in tags)
        {
            activity?.SetTag(tag.Key, tag.Value);
        }

        CallbackTelemetry.Handled.Record(time.GetElapsedTime(startedAt).TotalSeconds, tags);
    }
}
