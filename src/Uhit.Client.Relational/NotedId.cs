using System.Data.Common;

namespace Uhit.Client.Relational;

/// <summary>Under which Authentication ID a named client uses the store.</summary>
internal static class NotedId
{
    public static KeyValuePair<string, AuthenticationId> Read(DbDataReader reader) =>
        new(reader.GetString(0), AuthenticationId.FromStore(reader.GetString(1)));
}
