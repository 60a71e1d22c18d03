using System.Data.Common;
using Uhit.Client.Store;

namespace Uhit.Client.Relational;

/// <summary>How far a handler has come with an event.</summary>
internal sealed record HandlerProgressRow(long Sequence, string Handler, HandlerProgress Progress)
{
    public const string Columns = "sequence, handler, failures, is_complete, not_before, died_at IS NOT NULL, replays";

    public static HandlerProgressRow Read(DbDataReader reader) => new(
        reader.GetInt64(0),
        reader.GetString(1),
        new HandlerProgress(reader.GetInt32(2), reader.GetBoolean(3), reader.GetInstantOrNull(4))
        {
            IsDead = reader.GetBoolean(5),
            Replays = reader.GetInt32(6),
        });
}
