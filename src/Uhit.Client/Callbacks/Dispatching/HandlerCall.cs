using System.Diagnostics;
using Uhit.Client.Store;

namespace Uhit.Client.Callbacks.Dispatching;

/// <summary>One call of one handler for one event: bounded in time, and left alone where it does not come back.</summary>
internal sealed class HandlerCall(DispatchServices services, DispatchClaim claim, StoredEvent stored, string name)
{
    private readonly CallbackDispatcherOptions _options = services.Options;

    /// <param name="lost">The application stops, or the claim is lost: cancels the handler's token.</param>
    /// <param name="leaving">Waits for the handler no more.</param>
    public async Task<CallResult> RunAsync(CancellationToken lost, CancellationToken leaving)
    {
        using var activity = CallbackTelemetry.Source.StartActivity(CallbackTelemetry.HandleActivity, ActivityKind.Consumer);
        var startedAt = services.Time.GetTimestamp();
        var late = new CancellationTokenSource(_options.HandlerTimeout, services.Time);
        var cut = CancellationTokenSource.CreateLinkedTokenSource(lost, late.Token);

        // A handler may block its thread.
        var running = Task.Run(() => InvokeAsync(cut.Token), CancellationToken.None);
        await ((Task)running).WaitAsync(cut.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!running.IsCompleted)
        {
            await Task.WhenAny(running, Task.Delay(_options.Grace, services.Time, leaving)).ConfigureAwait(false);
        }

        var result = running.IsCompleted ? await JudgeAsync(running, lost, late.Token).ConfigureAwait(false)
            : new CallResult(lost.IsCancellationRequested ? CallOutcome.LeftAlone : CallOutcome.Hangs);
        _ = EndAsync(running, late, cut, wasLeft: !running.IsCompleted);
        Measure(activity, result.Outcome, startedAt);
        return result;
    }

    private static async Task<CallResult> JudgeAsync(Task<CallOutcome> running, CancellationToken lost, CancellationToken late)
    {
        try
        {
            return new CallResult(await running.ConfigureAwait(false));
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

    private async Task<CallOutcome> InvokeAsync(CancellationToken cancellationToken)
    {
        var usageEvent = EventFactory.Create(stored, stored.Handlers.GetValueOrDefault(name), services.Store);
        var scope = await services.Handlers.OpenAsync(name, usageEvent.GetType()).ConfigureAwait(false);
        var writing = Task.CompletedTask;
        try
        {
            await scope.Handler.HandleAsync(usageEvent, cancellationToken).ConfigureAwait(false);
            if (scope.Handler.CommitAsync is not { } commit)
            {
                return CallOutcome.Completed;
            }

            // Nobody waits any more for one that was late: it must not begin to write.
            cancellationToken.ThrowIfCancellationRequested();
            var isComplete = await services.Store.Dispatch.CompleteHandlerInTransactionAsync(
                claim,
                stored.Sequence,
                name,
                async (transaction, token) =>
                {
                    token.ThrowIfCancellationRequested();
                    var ended = new TaskCompletionSource();
                    writing = ended.Task;
                    try
                    {
                        await commit(usageEvent, transaction, token).ConfigureAwait(false);
                    }
                    finally
                    {
                        ended.SetResult();
                    }
                },
                _options.CommitTimeout,
                cancellationToken).ConfigureAwait(false);
            return isComplete ? CallOutcome.Committed : CallOutcome.Refused;
        }
        finally
        {
            // One that was cut off in its transaction may still be at work in its scope.
            if (writing.IsCompleted)
            {
                await scope.DisposeAsync().ConfigureAwait(false);
            }
            else
            {
                _ = DisposeAfterAsync(scope, writing);
            }
        }
    }

    private async Task DisposeAfterAsync(HandlerScope scope, Task writing)
    {
        await writing.ConfigureAwait(false);
        try
        {
            await scope.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            DispatchLog.HandlerException(services.Logger, claim.Client, name, e);
        }
    }

    // Its token is not disposed under a handler that still runs.
    private async Task EndAsync(Task running, CancellationTokenSource late, CancellationTokenSource cut, bool wasLeft)
    {
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cut.Dispose();
        late.Dispose();
        if (wasLeft)
        {
            DispatchLog.CameBack(services.Logger, claim.Client, name, stored.Event.Kind, stored.RequestId.Value);
        }
    }

    private void Measure(Activity? activity, CallOutcome outcome, long startedAt)
    {
        var tags = new TagList
        {
            { CallbackTelemetry.ClientTag, claim.Client },
            { CallbackTelemetry.EventTag, stored.Event.Kind.ToString() },
            { CallbackTelemetry.HandlerTag, name },
        };
        if (outcome == CallOutcome.Hangs)
        {
            CallbackTelemetry.Hung.Add(1, tags);
        }

        tags.Add(CallbackTelemetry.OutcomeTag, outcome == CallOutcome.Committed ? nameof(CallOutcome.Completed) : outcome.ToString());
        foreach (var tag in tags)
        {
            activity?.SetTag(tag.Key, tag.Value);
        }

        CallbackTelemetry.Handled.Record(services.Time.GetElapsedTime(startedAt).TotalSeconds, tags);
    }
}
