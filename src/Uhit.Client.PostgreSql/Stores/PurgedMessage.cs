using Npgsql;
using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Stores;

/// <summary>A message that is purged, and how much of it is there.</summary>
internal sealed record PurgedMessage(long Id, string Client, string RequestId, InboxRoom Room, int Chunks, int Usage)
{
    public static PurgedMessage Read(NpgsqlDataReader reader) => new(
        reader.GetInt64(0), reader.GetString(1), reader.GetString(2), (InboxRoom)reader.GetInt32(3), reader.GetInt32(4),
        reader.GetInt32(5));
}
