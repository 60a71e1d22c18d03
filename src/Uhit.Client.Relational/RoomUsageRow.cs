using System.Data.Common;
using Uhit.Client.Store;

namespace Uhit.Client.Relational;

/// <summary>What a bounded room holds, as it comes out of the database.</summary>
internal static class RoomUsageRow
{
    public static RoomUsage Read(DbDataReader reader) =>
        new((InboxRoom)reader.GetInt32(0), reader.IsDBNull(1) ? null : reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3));
}
