namespace Uhit.Client.PostgreSql.Stores;

/// <summary>What is under one receipt, counted.</summary>
internal sealed record ReceiptRow(long Id, ReceiptState State, int ChunkCount, long ChunkBytes, int UsageCount);
