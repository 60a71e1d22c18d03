using Uhit.Client.Relational;
using Uhit.Client.Sqlite.Connections;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Stores;

/// <summary>Finds an inquiry whose first waiting event may be tried, and claims it.</summary>
internal static class ClaimQueries
{
    private const string TakeSql = "UPDATE uhit_stream SET token = token + 1, lease_until = $2, owner = $3 WHERE id = $1 RETURNING token";

    private const string StreamSql = "SELECT client, request_id FROM uhit_stream WHERE id = $1";

    // One kind and one client at a time: the index then gives them in the order of their tries, and the first
    // that fits ends the search, however many wait behind it.
    public static string FindSql(IEnumerable<StoredEventKind> kinds) => $"""
        SELECT e.sequence, e.stream_id, e.not_before
        FROM uhit_event e INDEXED BY uhit_event_queue CROSS JOIN uhit_stream s ON s.id = e.stream_id
        WHERE e.client = $1 AND e.kind = $2 AND e.state = 0 AND e.not_before <= $3 AND s.lease_until <= $3
          AND NOT EXISTS (
            SELECT 1 FROM uhit_event p INDEXED BY uhit_event_stream
            WHERE p.stream_id = e.stream_id AND p.state = 0 AND p.sequence < e.sequence AND p.kind IN ({RetentionQueries.List(kinds)}))
        ORDER BY e.not_before, e.sequence
        LIMIT 1
        """;

    /// <summary>The stream whose first event has been ready for the longest time; null where there is none.</summary>
    public static long? Find(SqliteSession session, DispatchClaimRequest request)
    {
        var sql = FindSql(request.Kinds);
        (long NotBefore, long Sequence, long Stream)? first = null;
        foreach (var client in request.Clients)
        {
            foreach (var kind in request.Kinds)
            {
                var found = session.Query(
                    sql, reader => (NotBefore: reader.GetInt64(2), Sequence: reader.GetInt64(0), Stream: reader.GetInt64(1)), client, kind,
                    request.Now);
                if (found.Count > 0 && (first is null || found[0].CompareTo(first.Value) < 0))
                {
                    first = found[0];
                }
            }
        }

        return first?.Stream;
    }

    /// <summary>Claims it.</summary>
    /// <returns>The claim; or why the content of the first event can't be read.</returns>
    public static async Task<(DispatchClaim? Claim, UhitStoreException? Failure)> ClaimAsync(
        SqliteSession session, DispatchClaimRequest request, CancellationToken cancellationToken)
    {
        if (Find(session, request) is not { } stream)
        {
            return (null, null);
        }

        var (client, requestId) = session.Query(
            StreamSql, reader => (reader.GetString(0), RequestId.FromStore(reader.GetString(1))), stream)[0];
        var until = request.Now + request.Lease;
        var token = session.Number(TakeSql, stream, until, request.Owner)!.Value;
        var (events, failure) = await ClaimRows.TakeAsync(session, request, stream, requestId, cancellationToken).ConfigureAwait(false);
        return failure is not null
            ? (null, failure)
            : (new DispatchClaim { Client = client, RequestId = requestId, Token = token, Until = until, Events = events }, null);
    }
}
