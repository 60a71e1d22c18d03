using Uhit.Client.Relational;
using Uhit.Client.Sqlite.Connections;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Stores;

/// <summary>The keys by which inquiries are found for callbacks that do not carry our RequestId,
/// and those by which such callbacks wait.</summary>
internal static class KeyRows
{
    public const string NamedSql = $"""
        SELECT {InquiryRow.Columns} FROM uhit_inquiry WHERE id IN (
          SELECT id FROM uhit_inquiry WHERE client = $1 AND request_id = $2
          UNION SELECT k.inquiry_id FROM uhit_inquiry_key k, json_each($3) wanted WHERE k.client = $1 AND k.key = wanted.value)
        ORDER BY id LIMIT 64
        """;

    public const string AskingSql = $"""
        SELECT {InquiryRow.Columns} FROM uhit_inquiry WHERE id IN (
          SELECT i.id FROM json_each($2) wanted CROSS JOIN uhit_inquiry_esi e ON e.esi_id = wanted.value CROSS JOIN uhit_inquiry i ON i.id = e.inquiry_id
          WHERE i.client = $1
          GROUP BY i.id ORDER BY i.is_finished, i.created_at DESC, i.id DESC LIMIT 64)
        """;

    /// <summary>The identifiers and ESI IDs of an unmatched message <c>m</c>, as JSON.</summary>
    public const string OfMessage = """
        (SELECT json_group_array(coalesce(k.key, 'e:' || k.esi_id)) FROM uhit_message_key k WHERE k.message_id = m.id ORDER BY k.id)
        """;

    /// <summary>Whether an inquiry, <c>i</c>, has a key of an unmatched message, <c>m</c>, or asks for an ESI ID of it.</summary>
    public const string Fits = """
        EXISTS (SELECT 1 FROM uhit_message_key k WHERE k.message_id = m.id AND (
          k.key = 'r:' || i.request_id
          OR EXISTS (SELECT 1 FROM uhit_inquiry_key q WHERE q.client = i.client AND q.key = k.key AND q.inquiry_id = i.id)
          OR EXISTS (SELECT 1 FROM uhit_inquiry_esi e WHERE e.esi_id = k.esi_id AND e.inquiry_id = i.id)))
        """;

    /// <summary>Whether any inquiry has a key of an unmatched message, <c>m</c>, or asks for an ESI ID of it.</summary>
    public const string FitsAny = """
        EXISTS (SELECT 1 FROM uhit_message_key k WHERE k.message_id = m.id AND (
          EXISTS (SELECT 1 FROM uhit_inquiry i WHERE i.client = m.client AND i.request_id = substr(k.key, 3) AND k.key LIKE 'r:%')
          OR EXISTS (SELECT 1 FROM uhit_inquiry_key q WHERE q.client = m.client AND q.key = k.key)
          OR EXISTS (SELECT 1 FROM uhit_inquiry_esi e JOIN uhit_inquiry i ON i.id = e.inquiry_id WHERE e.esi_id = k.esi_id AND i.client = m.client)))
        """;

    private const string AddSql = "INSERT INTO uhit_inquiry_key (client, key, inquiry_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";

    private const string AddOfMessageSql = "INSERT INTO uhit_message_key (message_id, key, esi_id) VALUES ($1, $2, $3)";

    /// <summary>Adds the keys of an inquiry that it does not have yet.</summary>
    public static void Add(SqliteSession session, long inquiryId, InquiryRecord record)
    {
        foreach (var key in StoreRules.KeysOf(record))
        {
            session.Execute(AddSql, record.Client, key, inquiryId);
        }
    }

    public static void Add(SqliteSession session, long messageId, InquirySearch search)
    {
        foreach (var key in SearchKeys.Of(search))
        {
            session.Execute(AddOfMessageSql, messageId, key, null);
        }

        foreach (var esiId in search.EsiIds)
        {
            session.Execute(AddOfMessageSql, messageId, null, esiId.Value);
        }
    }

    public static void Drop(SqliteSession session, long messageId) =>
        session.Execute("DELETE FROM uhit_message_key WHERE message_id = $1", messageId);

    public static InquiryCandidates Find(SqliteSession session, string client, InquirySearch search)
    {
        var named = session.Query(NamedSql, InquiryRow.Read, client, search.RequestId?.Value, SearchKeys.ToJson(search.Keys));
        return named.Count > 0
            ? new InquiryCandidates([.. named.Select(row => row.Record)], areNamed: true)
            : new InquiryCandidates(
                search.EsiIds.Count == 0
                    ? []
                    : [.. session.Query(AskingSql, InquiryRow.Read, client, SearchKeys.ToJson(search.EsiIds.Select(id => id.Value)))
                        .Select(row => row.Record)],
                areNamed: false);
    }
}
