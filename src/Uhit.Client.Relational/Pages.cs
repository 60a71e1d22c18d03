using System.Data.Common;
using System.Runtime.CompilerServices;

namespace Uhit.Client.Relational;

/// <summary>Reads lists by pages, so that a slow reader holds no connection and no snapshot.</summary>
internal static class Pages
{
    /// <summary>Reads until a page has fewer rows than <paramref name="size"/>; each page is the one behind
    /// the last row, the first where there is none.</summary>
    public static async IAsyncEnumerable<T> ReadAsync<T>(
        int size, Func<T?, CancellationToken, Task<List<T>>> readAsync, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        T? last = null;
        List<T> page;
        do
        {
            page = await readAsync(last, cancellationToken).ConfigureAwait(false);
            foreach (var row in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return last = row;
            }
        }
        while (page.Count == size);
    }
}

/// <summary>An inquiry in a list, and where the list goes on behind it.</summary>
/// <param name="RequestId">The inquiry.</param>
/// <param name="At">The instant that the list is ordered by, in UTC ticks.</param>
/// <param name="Id">The row.</param>
internal sealed record InquiryPlace(RequestId RequestId, long At, long Id)
{
    public static InquiryPlace Read(DbDataReader reader) =>
        new(RequestId.FromStore(reader.GetString(0)), reader.GetInt64(1), reader.GetInt64(2));
}
