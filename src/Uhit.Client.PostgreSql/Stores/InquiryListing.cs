using System.Globalization;
using System.Text;
using Uhit.Client.Inquiries;

namespace Uhit.Client.PostgreSql.Stores;

/// <summary>The query of a list: only the conditions that are set, so that each combination has an index.</summary>
internal static class InquiryListing
{
    public static (string Sql, object?[] Values) Query(string? client, InquiryQuery query, (long CreatedAt, long Id)? after, int limit)
    {
        var sql = new StringBuilder("SELECT ").Append(InquiryRows.Columns).Append(" FROM uhit.inquiry WHERE true");
        var values = new List<object?>();

        void And(string condition, params object[] parameters)
        {
            var names = parameters.Select((_, i) => (object)("$" + (values.Count + i + 1).ToString(CultureInfo.InvariantCulture))).ToArray();
            values.AddRange(parameters);
            sql.Append(" AND ").AppendFormat(CultureInfo.InvariantCulture, condition, names);
        }

        if (client is not null)
        {
            And("client = {0}", client);
        }

        if (query.ClientReference is not null)
        {
            And("client_reference = {0}", query.ClientReference);
        }

        if (query.Sending is { } sending)
        {
            And("sending = {0}", sending);
        }

        if (query.IsFinished is { } isFinished)
        {
            And("is_finished = {0}", isFinished);
        }

        if (query.CreatedFrom is { } from)
        {
            And("created_at >= {0}", from);
        }

        if (query.CreatedBefore is { } before)
        {
            And("created_at < {0}", before);
        }

        if (after is { } last)
        {
            And("(created_at, id) < ({0}, {1})", last.CreatedAt, last.Id);
        }

        // The limit is a constant: a plan that is kept for any limit sorts.
        sql.Append(" ORDER BY created_at DESC, id DESC LIMIT ").Append(limit.ToString(CultureInfo.InvariantCulture));
        return (sql.ToString(), [.. values]);
    }
}
