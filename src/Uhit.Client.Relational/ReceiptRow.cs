using System.Data.Common;
using Uhit.Client.Store;

namespace Uhit.Client.Relational;

/// <summary>What is under one receipt.</summary>
internal sealed record ReceiptRow(long Id, ReceiptState State, int ChunkCount, long ChunkBytes, int UsageCount)
{
    /// <summary>Reads id, state, number and bytes of the chunks, number of lines of usage.</summary>
    public static ReceiptRow Read(DbDataReader reader) =>
        new(reader.GetInt64(0), (ReceiptState)reader.GetInt32(1), reader.GetInt32(2), reader.GetInt64(3), reader.GetInt32(4));

    public void RequireStaged() => StoreRules.RequireStaged(State is ReceiptState.Staged);
}
