using System.Data.Common;
using Uhit.Client.Reliability.Probing;
using Uhit.Client.Reliability.Stores;
using Uhit.Client.Store;

namespace Uhit.Client.Reliability.Hosting;

/// <summary>Around a store, what a careless library would do.</summary>
internal sealed class BrokenStore(BrokenPromise promise, StoreSite site, IUhitStore store)
{
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(1);

    public Task<object?> OnCallAsync(StoreCall call, Func<Task<object?>> next) => (promise, call.Method) switch
    {
        (BrokenPromise.AcknowledgesBeforeCommit, nameof(ICallbackInbox.CommitAsync)) => Task.FromResult<object?>(CommitLater(call, next)),
        (BrokenPromise.CompletesBeforeHandler, nameof(IDispatchStore.ClaimAsync)) => ClaimAsync(next),
        (BrokenPromise.CompletesBeforeHandler, nameof(IDispatchStore.CompleteHandlerAsync)) => Task.FromResult<object?>(true),
        (BrokenPromise.IgnoresFencing, nameof(IDispatchStore.CompleteHandlerAsync)) => CompleteAnywayAsync(call, next),
        (BrokenPromise.CompletesBeforeHandler or BrokenPromise.IgnoresFencing, nameof(IDispatchStore.CompleteHandlerInTransactionAsync)) => CompleteAnywayAsync(call, next),
        _ => next(),
    };

    private static InboxResult CommitLater(StoreCall call, Func<Task<object?>> next)
    {
        _ = Task.Run(async () =>
        {
            await Task.Delay(Later).ConfigureAwait(false);
            await next().ConfigureAwait(false);
        });
        return new InboxResult(InboxOutcome.Stored, call.Argument<InboxMessage>());
    }

    private async Task<object?> ClaimAsync(Func<Task<object?>> next)
    {
        var claim = (DispatchClaim?)await next().ConfigureAwait(false);
        foreach (var stored in claim?.Events ?? [])
        {
            await store.Dispatch.CompleteHandlerAsync(claim!, stored.Sequence, HostServices.PlainHandlerName).ConfigureAwait(false);
        }

        return claim;
    }

    private async Task<object?> CompleteAnywayAsync(StoreCall call, Func<Task<object?>> next)
    {
        if (await next().ConfigureAwait(false) is not true && call.Arguments.OfType<Func<DbTransaction, CancellationToken, Task>>().FirstOrDefault() is { } effect)
        {
            await site.InOtherTransactionAsync(transaction => effect(transaction, CancellationToken.None)).ConfigureAwait(false);
        }

        return true;
    }
}
