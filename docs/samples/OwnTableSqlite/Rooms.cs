using Uhit.Client;
using Uhit.Client.Store;

internal static class Rooms
{
    public static async Task<int> ImportAsync(IUsageHistoryClient client, UsageHistoryInquiry inquiry, RequestId id, DateTimeOffset sentAt)
    {
        var result = await client.ImportInquiryAsync(inquiry, id, sentAt);
        return result.Adopted; // so many callbacks belong to it now
    }

    public static async Task ReplayAllAsync(IServiceProvider services, ILogger logger)
    {
        var inbox = services.GetRequiredKeyedService<IUsageHistoryInbox>("Production");
        await foreach (var entry in inbox.ListAsync(InboxRoom.Unreadable))
        {
            var replayed = await inbox.ReplayAsync(entry.Receipt); // Stored, Unmatched, Duplicate, NotReadable, NoBody
            logger.LogInformation("{Receipt}: {Outcome}", entry.Receipt, replayed.Outcome);
        }
    }
}
