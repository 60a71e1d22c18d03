using System.Diagnostics;
using Uhit.Client.Store;

namespace Uhit.Client.Events.Dispatching;

/// <summary>One call of one handler for one event: bounded in time, and left alone where it does not come back.</summary>
internal sealed class HandlerCall(DispatchServices services, DispatchClaim claim, StoredEvent stored, string name)
{
    private readonly DispatcherSettings _options = services.Options;
    private volatile HandlerCommit? _commit;

    /// <param name="lost">The application stops, or the claim is lost: cancels the handler's token.</param>
    /// <param name="leaving">Waits for the handler no more.</param>
    public async Task<CallResult> RunAsync(CancellationToken lost, CancellationToken leaving)
    {
        using var activity = UhitTelemetry.Source.StartActivity(UhitTelemetry.HandleActivity, ActivityKind.Consumer);
        var startedAt = services.Time.GetTimestamp();
        var late = new CancellationTokenSource(_options.Callback.HandlerTimeout, services.Time);
        var cut = CancellationTokenSource.CreateLinkedTokenSource(lost, late.Token);

        // A handler may block its thread.
        var running = Task.Run(() => InvokeAsync(lost, cut.Token), CancellationToken.None);
        await ((Task)running).WaitAsync(cut.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!running.IsCompleted)
        {
            await Task.WhenAny(running, Task.Delay(_options.Grace, services.Time, leaving)).ConfigureAwait(false);
        }

        var result = running.IsCompleted ? await JudgeAsync(running, lost, late.Token).ConfigureAwait(false)
            : new CallResult(lost.IsCancellationRequested ? CallOutcome.LeftAlone
            : _commit is { Writing.IsCompleted: true } ? CallOutcome.StoreFailed
            : CallOutcome.Hangs);
        _ = EndAsync(running, late, cut, wasLeft: !running.IsCompleted);
        Measure(activity, result.Outcome, startedAt);
        return result;
    }

    private static async Task<CallResult> JudgeAsync(Task<CallResult> running, CancellationToken lost, CancellationToken late)
    {
        try
        {
            return await running.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested)
        {
            return new CallResult(CallOutcome.CutOff);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            return new CallResult(CallOutcome.TimedOut);
        }
        catch (Exception e)
        {
            return new CallResult(CallOutcome.Failed, e);
        }
    }

    private async Task<CallResult> InvokeAsync(CancellationToken lost, CancellationToken cancellationToken)
    {
        var usageEvent = services.Handlers.Events.Create(stored, stored.Handlers.GetValueOrDefault(name), services.Store);
        var handler = await services.Handlers.OpenAsync(name, stored.Kind).ConfigureAwait(false);
        try
        {
            await handler.HandleAsync(usageEvent, cancellationToken).ConfigureAwait(false);
            if (handler.CommitAsync is not { } commit)
            {
                return new CallResult(CallOutcome.Completed);
            }

            // Nobody waits any more for one that was late: it must not begin to write.
            cancellationToken.ThrowIfCancellationRequested();
            _commit = new HandlerCommit(
                services, claim, stored.Sequence, name, (transaction, token) => commit(usageEvent, transaction, token));
            return await _commit.RunAsync(lost, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // One that was cut off in its transaction may still be at work in its scope.
            if (_commit?.Writing is { IsCompleted: false } writing)
            {
                _ = DisposeAfterAsync(handler, writing);
            }
            else
            {
                await handler.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task DisposeAfterAsync(ResolvedHandler handler, Task writing)
    {
        await writing.ConfigureAwait(false);
        try
        {
            await handler.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            DispatchLog.HandlerException(services.Logger, claim.Client, name, ShownException.Of(e));
        }
    }

    // The call's token is not disposed under a handler that still runs.
    private async Task EndAsync(Task running, CancellationTokenSource late, CancellationTokenSource cut, bool wasLeft)
    {
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cut.Dispose();
        late.Dispose();
        if (wasLeft)
        {
            DispatchLog.CameBack(services.Logger, claim.Client, name, stored.Kind, stored.RequestId.Value);
        }
    }

    private void Measure(Activity? activity, CallOutcome outcome, long startedAt)
    {
        var tags = new TagList
        {
            { UhitTelemetry.ClientTag, claim.Client },
            { UhitTelemetry.EventTag, stored.Kind.ToString() },
            { UhitTelemetry.HandlerTag, name },
        };
        if (outcome == CallOutcome.Hangs)
        {
            UhitTelemetry.Hung.Add(1, tags);
        }

        tags.Add(UhitTelemetry.OutcomeTag, outcome == CallOutcome.Committed ? nameof(CallOutcome.Completed) : outcome.ToString());
        foreach (var tag in tags)
        {
            activity?.SetTag(tag.Key, tag.Value);
        }

        UhitTelemetry.Handled.Record(services.Time.GetElapsedTime(startedAt).TotalSeconds, tags);
    }
}

/// <summary>How the call of a handler ended, and with what.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Failure">What it threw, where it failed; or what the store threw.</param>
internal sealed record CallResult(CallOutcome Outcome, Exception? Failure = null)
{
    /// <summary>What stands as the type of the error where a handler took too long.</summary>
    public const string TimedOutType = "HandlerTimedOut";

    /// <summary>The type of the error, where it failed; null where it did not.</summary>
    public string? ErrorType => Outcome switch
    {
        CallOutcome.Failed => Failure!.GetType().FullName ?? Failure.GetType().Name,
        CallOutcome.TimedOut or CallOutcome.Hangs => TimedOutType,
        _ => null,
    };
}
