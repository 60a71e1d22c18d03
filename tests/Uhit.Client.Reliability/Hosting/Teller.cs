using Uhit.Client.Reliability.Probing;
using Uhit.Client.Reliability.Processes;
using Uhit.Client.Store;

namespace Uhit.Client.Reliability.Hosting;

/// <summary>Tells the parent what the store says about the work of handlers.</summary>
internal sealed class Teller(ParentLine parent)
{
    public Task<object?> OnCallAsync(StoreCall call, Func<Task<object?>> next) => call.Method switch
    {
        nameof(IDispatchStore.RenewAsync) when parent.Settings.TellsCompletions => NeverRenewAsync(call),
        nameof(IDispatchStore.FinishAsync) when parent.Settings.TellsFinished => FinishAsync(call, next),
        nameof(IDispatchStore.CompleteHandlerAsync) or nameof(IDispatchStore.CompleteHandlerInTransactionAsync) when IsWatched(call) =>
            CompleteAsync(call, next),
        _ => next(),
    };

    // It is the store that must refuse, and not the worker that learns first, by its next renewal, that it has lost its claim.
    private static async Task<object?> NeverRenewAsync(StoreCall call)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, call.Argument<CancellationToken>()).ConfigureAwait(false);
        return false;
    }

    private bool IsWatched(StoreCall call) => parent.Settings.TellsCompletions && parent.Settings.PausesAt switch
    {
        PausePlace.Plain => call.Argument<string>() == HostServices.PlainHandlerName,
        _ => call.Argument<string>() == HostServices.TransactionalHandlerName,
    };

    private async Task<object?> FinishAsync(StoreCall call, Func<Task<object?>> next)
    {
        var result = await next().ConfigureAwait(false);
        if (result is true)
        {
            parent.Tell("finished " + KeyOf(call));
        }

        return result;
    }

    private async Task<object?> CompleteAsync(StoreCall call, Func<Task<object?>> next)
    {
        try
        {
            var result = await next().ConfigureAwait(false);
            parent.Tell($"completion {KeyOf(call)} {(result is true ? "taken" : "refused")}");
            return result;
        }
        catch (Exception)
        {
            // Cut off by the server, which had ended the transaction: nothing of it is committed.
            parent.Tell($"completion {KeyOf(call)} refused");
            throw;
        }
    }

    private static string KeyOf(StoreCall call)
    {
        var sequence = call.Argument<long>();
        return call.Argument<DispatchClaim>().Events.Single(stored => stored.Sequence == sequence).Key;
    }
}
