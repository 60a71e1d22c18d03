using System.IO.Compression;
using System.Security.Cryptography;
using Uhit.Client.Reliability.Hosting;
using Uhit.Client.Reliability.Traffic;
using Uhit.Client.Store;

namespace Uhit.Client.Reliability.Checking;

/// <summary>Compares what was acknowledged with what is in the store: the body's bytes, the usage, the acknowledgement's bytes.</summary>
internal static class MessageCheck
{
    public static async Task RunAsync(IUhitStore store, int seed, IEnumerable<AcknowledgedCallback> acknowledged, Findings findings)
    {
        var receipts = new Dictionary<string, ReceiptId>(StringComparer.Ordinal);
        foreach (var room in new[] { InboxRoom.Inbox, InboxRoom.Unmatched })
        {
            await foreach (var entry in store.Inbox.ListAsync(HostServices.ClientName, room).ConfigureAwait(false))
            {
                receipts.Add(entry.MessageKey!, entry.Receipt);
            }
        }

        foreach (var inquiry in acknowledged.GroupBy(callback => callback.Inquiry))
        {
            var plan = new InquiryPlan(seed, inquiry.Key);
            foreach (var known in inquiry)
            {
                var callback = plan.Callback(known.Ordinal);
                if (receipts.TryGetValue(callback.MessageId.Value, out var receipt))
                {
                    await CompareAsync(store, receipt, callback, known.Answer, findings).ConfigureAwait(false);
                }
                else
                {
                    findings.AddLost($"{callback.MessageId.Value} is not in the store");
                }
            }
        }
    }

    private static async Task CompareAsync(IUhitStore store, ReceiptId receipt, PlannedCallback callback, byte[]? answer, Findings findings)
    {
        var id = callback.MessageId.Value;
        var message = await store.Inbox.FindAsync(receipt).ConfigureAwait(false);
        if (message is null
            || !message.BodySha256.Span.SequenceEqual(SHA256.HashData(callback.Body))
            || !await HasBodyAsync(store, receipt, callback).ConfigureAwait(false))
        {
            findings.AddLost($"the body of {id} is not what was sent");
            return;
        }

        if (answer is not null && !message.AnswerSoap11.Span.SequenceEqual(answer))
        {
            findings.AddWrong($"the stored acknowledgement of {id} is not the one that was given");
        }

        var usage = await store.Inbox.ReadMessageUsageAsync(receipt).ToListAsync().ConfigureAwait(false);
        var expected = callback.Usage.Select(UsageCodec.Pack).ToList();
        if (usage.Count != expected.Count
            || !usage.Zip(expected).All(pair => pair.First.Content.Span.SequenceEqual(pair.Second.Content.Span)))
        {
            findings.AddLost($"the usage of {id} is not what was sent");
        }
    }

    private static async Task<bool> HasBodyAsync(IUhitStore store, ReceiptId receipt, PlannedCallback callback)
    {
        var stored = await store.Inbox.OpenBodyAsync(receipt).ConfigureAwait(false);
        await using var disposingStored = stored.ConfigureAwait(false);
        var plain = new BrotliStream(stored, CompressionMode.Decompress);
        await using var disposingPlain = plain.ConfigureAwait(false);
        using var body = new MemoryStream(callback.Body.Length);
        await plain.CopyToAsync(body).ConfigureAwait(false);
        return body.GetBuffer().AsSpan(0, (int)body.Length).SequenceEqual(callback.Body);
    }
}
