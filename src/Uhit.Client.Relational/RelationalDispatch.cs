using System.Data.Common;
using Uhit.Client.Store;

namespace Uhit.Client.Relational;

/// <summary>Waiting events. How work is claimed, and a handler has a transaction, is each store's own.</summary>
internal abstract class RelationalDispatch(IRelationalCore core) : IDispatchStore
{
    public bool SupportsTransactions => true;

    public virtual TimeSpan ShortestLease => TimeSpan.Zero;

    public abstract Task<DispatchClaim?> ClaimAsync(DispatchClaimRequest request, CancellationToken cancellationToken = default);

    public abstract Task<bool> CompleteHandlerInTransactionAsync(
        DispatchClaim claim,
        long sequence,
        string handler,
        Func<DbTransaction, CancellationToken, Task> effect,
        TimeSpan timeout,
        CancellationToken cancellationToken = default);

    public Task<bool> CompleteHandlerAsync(
        DispatchClaim claim, long sequence, string handler, CancellationToken cancellationToken = default) =>
        UnderClaimAsync(claim, sequence, HandlerRows.Complete(sequence, handler), cancellationToken);

    public Task<bool> FailHandlerAsync(
        DispatchClaim claim, long sequence, string handler, string errorType, DateTimeOffset at, DateTimeOffset? notBefore,
        CancellationToken cancellationToken = default) =>
        UnderClaimAsync(claim, sequence, HandlerRows.Fail(sequence, handler, errorType, at, notBefore), cancellationToken);

    public Task<bool> FinishAsync(DispatchClaim claim, long sequence, CancellationToken cancellationToken = default) =>
        WriteAsync(HeldClaim.FinishSql, claim, sequence, cancellationToken);

    public Task<bool> RenewAsync(DispatchClaim claim, DateTimeOffset until, CancellationToken cancellationToken = default) =>
        WriteAsync(HeldClaim.RenewSql, claim, until, cancellationToken);

    public Task ReleaseAsync(DispatchClaim claim, long? notBegunFrom, CancellationToken cancellationToken = default) =>
        core.Writer.WriteAsync(
            async (session, token) =>
            {
                if (await HeldClaim.StreamAsync(session, claim, token).ConfigureAwait(false) is { } stream)
                {
                    await session.RunAsync(ClaimRows.Release(claim, stream, notBegunFrom), token).ConfigureAwait(false);
                }

                return true;
            },
            cancellationToken);

    public IAsyncEnumerable<DeadLetter> ListDeadLettersAsync(string? client, CancellationToken cancellationToken = default) =>
        Pages.ReadAsync<DeadLetter>(
            DeadLetterRows.PageSize, (last, token) => core.Reader.ReadAsync(
                (session, run) => DeadLetterRows.PageAsync(session, client, last, run), token), cancellationToken);

    public Task<bool> ReplayDeadLetterAsync(string client, long sequence, string handler, CancellationToken cancellationToken = default) =>
        core.Writer.WriteAsync(
            (session, token) => DeadLetterRows.ReplayAsync(session, client, sequence, handler, token), cancellationToken);

    public Task<bool> DiscardDeadLetterAsync(string client, long sequence, string handler, CancellationToken cancellationToken = default) =>
        core.Writer.WriteAsync(
            (session, token) => DeadLetterRows.DiscardAsync(session, client, sequence, handler, token), cancellationToken);

    public Task AppendAsync(
        string client, UhitEnvironment environment, RequestId requestId, StoredEvent newEvent,
        CancellationToken cancellationToken = default) =>
        core.Writer.WriteAsync(
            async (session, token) =>
            {
                await session.RunAsync(
                    [.. EventRows.Append(session, client, environment, requestId, [newEvent])], token).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    private async Task<bool> WriteAsync(string sql, DispatchClaim claim, object more, CancellationToken cancellationToken) =>
        await core.Writer.WriteOneAsync(
            sql, cancellationToken, claim.Client, claim.RequestId.Value, claim.Token, more).ConfigureAwait(false) > 0;

    private Task<bool> UnderClaimAsync(
        DispatchClaim claim, long sequence, IReadOnlyCollection<Statement> notes, CancellationToken cancellationToken) =>
        core.Writer.WriteAsync(
            async (session, token) =>
            {
                if (!await HeldClaim.HasAsync(session, claim, sequence, token).ConfigureAwait(false))
                {
                    return false;
                }

                await session.RunAsync(notes, token).ConfigureAwait(false);
                return true;
            },
            cancellationToken);
}
