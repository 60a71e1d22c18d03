using Uhit.Client.Inquiries;
using Uhit.Client.PostgreSql.Connections;
using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Stores;

/// <summary>Finds inquiries whose first waiting event may be tried, and claims one.</summary>
internal static class ClaimQueries
{
    // One client and one kind at a time: the index then gives the events in their order, and the first that fit end the search, however many wait behind them.
    // What waits for its next try has an index of its own. The scalar subqueries keep the planner to one look at an index for each event that is looked at.
    public const string FindSql = $"""
        SELECT f.stream_id
        FROM unnest($1::text[]) AS c (client) CROSS JOIN unnest($2::int[]) AS k (kind) CROSS JOIN LATERAL (
          (SELECT e.sequence, e.stream_id FROM uhit.event e
           WHERE e.client = c.client AND e.kind = k.kind AND e.state = 0 AND e.not_before = 0 AND {IsFirst}
           ORDER BY e.sequence LIMIT $5)
          UNION ALL
          (SELECT e.sequence, e.stream_id FROM uhit.event e
           WHERE e.client = c.client AND e.kind = k.kind AND e.state = 0 AND e.not_before > 0 AND e.not_before <= $3 AND {IsFirst}
           ORDER BY e.not_before LIMIT $5)) AS f
        ORDER BY f.sequence
        LIMIT $5
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

    public const string EventsSql = """
        SELECT sequence, client, environment, kind, event_key, occurred_at, receipt, content, not_before
        FROM uhit.event
        WHERE stream_id = $1 AND state = 0 AND kind = ANY($2)
        ORDER BY sequence
        LIMIT $3
        """;

    public const string HandlersSql = """
        SELECT sequence, handler, failures, is_complete, not_before FROM uhit.event_handler WHERE sequence = ANY($1)
        """;

    // How many are looked at in one go: more than there are workers that want the same.
    private const int Candidates = 32;

    private const string IsFirst = """
        e.sequence = (SELECT p.sequence FROM uhit.event p
                      WHERE p.stream_id = e.stream_id AND p.state = 0 AND p.kind = ANY($2) ORDER BY p.sequence LIMIT 1)
        AND (SELECT l.lease_until FROM uhit.lease l WHERE l.stream_id = e.stream_id) <= $3
        AND e.stream_id <> ALL($4)
        """;

    /// <summary>The streams that may be claimed, the oldest waiting event first; without those that were tried.</summary>
    public static Task<List<long>> FindAsync(
        PgSession session, DispatchClaimRequest request, IReadOnlyCollection<long> tried, CancellationToken cancellationToken) => session.QueryAsync(
        FindSql,
        reader => reader.GetInt64(0),
        cancellationToken,
        request.Clients.ToArray(),
        Kinds(request),
        request.Now,
        tried.ToArray(),
        Candidates);

    /// <summary>Claims one of the streams, in a transaction.</summary>
    /// <returns>The stream that was taken, with its claim; the claim is null where its events were taken away by another meanwhile. No stream: none was free.</returns>
    public static async Task<(long? Stream, DispatchClaim? Claim)> TakeAsync(
        PgSession session, DispatchClaimRequest request, IReadOnlyList<long> streams, CancellationToken cancellationToken)
    {
        var until = request.Now + request.Lease;
        var taken = await session.QueryAsync(
            TakeSql,
            reader => (Stream: reader.GetInt64(0), Token: reader.GetInt64(1), Client: reader.GetString(2), RequestId: RequestId.Parse(reader.GetString(3))),
            cancellationToken,
            streams.ToArray(),
            request.Now,
            until,
            request.Owner).ConfigureAwait(false);
        if (taken.Count == 0)
        {
            return (null, null);
        }

        var (stream, token, client, requestId) = taken[0];
        var events = await EventsAsync(session, request, stream, requestId, cancellationToken).ConfigureAwait(false);
        if (events.Count == 0)
        {
            session.IsRollbackOnly = true;
            return (stream, null);
        }

        return (stream, new DispatchClaim { Client = client, RequestId = requestId, Token = token, Until = until, Events = events });
    }

    private static async Task<List<StoredEvent>> EventsAsync(
        PgSession session, DispatchClaimRequest request, long stream, RequestId requestId, CancellationToken cancellationToken)
    {
        var waiting = await session.QueryAsync(
            EventsSql,
            reader => (Event: EventRows.Read(reader, requestId), NotBefore: reader.GetInt64(8)),
            cancellationToken,
            stream,
            Kinds(request),
            request.MaxEvents).ConfigureAwait(false);
        var events = waiting.TakeWhile(next => next.NotBefore <= request.Now.UtcTicks).Select(next => next.Event).ToList();
        if (events.Count == 0)
        {
            return events;
        }

        var handlers = await session.QueryAsync(
            HandlersSql,
            reader => (
                Sequence: reader.GetInt64(0),
                Name: reader.GetString(1),
                Progress: new HandlerProgress(reader.GetInt32(2), reader.GetBoolean(3), PgValue.InstantOrNull(reader, 4))),
            cancellationToken,
            events.Select(next => next.Sequence).ToArray()).ConfigureAwait(false);
        var bySequence = handlers.ToLookup(row => row.Sequence);
        return [.. events.Select(next => next with
        {
            Handlers = bySequence[next.Sequence].ToDictionary(row => row.Name, row => row.Progress, StringComparer.Ordinal),
        })];
    }

    private static int[] Kinds(DispatchClaimRequest request) => [.. request.Kinds.Select(kind => (int)kind).Order()];
}
