using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Uhit.Client.Relational;

/// <summary>Lists inquiries, the latest first, by pages: a slow reader holds no connection and no snapshot.</summary>
/// <remarks>One that can't be read keeps no other from being listed: the first such failure is thrown after all others were.</remarks>
internal static class InquiryListing
{
    private const int PageSize = 64;

    public static async IAsyncEnumerable<InquiryRecord> ReadAsync(
        string? client,
        InquiryQuery query,
        Func<string, object?[], CancellationToken, Task<List<ListedInquiry>>> readAsync,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var left = query.Limit ?? int.MaxValue;
        (long CreatedAt, long Id)? after = null;
        UhitStoreException? failure = null;
        while (left > 0)
        {
            var (sql, values) = Query(client, query, after, Math.Min(left, PageSize));
            var page = await readAsync(sql, values, cancellationToken).ConfigureAwait(false);
            foreach (var row in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                failure ??= row.Failure;
                if (row.Record is { } record)
                {
                    yield return record;
                }
            }

            if (page.Count < PageSize)
            {
                break;
            }

            left -= page.Count;
            after = (page[^1].CreatedAt, page[^1].Id);
        }

        if (failure is not null)
        {
            throw failure;
        }
    }

    /// <summary>The query of a page: only the conditions that are set, so that each combination has an index.</summary>
    public static (string Sql, object?[] Values) Query(
        string? client, InquiryQuery query, (long CreatedAt, long Id)? after, int limit)
    {
        var sql = new StringBuilder("SELECT ").Append(InquiryRow.Columns).Append(" FROM uhit.inquiry");
        var values = new List<object?>();
        And("client = {0}", client);
        And("client_reference = {0}", query.ClientReference);
        And("sending = {0}", query.Sending);
        And("is_finished = {0}", query.IsFinished);
        And("created_at >= {0}", query.CreatedFrom);
        And("created_at < {0}", query.CreatedBefore);
        And("(created_at, id) < ({0}, {1})", after?.CreatedAt, after?.Id);

        // The limit is a constant: a plan that is kept for any limit sorts.
        sql.Append(" ORDER BY created_at DESC, id DESC LIMIT ").Append(limit.ToString(CultureInfo.InvariantCulture));
        return (sql.ToString(), [.. values]);

        void And(string condition, params object?[] parameters)
        {
            if (parameters is [not null, ..])
            {
                var names =
                    parameters.Select((_, i) => (object)("$" + (values.Count + i + 1).ToString(CultureInfo.InvariantCulture))).ToArray();
                sql.Append(values.Count == 0 ? " WHERE " : " AND ").AppendFormat(CultureInfo.InvariantCulture, condition, names);
                values.AddRange(parameters);
            }
        }
    }
}

/// <summary>An inquiry of a list, or why it can't be read: the list goes on behind it.</summary>
/// <param name="Id">The row.</param>
/// <param name="CreatedAt">When it was created, in ticks.</param>
/// <param name="Record">The inquiry.</param>
/// <param name="Failure">Why it can't be read.</param>
internal sealed record ListedInquiry(long Id, long CreatedAt, InquiryRecord? Record, UhitStoreException? Failure)
{
    public static ListedInquiry Read(DbDataReader reader, PayloadProtection protection)
    {
        InquiryRecord? record = null;
        UhitStoreException? failure = null;
        try
        {
            record = InquiryRow.Read(reader, protection).Record;
        }
        catch (UhitStoreException exception) when (!exception.IsTransient)
        {
            failure = exception;
        }

        return new ListedInquiry(reader.GetInt64(0), reader.GetInt64(6), record, failure);
    }
}
