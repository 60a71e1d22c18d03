using Uhit.Client;

internal static class Purging
{
    public static Task<PurgeResult> OfInquiryAsync(IUsageHistoryInbox inbox, RequestId requestId) =>
        inbox.PurgeAsync(PurgeRequest.Of(requestId));

    // One ESI ID, everywhere in this client, and what waits for a handler with it.
    public static Task<PurgeResult> OfEsiIdAsync(IUsageHistoryInbox inbox, EsiId esiId) =>
        inbox.PurgeAsync(PurgeRequest.Of(esiId) with { IncludeWaiting = true });
}
