using Uhit.Client.Store;

namespace Uhit.Client.Conformance.Store;

/// <summary>What the classes about purging share.</summary>
public abstract class RetentionConformanceBase : StoreConformance
{
    protected static DateTimeOffset Later { get; } = Sample.Now.AddDays(30);

    protected static PurgeTerms Terms { get; } =
        new() { Client = Sample.Client, At = Later, Kinds = [StoredEventKind.UsageDelivered, StoredEventKind.InquiryCompleted] };

    protected IMaintenanceStore Maintenance => Store.Maintenance;

    protected async Task<InboxMessage> CommitAsync(
        string key = "M-1", string requestId = "R-1", int chunks = 1, int[]? lines = null, DateTimeOffset? receivedAt = null)
    {
        lines ??= [1];
        var message = Sample.Message(key, requestId) with
        {
            BodyChunks = chunks,
            UsageCount = lines.Length,
            ReceivedAt = receivedAt ?? Sample.Now,
            Part = new DeliveryPart(DeliveryId.Parse("D-" + key), 1, 1),
        };
        for (var i = 0; i < lines.Length; i++)
        {
            await Store.Inbox.AppendUsageAsync(message.Receipt, i, Sample.Usage(lines[i]));
        }

        for (var i = 0; i < chunks; i++)
        {
            await Store.Inbox.AppendBodyAsync(message.Receipt, i, "a"u8.ToArray());
        }

        await Store.Inbox.CommitAsync(message, Sample.Delivered(message));
        return message;
    }

    protected async Task<List<ReceiptId>> ReceiptsAsync(PurgeTerms terms) =>
        (await ToListAsync(Maintenance.ListMessagesAsync(terms))).ConvertAll(entry => entry.Receipt);

    protected async Task<long> BodyLengthAsync(ReceiptId receipt)
    {
        await using var body = await Store.Inbox.OpenBodyAsync(receipt);
        var copy = new MemoryStream();
        await body.CopyToAsync(copy);
        return copy.Length;
    }

    protected async Task FinishAllAsync()
    {
        while ((await ClaimAndFinishAsync(finish: true)).Count > 0)
        {
        }
    }

    protected async Task<IReadOnlyList<StoredEvent>> ClaimAndFinishAsync(bool finish)
    {
        var claim = await ClaimAsync();
        if (claim is null)
        {
            return [];
        }

        foreach (var stored in finish ? claim.Events : [])
        {
            await Store.Dispatch.FinishAsync(claim, stored.Sequence);
        }

        await Store.Dispatch.ReleaseAsync(claim, null);
        return claim.Events;
    }

    protected Task<DispatchClaim?> ClaimAsync() => Store.Dispatch.ClaimAsync(new DispatchClaimRequest
    {
        Owner = "test",
        Clients = [Sample.Client],
        Kinds = Enum.GetValues<StoredEventKind>(),
        Now = Later,
        Lease = TimeSpan.FromMinutes(1),
    });
}
