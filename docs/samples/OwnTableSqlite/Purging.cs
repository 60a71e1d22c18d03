using Uhit.Client;

internal static class Purging
{
    public static Task<PurgeResult> OfInquiryAsync(IUsageHistoryInbox inbox, RequestId requestId) =>
        inbox.PurgeInquiryAsync(requestId);

    // One ESI ID, everywhere in this client, and what waits for a handler with it.
    public static Task<PurgeResult> OfEsiIdAsync(IUsageHistoryInbox inbox, EsiId esiId) =>
        inbox.PurgeEsiIdAsync(esiId, includeWaiting: true);
}
