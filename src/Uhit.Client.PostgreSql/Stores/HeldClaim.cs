using Uhit.Client.PostgreSql.Connections;
using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Stores;

/// <summary>Whether a claim still holds. Who asks holds the lease until the transaction ends: nobody claims in between; and who asks for an
/// event holds it too: nobody purges it in between.</summary>
internal static class HeldClaim
{
    // A released claim holds no more, even while nobody has claimed after it.
    public const string StreamSql = """
        SELECT l.stream_id FROM uhit.stream s JOIN uhit.lease l ON l.stream_id = s.id
        WHERE s.client = $1 AND s.request_id = $2 AND l.token = $3 AND l.lease_until > 0 FOR NO KEY UPDATE OF l
        """;

    // A purge may have finished it under the handler: what it would note now is of something that is gone.
    public const string EventSql = $"""
        SELECT e.stream_id FROM uhit.event e WHERE e.sequence = $4 AND e.state = 0 AND e.stream_id = {Stream} FOR NO KEY UPDATE OF e
        """;

    public const string RenewSql = $"UPDATE uhit.lease SET lease_until = $4 WHERE stream_id = {Stream}";

    // Where somebody has asked for one of its handlers since it was claimed, the event stays.
    public const string FinishSql = $"""
        UPDATE uhit.event SET state = CASE WHEN is_replayed THEN state ELSE 1 END WHERE sequence = $4 AND state = 0 AND stream_id = {Stream}
        """;

    private const string Stream = $"(SELECT held.stream_id FROM ({StreamSql}) AS held)";

    /// <summary>The stream of a claim that holds.</summary>
    public static async Task<long?> StreamAsync(PgSession session, DispatchClaim claim, CancellationToken cancellationToken) =>
        await session.QueryAsync(
            StreamSql, reader => reader.GetInt64(0), cancellationToken, claim.Client, claim.RequestId.Value,
            claim.Token).ConfigureAwait(false) is [var stream]
            ? stream
            : null;

    /// <summary>Whether a claim holds, and the event is of its inquiry and still waits.</summary>
    public static async Task<bool> HasAsync(PgSession session, DispatchClaim claim, long sequence, CancellationToken cancellationToken) =>
        (await session.QueryAsync(
            EventSql, static _ => true, cancellationToken, claim.Client, claim.RequestId.Value, claim.Token,
            sequence).ConfigureAwait(false)).Count > 0;

    /// <summary>Runs a statement that names the claim, and something more.</summary>
    /// <returns>Whether it held.</returns>
    public static async Task<bool> ExecuteAsync(
        PgSession session, string sql, DispatchClaim claim, object more, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(
            sql, cancellationToken, claim.Client, claim.RequestId.Value, claim.Token, more).ConfigureAwait(false) > 0;
}
