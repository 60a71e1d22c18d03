using Uhit.Client.PostgreSql.Connections;
using Uhit.Client.Relational;
using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Stores;

/// <summary>Finds inquiries whose first waiting event may be tried, and claims one.</summary>
internal static class ClaimQueries
{
    // One client and one kind at a time: the index then gives the events in the order of their tries, and the first that fit end the
    // search, however many wait behind them. 16 in one go are more than there are workers that want the same. Limits are constants: a plan
    // that is kept for any limit sorts. The scalar subqueries keep the planner to one look at an index for each event that is looked at.
    public const string FindSql = """
        SELECT f.stream_id
        FROM unnest($1::text[]) AS c (client) CROSS JOIN unnest($2::int[]) AS k (kind) CROSS JOIN LATERAL (
          SELECT e.not_before, e.sequence, e.stream_id FROM uhit.event e
          WHERE e.client = c.client AND e.kind = k.kind AND e.state = 0 AND e.not_before <= $3
            AND e.sequence = (SELECT p.sequence FROM uhit.event p
                              WHERE p.stream_id = e.stream_id AND p.state = 0 AND p.kind = ANY($2) ORDER BY p.sequence LIMIT 1)
            AND (SELECT l.lease_until FROM uhit.lease l WHERE l.stream_id = e.stream_id) <= $3
            AND e.stream_id <> ALL($4)
          ORDER BY e.not_before, e.sequence LIMIT 16) AS f
        ORDER BY f.not_before, f.sequence
        LIMIT 16
        """;

    /// <summary>Takes the first of the streams that nobody holds at this moment: neither by a lease nor by a lock.</summary>
    public const string TakeSql = """
        WITH free AS (
          SELECT l.stream_id
          FROM unnest($1::bigint[]) WITH ORDINALITY AS c (id, n) JOIN uhit.lease l ON l.stream_id = c.id
          WHERE l.lease_until <= $2
          ORDER BY c.n LIMIT 1
          FOR NO KEY UPDATE OF l SKIP LOCKED)
        UPDATE uhit.lease l SET token = l.token + 1, lease_until = $3, owner = $4
        FROM free, uhit.stream s
        WHERE l.stream_id = free.stream_id AND s.id = free.stream_id
        RETURNING l.stream_id, l.token, s.client, s.request_id
        """;

    /// <summary>The streams that may be claimed, the one whose first event has been ready for the longest
    /// time first; without those that were tried.</summary>
    public static Task<List<long>> FindAsync(
        PgSession session, DispatchClaimRequest request, IReadOnlyCollection<long> tried, CancellationToken cancellationToken) =>
            session.QueryAsync(
            FindSql,
            reader => reader.GetInt64(0),
            cancellationToken,
            request.Clients.ToArray(),
            Kinds(request),
            request.Now,
            tried.ToArray());

    /// <summary>Claims one of the streams, in a transaction.</summary>
    /// <returns>The stream that was taken, with its claim; the claim is null where its events were taken away by another meanwhile. No
    /// stream: none was free. Or why the content of the first event can't be read, which is then put off: those
    /// of other inquiries must not wait behind it.</returns>
    public static async Task<(long? Stream, DispatchClaim? Claim, UhitStoreException? Failure)> TakeAsync(
        PgSession session, DispatchClaimRequest request, IReadOnlyList<long> streams, CancellationToken cancellationToken)
    {
        var until = request.Now + request.Lease;
        var taken = await session.QueryAsync(
            TakeSql,
            reader => (Stream: reader.GetInt64(0), Token: reader.GetInt64(1), Client: reader.GetString(2),
                RequestId: RequestId.FromStore(reader.GetString(3))),
            cancellationToken,
            streams.ToArray(),
            request.Now,
            until,
            request.Owner).ConfigureAwait(false);
        if (taken.Count == 0)
        {
            return (null, null, null);
        }

        var (stream, token, client, requestId) = taken[0];
        var (events, failure) = await ClaimRows.TakeAsync(session, request, stream, requestId, cancellationToken).ConfigureAwait(false);
        if (failure is not null)
        {
            return (stream, null, failure);
        }

        if (events.Count == 0)
        {
            session.IsRollbackOnly = true;
            return (stream, null, null);
        }

        return (stream, new DispatchClaim { Client = client, RequestId = requestId, Token = token, Until = until, Events = events }, null);
    }

    private static int[] Kinds(DispatchClaimRequest request) => [.. request.Kinds.Select(kind => (int)kind).Order()];
}
