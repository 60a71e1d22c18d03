using Uhit.Client.Store;

namespace Uhit.Client.Relational;

/// <summary>Whether a claim still holds. Who asks holds the lease until the transaction ends: nobody claims in between; and who asks for an
/// event holds it too: nobody purges it in between.</summary>
internal static class HeldClaim
{
    // A released claim holds no more, even while nobody has claimed after it.
    public const string StreamSql = $"""
        SELECT s.id FROM uhit.stream s /*postgresql JOIN uhit.lease l ON l.stream_id = s.id*/
        WHERE s.client = $1 AND s.request_id = $2 AND {Lease}.token = $3 AND {Lease}.lease_until > 0 /*postgresql FOR NO KEY UPDATE OF l*/
        """;

    // A purge may have finished it under the handler: what it would note now is of something that is gone.
    public const string EventSql = $"""
        SELECT e.stream_id FROM uhit.event e WHERE e.sequence = $4 AND e.state = 0 AND e.stream_id = {Stream} /*postgresql FOR NO KEY UPDATE OF e*/
        """;

    public const string RenewSql = $"UPDATE {Leases} SET lease_until = $4 WHERE {OfLease} = {Stream}";

    public const string FreeSql = $"UPDATE {Leases} SET lease_until = 0, owner = NULL WHERE {OfLease} = $1";

    // Where somebody has asked for one of its handlers since it was claimed, the event stays.
    public const string FinishSql = $"""
        UPDATE uhit.event SET state = CASE WHEN is_replayed THEN state ELSE 1 END WHERE sequence = $4 AND state = 0 AND stream_id = {Stream}
        """;

    private const string Stream = $"(SELECT held.id FROM ({StreamSql}) AS held)";

    // In PostgreSQL a lease has a table of its own: it changes at every claim, and the stream, which appending holds, does not.
    private const string Leases = "uhit./*sqlite stream*//*postgresql lease*/";
    private const string OfLease = "/*sqlite id*//*postgresql stream_id*/";
    private const string Lease = "/*sqlite s*//*postgresql l*/";

    /// <summary>The stream of a claim that holds.</summary>
    public static Task<long?> StreamAsync(RelationalSession session, DispatchClaim claim, CancellationToken cancellationToken) =>
        session.NumberAsync(StreamSql, cancellationToken, claim.Client, claim.RequestId.Value, claim.Token);

    /// <summary>Whether a claim holds, and the event is of its inquiry and still waits.</summary>
    public static async Task<bool> HasAsync(
        RelationalSession session, DispatchClaim claim, long sequence, CancellationToken cancellationToken) =>
        await session.NumberAsync(
            EventSql, cancellationToken, claim.Client, claim.RequestId.Value, claim.Token, sequence).ConfigureAwait(false) is not null;
}
