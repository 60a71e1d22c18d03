using System.Data.Common;
using Uhit.Client.Store;

namespace Uhit.Client.Relational;

/// <summary>The row of what is counted.</summary>
internal static class StatisticsRow
{
    /// <summary>Reads inquiries, messages, unmatched, unreadable, usage lines, waiting events, staged receipts, dead letters.</summary>
    public static StoreStatistics Read(DbDataReader reader) => new()
    {
        Inquiries = reader.GetInt64(0),
        Messages = reader.GetInt64(1),
        Unmatched = reader.GetInt64(2),
        Unreadable = reader.GetInt64(3),
        UsageLines = reader.GetInt64(4),
        WaitingEvents = reader.GetInt64(5),
        StagedReceipts = reader.GetInt64(6),
        DeadLetters = reader.GetInt64(7),
    };
}
