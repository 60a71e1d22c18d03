using Uhit.Client.Store;

namespace Uhit.Client.Relational;

/// <summary>The keys by which inquiries are found for callbacks that do not carry our RequestId,
/// and those by which such callbacks wait.</summary>
internal static class KeyRows
{
    public const string NamedSql = $"""
        SELECT {InquiryRow.Columns} FROM uhit.inquiry
        /*sqlite WHERE id IN (
          SELECT id FROM uhit.inquiry WHERE client = $1 AND request_id = $2
          UNION SELECT k.inquiry_id FROM uhit.inquiry_key k, json_each($3) wanted WHERE k.client = $1 AND k.key = wanted.value)
        ORDER BY id LIMIT 64*/
        /*postgresql WHERE id = ANY(ARRAY(
          SELECT i.id FROM uhit.inquiry i WHERE i.client = $1 AND i.request_id = $2
          UNION SELECT k.inquiry_id FROM uhit.inquiry_key k WHERE k.client = $1 AND k.key = ANY($3)
          ORDER BY 1 LIMIT 64))
        ORDER BY id*/
        """;

    public const string AskingSql = $"""
        SELECT {InquiryRow.Columns} FROM uhit.inquiry
        /*sqlite WHERE id IN (
          SELECT i.id FROM json_each($2) wanted
            CROSS JOIN uhit.inquiry_esi e ON e.esi_id = wanted.value CROSS JOIN uhit.inquiry i ON i.id = e.inquiry_id
          WHERE i.client = $1
          GROUP BY i.id ORDER BY i.is_finished, i.created_at DESC, i.id DESC LIMIT 64)*/
        /*postgresql WHERE id = ANY(ARRAY(
          SELECT i.id FROM uhit.inquiry i
          WHERE i.client = $1 AND i.id = ANY(ARRAY(SELECT e.inquiry_id FROM uhit.inquiry_esi e WHERE e.esi_id = ANY($2)))
          ORDER BY i.is_finished, i.created_at DESC, i.id DESC LIMIT 64))
        ORDER BY id*/
        """;

    /// <summary>The identifiers and ESI IDs of an unmatched message <c>m</c>, as JSON.</summary>
    public const string OfMessage = """
        (SELECT /*sqlite json_group_array(coalesce(k.key, 'e:' || k.esi_id))*//*postgresql json_agg(coalesce(k.key, 'e:' || k.esi_id) ORDER BY k.id)::text*/
         FROM uhit.message_key k WHERE k.message_id = m.id /*sqlite ORDER BY k.id*/)
        """;

    /// <summary>Whether an inquiry, <c>i</c>, has a key of an unmatched message, <c>m</c>, or asks for an ESI ID of it.</summary>
    public const string Fits = """
        EXISTS (SELECT 1 FROM uhit.message_key k WHERE k.message_id = m.id AND (
          k.key = 'r:' || i.request_id
          OR EXISTS (SELECT 1 FROM uhit.inquiry_key q WHERE q.client = i.client AND q.key = k.key AND q.inquiry_id = i.id)
          OR EXISTS (SELECT 1 FROM uhit.inquiry_esi e WHERE e.esi_id = k.esi_id AND e.inquiry_id = i.id)))
        """;

    /// <summary>Whether any inquiry has a key of an unmatched message, <c>m</c>, or asks for an ESI ID of it.</summary>
    public const string FitsAny = """
        EXISTS (SELECT 1 FROM uhit.message_key k WHERE k.message_id = m.id AND (
          (k.key LIKE 'r:%' AND (SELECT true FROM uhit.inquiry i WHERE i.client = m.client AND i.request_id = substr(k.key, 3)))
          OR (SELECT true FROM uhit.inquiry_key q WHERE q.client = m.client AND q.key = k.key LIMIT 1)
          OR (SELECT true FROM uhit.inquiry_esi e JOIN uhit.inquiry i ON i.id = e.inquiry_id WHERE e.esi_id = k.esi_id AND i.client = m.client LIMIT 1)))
        """;

    public const string DropSql = "DELETE FROM uhit.message_key WHERE message_id = $1";

    private const string AddSql = $"""
        INSERT INTO uhit.inquiry_key (client, key, inquiry_id) SELECT $1, listed.value, $3 FROM {Listed} ON CONFLICT DO NOTHING
        """;

    private const string AddKeysOfMessageSql =
        $"INSERT INTO uhit.message_key (message_id, key) SELECT $1, listed.value FROM {Listed}";

    private const string AddEsiIdsOfMessageSql =
        $"INSERT INTO uhit.message_key (message_id, esi_id) SELECT $1, listed.value FROM {Listed}";

    private const string Listed = "/*sqlite json_each($2) AS listed WHERE true*//*postgresql unnest($2::text[]) AS listed (value)*/";

    /// <summary>Adds the keys of an inquiry that it does not have yet.</summary>
    public static Statement Add(long inquiryId, InquiryRecord record) =>
        new(AddSql, record.Client, StoreRules.KeysOf(record).ToArray(), inquiryId);

    /// <summary>Adds what an unmatched message is looked for by.</summary>
    public static IEnumerable<Statement> Add(long messageId, InquirySearch search) =>
    [
        new Statement(AddKeysOfMessageSql, messageId, SearchKeys.Of(search).ToArray()),
        new Statement(AddEsiIdsOfMessageSql, messageId, search.EsiIds.Select(id => id.Value).ToArray()),
    ];

    /// <param name="session">The session.</param>
    /// <param name="client">The named client.</param>
    /// <param name="search">By what.</param>
    /// <param name="holds">Whether they are held until the transaction ends, in the order of their numbers, so that two that choose among
    /// the same never wait for each other: what is chosen by must not change before it is stored.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<(IReadOnlyList<InquiryRow> Rows, bool AreNamed)> FindAsync(
        RelationalSession session, string client, InquirySearch search, bool holds, CancellationToken cancellationToken)
    {
        var hold = holds ? $" {Sql.Hold}" : string.Empty;
        var named = await session.QueryAsync(
            NamedSql + hold, InquiryRow.Read, cancellationToken, client, Sql.OrNull(search.RequestId?.Value),
            search.Keys.ToArray()).ConfigureAwait(false);
        if (named.Count > 0 || search.EsiIds.Count == 0)
        {
            return (named, named.Count > 0);
        }

        var asking = await session.QueryAsync(
            AskingSql + hold, InquiryRow.Read, cancellationToken, client,
            search.EsiIds.Select(id => id.Value).ToArray()).ConfigureAwait(false);
        return (asking, false);
    }
}
