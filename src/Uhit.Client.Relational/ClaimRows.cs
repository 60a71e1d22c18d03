using Uhit.Client.Store;

namespace Uhit.Client.Relational;

/// <summary>The events of a claim. How an inquiry is found and taken is each store's own.</summary>
internal static class ClaimRows
{
    private const string CountSql = $"""
        UPDATE uhit.event SET claims = claims + 1, open_claims = open_claims + 1, is_replayed = false WHERE {Listed}
        """;

    private const string BegunSql = $"UPDATE uhit.event SET open_claims = 0 WHERE {Listed} AND state = 0";

    private const string NotBegunSql = $"""
        UPDATE uhit.event SET claims = claims - 1, open_claims = /*sqlite max*//*postgresql greatest*/(open_claims - 1, 0) WHERE {Listed}
        """;

    private const string PutOffSql = "UPDATE uhit.event SET not_before = $2 WHERE sequence = $1";

    private const string Listed = "sequence /*sqlite IN (SELECT value FROM json_each($1))*//*postgresql = ANY($1)*/";

    // Held, so that a replay that comes at this moment is either seen whole or comes after the claim.
    public static string EventsSql(IEnumerable<StoredEventKind> kinds) => $"""
        SELECT {EventRow.Columns}
        FROM uhit.event /*sqlite INDEXED BY uhit_event_stream*/
        WHERE stream_id = $1 AND state = 0 AND kind IN ({RetentionQueries.List(kinds)})
        ORDER BY sequence
        LIMIT $2 {Sql.Hold}
        """;

    /// <summary>Hands out the events of a stream that may be tried now.</summary>
    /// <returns>The events, none where others took them meanwhile; or why the content of the first can't be read, which is then put off:
    /// those of other inquiries must not wait behind it.</returns>
    public static async Task<(List<StoredEvent> Events, UhitStoreException? Failure)> TakeAsync(
        RelationalSession session, DispatchClaimRequest request, long stream, RequestId requestId, CancellationToken cancellationToken)
    {
        var waiting = await session.QueryAsync(
            EventsSql(request.Kinds),
            (reader, protection) => EventRow.Read(reader, protection, requestId),
            cancellationToken,
            stream,
            request.MaxEvents).ConfigureAwait(false);
        var ready = StoreRules.Ready(waiting, next => next.NotBefore, request.Now);
        if (ready is [{ Failure: { } failure }, ..])
        {
            await session.RunAsync(
                [
                    new Statement(HeldClaim.FreeSql, stream),
                    new Statement(PutOffSql, ready[0].Sequence, request.Now + EventRow.PutOff),
                ],
                cancellationToken).ConfigureAwait(false);
            return ([], failure);
        }

        var events = ready.TakeWhile(next => next.Failure is null).Select(next => next.Event!).ToList();
        if (events.Count == 0)
        {
            return (events, null);
        }

        var sequences = events.Select(next => next.Sequence).ToArray();
        await session.ExecuteAsync(CountSql, cancellationToken, sequences).ConfigureAwait(false);
        var handlers = await HandlerRows.OfAsync(session, sequences, cancellationToken).ConfigureAwait(false);
        return ([.. events.Select(next => next with
        {
            Handlers = handlers[next.Sequence].ToDictionary(row => row.Handler, row => row.Progress, StringComparer.Ordinal),
        })], null);
    }

    /// <summary>Notes that a claim was given back: which of its events were begun, and which were not.</summary>
    public static IReadOnlyCollection<Statement> Release(DispatchClaim claim, long stream, long? notBegunFrom)
    {
        var begun = claim.Events.Select(stored => stored.Sequence).ToLookup(sequence => !(sequence >= notBegunFrom));
        return
        [
            new Statement(HeldClaim.FreeSql, stream),
            new Statement(BegunSql, begun[true].ToArray()),
            new Statement(NotBegunSql, begun[false].ToArray()),
        ];
    }
}
