using Uhit.Client.Inquiries;

namespace Uhit.Client.Store.InMemory;

/// <summary>Waiting events in memory.</summary>
internal sealed class InMemoryDispatch(InMemoryState state) : IDispatchStore
{
    public Task<DispatchClaim?> ClaimAsync(DispatchClaimRequest request, CancellationToken cancellationToken = default) => state.RunAsync(
        () => Claim(request), cancellationToken);

    public Task<bool> CompleteHandlerAsync(DispatchClaim claim, long sequence, string handler, CancellationToken cancellationToken = default) =>
        UnderClaimAsync(claim, sequence, found => found.Complete(handler), cancellationToken);

    public Task<bool> FailHandlerAsync(
        DispatchClaim claim, long sequence, string handler, string errorType, DateTimeOffset notBefore, CancellationToken cancellationToken = default) =>
        UnderClaimAsync(claim, sequence, found => found.Fail(handler, notBefore), cancellationToken);

    public Task<bool> FinishAsync(DispatchClaim claim, long sequence, CancellationToken cancellationToken = default) =>
        UnderClaimAsync(claim, sequence, found => found.IsFinished = true, cancellationToken);

    public Task<bool> RenewAsync(DispatchClaim claim, DateTimeOffset until, CancellationToken cancellationToken = default) => state.RunAsync(
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

    public Task ReleaseAsync(DispatchClaim claim, CancellationToken cancellationToken = default) => state.RunAsync(
        () =>
        {
            if (Held(claim) is { } stream)
            {
                stream.LeasedUntil = null;
            }
        },
        cancellationToken);

    public Task AppendAsync(
        string client, UhitEnvironment environment, RequestId requestId, NewStoredEvent newEvent, CancellationToken cancellationToken = default) =>
        state.RunAsync(() => state.Append(client, environment, requestId, newEvent), cancellationToken);

    // A released claim holds no more, even while nobody has claimed after it.
    private InMemoryStream? Held(DispatchClaim claim) =>
        state.Streams.TryGetValue((claim.Client, claim.RequestId), out var stream) && stream.Token == claim.Token && stream.LeasedUntil is not null
            ? stream
            : null;

    private Task<bool> UnderClaimAsync(DispatchClaim claim, long sequence, Action<InMemoryEvent> write, CancellationToken cancellationToken) => state.RunAsync(
        () =>
        {
            if (Held(claim) is not { } stream
                || state.Events.Find(other => other.Sequence == sequence && ReferenceEquals(other.Stream, stream)) is not { } found)
            {
                return false;
            }

            write(found);
            return true;
        },
        cancellationToken);

    private DispatchClaim? Claim(DispatchClaimRequest request)
    {
        var streams = state.Events
            .Where(waiting => !waiting.IsFinished && request.Kinds.Contains(waiting.Kind) && request.Clients.Contains(waiting.Client))
            .GroupBy(waiting => waiting.Stream);
        foreach (var waiting in streams)
        {
            if (!waiting.Key.IsFree(request.Now) || !waiting.First().IsReady(request.Now))
            {
                continue;
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
                Events = [.. waiting.TakeWhile(next => next.IsReady(request.Now)).Take(request.MaxEvents).Select(next => next.ToStoredEvent())],
            };
        }

        return null;
    }
}
