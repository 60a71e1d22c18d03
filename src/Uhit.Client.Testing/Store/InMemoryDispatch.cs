using System.Data.Common;
using System.Runtime.CompilerServices;
using Uhit.Client.Store;

namespace Uhit.Client.Testing.Store;

/// <summary>Waiting events in memory.</summary>
internal sealed class InMemoryDispatch(InMemoryState state) : IDispatchStore
{
    public bool SupportsTransactions => false;

    public Task<DispatchClaim?> ClaimAsync(DispatchClaimRequest request, CancellationToken cancellationToken = default) => state.RunAsync(
        () => Claim(request), cancellationToken);

    public Task<bool> CompleteHandlerAsync(
        DispatchClaim claim, long sequence, string handler, CancellationToken cancellationToken = default) =>
        UnderClaimAsync(claim, sequence, found => found.Complete(handler), cancellationToken);

    public Task<bool> CompleteHandlerInTransactionAsync(
        DispatchClaim claim,
        long sequence,
        string handler,
        Func<DbTransaction, CancellationToken, Task> effect,
        TimeSpan timeout,
        CancellationToken cancellationToken = default) =>
            throw new NotSupportedException("A store in memory has no transaction that a handler could write in.");

    public Task<bool> FailHandlerAsync(
        DispatchClaim claim, long sequence, string handler, string errorType, DateTimeOffset at, DateTimeOffset? notBefore,
        CancellationToken cancellationToken = default) =>
        UnderClaimAsync(claim, sequence, found => found.Fail(handler, errorType, at, notBefore), cancellationToken);

    public Task<bool> FinishAsync(DispatchClaim claim, long sequence, CancellationToken cancellationToken = default) =>
        UnderClaimAsync(claim, sequence, found => found.Finish(), cancellationToken);

    public Task<bool> RenewAsync(DispatchClaim claim, DateTimeOffset until, CancellationToken cancellationToken = default) =>
        state.RunAsync(
            () =>
            {
                if (Held(claim) is not { } stream)
                {
                    return false;
                }

                stream.LeasedUntil = until;
                return true;
            },
            cancellationToken);

    public Task ReleaseAsync(DispatchClaim claim, long? notBegunFrom, CancellationToken cancellationToken = default) => state.RunAsync(
        () =>
        {
            if (Held(claim) is { } stream)
            {
                stream.LeasedUntil = null;
                foreach (var stored in claim.Events)
                {
                    Find(stream, stored.Sequence)?.Release(wasBegun: !(stored.Sequence >= notBegunFrom));
                }
            }
        },
        cancellationToken);

    public async IAsyncEnumerable<DeadLetter> ListDeadLettersAsync(
        string? client, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var dead = await state.RunAsync(
            () => state.Events.Where(stored => client is null || string.Equals(stored.Client, client, StringComparison.Ordinal))
                .SelectMany(stored => stored.DeadLetters())
                .ToList(),
            cancellationToken).ConfigureAwait(false);
        foreach (var letter in dead)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return letter;
        }
    }

    public Task<bool> ReplayDeadLetterAsync(string client, long sequence, string handler, CancellationToken cancellationToken = default) =>
        state.RunAsync(() => Find(client, sequence)?.Replay(handler) is true, cancellationToken);

    public Task<bool> DiscardDeadLetterAsync(string client, long sequence, string handler, CancellationToken cancellationToken = default) =>
        state.RunAsync(() => Find(client, sequence)?.Discard(handler) is true, cancellationToken);

    public Task AppendAsync(
        string client, UhitEnvironment environment, RequestId requestId, StoredEvent newEvent,
        CancellationToken cancellationToken = default) =>
        state.RunAsync(() => state.Append(client, environment, requestId, newEvent), cancellationToken);

    // A released claim holds no more, even while nobody has claimed after it.
    private InMemoryStream? Held(DispatchClaim claim) =>
        state.Streams.TryGetValue((claim.Client, claim.RequestId), out var stream)
            && stream.Token == claim.Token
            && stream.LeasedUntil is not null
            ? stream
            : null;

    private InMemoryEvent? Find(InMemoryStream stream, long sequence) =>
        state.Events.Find(other => other.Sequence == sequence && ReferenceEquals(other.Stream, stream));

    private InMemoryEvent? Find(string client, long sequence) =>
        state.Events.Find(other => other.Sequence == sequence && string.Equals(other.Client, client, StringComparison.Ordinal));

    private Task<bool> UnderClaimAsync(
        DispatchClaim claim, long sequence, Action<InMemoryEvent> write, CancellationToken cancellationToken) =>
        state.RunAsync(
            () =>
            {
                if (Held(claim) is not { } stream || Find(stream, sequence) is not { IsFinished: false } found)
                {
                    return false;
                }

                write(found);
                return true;
            },
            cancellationToken);

    private DispatchClaim? Claim(DispatchClaimRequest request)
    {
        var waiting = state.Events
            .Where(stored => !stored.IsFinished && request.Kinds.Contains(stored.Kind) && request.Clients.Contains(stored.Client))
            .GroupBy(stored => stored.Stream)
            .Where(stream => StoreRules.IsReady(stream.Key.LeasedUntil, stream.First().NotBefore, request.Now))
            .MinBy(stream => StoreRules.ClaimOrder(stream.First().NotBefore, stream.First().Sequence));
        if (waiting is null)
        {
            return null;
        }

        var until = request.Now + request.Lease;
        waiting.Key.Token++;
        waiting.Key.LeasedUntil = until;
        return new DispatchClaim
        {
            Client = waiting.First().Client,
            RequestId = waiting.First().RequestId,
            Token = waiting.Key.Token,
            Until = until,
            Events =
            [
                .. StoreRules.Ready(waiting.Take(request.MaxEvents), next => next.NotBefore, request.Now).Select(next => next.Claim()),
            ],
        };
    }
}
