using System.Data.Common;

namespace Uhit.Client.Relational;

/// <summary>An inquiry in a list, and where the list goes on behind it.</summary>
/// <param name="RequestId">The inquiry.</param>
/// <param name="At">The instant that the list is ordered by, in UTC ticks.</param>
/// <param name="Id">The row.</param>
internal sealed record InquiryPlace(RequestId RequestId, long At, long Id)
{
    public static InquiryPlace Read(DbDataReader reader) =>
        new(RequestId.FromStore(reader.GetString(0)), reader.GetInt64(1), reader.GetInt64(2));
}
