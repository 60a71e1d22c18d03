using System.Data.Common;
using Uhit.Client.Reliability.Probing;
using Uhit.Client.Reliability.Stores;
using Uhit.Client.Store;

namespace Uhit.Client.Reliability.Hosting;

/// <summary>Around a store, what a careless library would do.</summary>
internal sealed class BrokenStore
{
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AfterTheSend = TimeSpan.FromSeconds(5);

    private readonly BrokenPromise _promise;
    private readonly StoreSite _site;
    private readonly IUhitStore _store;
    private int _commits;

    private BrokenStore(BrokenPromise promise, StoreSite site, IUhitStore store) => (_promise, _site, _store) = (promise, site, store);

    /// <summary>The store as it is to be used: itself, where no promise is broken.</summary>
    public static IUhitStore Around(IUhitStore store, HostSettings settings) => settings.Break == BrokenPromise.None
        ? store
        : ProbedStore<IUhitStore>.Around(store, new BrokenStore(settings.Break, settings.Store, store).OnCallAsync);

    private Task<object?> OnCallAsync(StoreCall call, Func<Task<object?>> next) => (_promise, call.Method) switch
    {
        (BrokenPromise.AcknowledgesBeforeCommit, nameof(ICallbackInbox.CommitAsync)) => Task.FromResult<object?>(CommitLater(call, next)),
        (BrokenPromise.LosesSome, nameof(ICallbackInbox.CommitAsync)) when Interlocked.Increment(ref _commits) % 3 == 0 =>
            Task.FromResult<object?>(Stored(call)),
        (BrokenPromise.AnswersAnew, nameof(ICallbackInbox.CommitAsync)) => AnswerAnewAsync(call, next),
        (BrokenPromise.CompletesBeforeHandler, nameof(IDispatchStore.ClaimAsync)) => ClaimAsync(next),
        (BrokenPromise.CompletesBeforeHandler, nameof(IDispatchStore.CompleteHandlerAsync)) => Task.FromResult<object?>(true),
        (BrokenPromise.IgnoresFencing, nameof(IDispatchStore.CompleteHandlerAsync)) => CompleteAnywayAsync(call, next),
        (BrokenPromise.CompletesBeforeHandler or BrokenPromise.IgnoresFencing, nameof(IDispatchStore.CompleteHandlerInTransactionAsync)) =>
            CompleteAnywayAsync(call, next),
        (BrokenPromise.PurgesHalf, nameof(IMaintenanceStore.PurgeMessageAsync)) => PurgeHalfAsync(call, next),
        (BrokenPromise.MakesStoreAnew, nameof(IMaintenanceStore.InitializeAsync)) => MakeAnewAsync(next),
        (BrokenPromise.TakesCutOffForNotSent, nameof(IInquiryStore.ChangeAsync)) =>
            ChangeAsync(call, next, static record => record, CallNotSent),
        (BrokenPromise.SendsBlindly, nameof(IInquiryStore.ChangeAsync)) => ChangeAsync(call, next, CallNotSent, static record => record),
        (BrokenPromise.SendsBlindly, nameof(IInquiryStore.AddAsync)) => AddAsync(next),
        (BrokenPromise.SendsBeforeStored, nameof(IInquiryStore.AddAsync)) => Task.FromResult(AddLater(next)),
        _ => next(),
    };

    private static InboxResult CommitLater(StoreCall call, Func<Task<object?>> next)
    {
        DoLater(Later, next);
        return Stored(call);
    }

    private static object? AddLater(Func<Task<object?>> next)
    {
        DoLater(AfterTheSend, next);
        return null;
    }

    private static void DoLater(TimeSpan delay, Func<Task<object?>> next) => _ = Task.Run(async () =>
    {
        await Task.Delay(delay).ConfigureAwait(false);
        await next().ConfigureAwait(false);
    });

    private static InboxResult Stored(StoreCall call) => new(InboxOutcome.Stored, call.Argument<InboxMessage>());

    private static async Task<object?> AnswerAnewAsync(StoreCall call, Func<Task<object?>> next)
    {
        var message = call.Argument<InboxMessage>();
        var result = (InboxResult)(await next().ConfigureAwait(false))!;
        return result with { Message = result.Message with { AnswerSoap11 = message.AnswerSoap11, AnswerSoap12 = message.AnswerSoap12 } };
    }

    private static async Task<object?> AddAsync(Func<Task<object?>> next)
    {
        var known = (InquiryRecord?)await next().ConfigureAwait(false);
        return known is null ? null : CallNotSent(known);
    }

    private static InquiryRecord CallNotSent(InquiryRecord record) =>
        record.Sending == SendingState.Uncertain ? record with { Sending = SendingState.NotSent } : record;

    private static Task<object?> ChangeAsync(
        StoreCall call, Func<Task<object?>> next, Func<InquiryRecord, InquiryRecord> before, Func<InquiryRecord, InquiryRecord> after)
    {
        var place = Array.FindIndex(call.Arguments, argument => argument is Func<InquiryRecord, InquiryChange?>);
        var change = (Func<InquiryRecord, InquiryChange?>)call.Arguments[place]!;
        call.Arguments[place] = (Func<InquiryRecord, InquiryChange?>)(record =>
            change(before(record)) is { } changed ? changed with { Record = after(changed.Record) } : null);
        return next();
    }

    private async Task<object?> ClaimAsync(Func<Task<object?>> next)
    {
        var claim = (DispatchClaim?)await next().ConfigureAwait(false);
        foreach (var stored in claim?.Events ?? [])
        {
            await _store.Dispatch.CompleteHandlerAsync(claim!, stored.Sequence, HostServices.PlainHandlerName).ConfigureAwait(false);
        }

        return claim;
    }

    private async Task<object?> CompleteAnywayAsync(StoreCall call, Func<Task<object?>> next)
    {
        if (await next().ConfigureAwait(false) is not true
            && call.Arguments.OfType<Func<DbTransaction, CancellationToken, Task>>().FirstOrDefault() is { } effect)
        {
            await _site.InOtherTransactionAsync(transaction => effect(transaction, CancellationToken.None)).ConfigureAwait(false);
        }

        return true;
    }

    // The mark is there with the first row that goes.
    private async Task<object?> PurgeHalfAsync(StoreCall call, Func<Task<object?>> next)
    {
        var receipt = call.Argument<ReceiptId>();
        var entry = await _store.Inbox.ListAsync(HostServices.ClientName, InboxRoom.Inbox)
            .FirstOrDefaultAsync(entry => entry.Receipt == receipt).ConfigureAwait(false);
        if (entry?.PurgedAt is null)
        {
            var place = Array.FindIndex(call.Arguments, argument => argument is PurgeTerms);
            call.Arguments[place] = call.Argument<PurgeTerms>() with { MaxRows = 1 };
            await next().ConfigureAwait(false);
        }

        return PurgeOutcome.Purged;
    }

    private Task<object?> MakeAnewAsync(Func<Task<object?>> next)
    {
        foreach (var file in new[] { _site.Location, _site.Location + "-wal", _site.Location + "-shm" })
        {
            File.Delete(file);
        }

        return next();
    }
}
