using System.Collections.Concurrent;
using System.Globalization;
using Uhit.Client.Reliability.InProcess;
using Uhit.Client.Store;

namespace Uhit.Client.Reliability.Controls;

/// <summary>The rules that a receiver of callbacks may forget, each broken over the real store.</summary>
/// <remarks>The eighth, <c>synchronous=NORMAL</c>, shows only when the power goes:
/// <see cref="ControlsCommand"/> takes it from the run of power losses.</remarks>
internal static class BrokenRules
{
    public static readonly IReadOnlyList<BrokenRule> All =
    [
        new("acknowledge before commit", Promise.AcknowledgedIsStored, _ => AcknowledgesBeforeCommit),
        new("seen-mark before work", Promise.AcknowledgedIsStored, _ => MarksBeforeWork()),
        new("no unique index", Promise.StoredOnce, _ => IsUniqueInEachProcessOnly),
        new("content not compared", Promise.OtherContentIsRefused, _ => ComparesNoContent),
        new("5-minute memory", Promise.StoredOnce, ForgetsAfterFiveMinutes),
        new("acknowledgement not stored", Promise.OneAnswer, _ => AnswersAnew),
        new("no fencing", Promise.CompletedOnce, _ => ChecksNoToken()),
    ];

    // Says "stored" and commits as soon as the answer is out; a process that dies then does not.
    private static IUhitStore AcknowledgesBeforeCommit(IUhitStore store)
    {
        var commits = new ConcurrentQueue<Func<Task>>();
        return WrappedStore.Of(
            store,
            inbox: call => call.Method is nameof(ICallbackInbox.CommitAsync) ? CommitAsync(call) : call.GoOn(),
            dispatch: call => call.Method is nameof(IDispatchStore.AppendAsync) ? AppendAsync(call) : call.GoOn());

        async Task<InboxResult> CommitAsync(StoreCall call)
        {
            var message = call.Argument<InboxMessage>();
            await foreach (var entry in store.Inbox.ListAsync(message.Client, InboxRoom.Inbox).ConfigureAwait(false))
            {
                if (entry.Operation == message.Operation && entry.MessageKey == message.MessageKey)
                {
                    return await ((Task<InboxResult>)call.GoOn()!).ConfigureAwait(false);
                }
            }

            commits.Enqueue(() => (Task)call.GoOn()!);
            return new InboxResult(InboxOutcome.Stored, message);
        }

        async Task AppendAsync(StoreCall call)
        {
            while (commits.TryDequeue(out var commit))
            {
                await commit().ConfigureAwait(false);
            }

            await ((Task)call.GoOn()!).ConfigureAwait(false);
        }
    }

    // The mark is durable and by itself: what it stands for may never be done.
    private static Func<IUhitStore, IUhitStore> MarksBeforeWork()
    {
        var seen = new ConcurrentDictionary<(UhitOperation, string), InboxMessage>();
        return store => WrappedStore.Of(store, inbox: call =>
            call.Method is nameof(ICallbackInbox.CommitAsync)
                && call.Argument<InboxMessage>() is var message
                && !seen.TryAdd((message.Operation, message.MessageKey), message)
                ? Task.FromResult(
                    new InboxResult(
                        StoreRules.Compare(seen[(message.Operation, message.MessageKey)], message),
                        seen[(message.Operation, message.MessageKey)]))
                : call.GoOn());
    }

    // Each process remembers what it has had, and no index of the database says that there is one of each.
    private static IUhitStore IsUniqueInEachProcessOnly(IUhitStore store)
    {
        var process = Guid.NewGuid().ToString("N");
        return UnderAnotherKey(store, message => $"{message.MessageKey}#{process}");
    }

    private static Func<IUhitStore, IUhitStore> ForgetsAfterFiveMinutes(TimeProvider time)
    {
        var since = new ConcurrentDictionary<string, DateTimeOffset>();
        return store => UnderAnotherKey(store, message =>
        {
            var first = since.GetOrAdd(message.MessageKey, time.GetUtcNow());
            if (time.GetUtcNow() - first > TimeSpan.FromMinutes(5))
            {
                since[message.MessageKey] = first = time.GetUtcNow();
            }

            return string.Create(CultureInfo.InvariantCulture, $"{message.MessageKey}#{first.UtcTicks}");
        });
    }

    private static IUhitStore ComparesNoContent(IUhitStore store) => OnCommit(
        store, message => message with { Digest = new byte[32] }, static (result, _) => result);

    private static IUhitStore AnswersAnew(IUhitStore store) => OnCommit(
        store,
        static message => message,
        static (result, message) =>
            result with { Message = result.Message with { AnswerSoap11 = message.AnswerSoap11, AnswerSoap12 = message.AnswerSoap12 } });

    // Notes are taken from whoever once had a claim, as if it still held.
    private static Func<IUhitStore, IUhitStore> ChecksNoToken()
    {
        var tokens = new ConcurrentDictionary<RequestId, long>();
        return store => WrappedStore.Of(store, dispatch: call => call.Method switch
        {
            nameof(IDispatchStore.ClaimAsync) => ClaimAsync((Task<DispatchClaim?>)call.GoOn()!),
            nameof(IDispatchStore.CompleteHandlerAsync) or nameof(IDispatchStore.FailHandlerAsync) or nameof(IDispatchStore.FinishAsync)
                when call.Argument<DispatchClaim>() is var claim =>
                    AnywayAsync((Task<bool>)call.Go(call.With(claim with { Token = tokens[claim.RequestId] }))!),
            _ => call.GoOn(),
        });

        // A store without the token has nothing else to refuse by: not even that the event is finished.
        static async Task<bool> AnywayAsync(Task<bool> note)
        {
            await note.ConfigureAwait(false);
            return true;
        }

        async Task<DispatchClaim?> ClaimAsync(Task<DispatchClaim?> claiming)
        {
            var claim = await claiming.ConfigureAwait(false);
            if (claim is not null)
            {
                tokens[claim.RequestId] = claim.Token;
            }

            return claim;
        }
    }

    private static IUhitStore UnderAnotherKey(IUhitStore store, Func<InboxMessage, string> key) =>
        OnCommit(store, message => message with { MessageKey = key(message) }, static (result, _) => result);

    private static IUhitStore OnCommit(
        IUhitStore store, Func<InboxMessage, InboxMessage> before, Func<InboxResult, InboxMessage, InboxResult> after) =>
        WrappedStore.Of(store, inbox: call =>
        {
            return call.Method is nameof(ICallbackInbox.CommitAsync) ? CommitAsync() : call.GoOn();

            async Task<InboxResult> CommitAsync()
            {
                var message = before(call.Argument<InboxMessage>());
                return after(await ((Task<InboxResult>)call.Go(call.With(message))!).ConfigureAwait(false), message);
            }
        });
}
