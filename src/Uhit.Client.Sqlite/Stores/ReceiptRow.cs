namespace Uhit.Client.Sqlite.Stores;

/// <summary>What is under one receipt.</summary>
internal sealed record ReceiptRow(long Id, ReceiptState State, int ChunkCount, long ChunkBytes, int UsageCount);
