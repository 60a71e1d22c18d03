using System.Diagnostics;
using System.Globalization;
using Uhit.Client.Inquiries;
using Uhit.Client.Reliability.Disk;
using Uhit.Client.Reliability.Load;
using Uhit.Client.Sqlite;
using Uhit.Client.Store;

namespace Uhit.Client.Reliability.Measure;

/// <summary>How many messages a store makes durable in a second: for each one a chunk of its body and then the commit, after which it would be acknowledged.</summary>
/// <param name="Senders">How many come at the same time.</param>
/// <param name="MaxGroup">How many writes may share a transaction: 1 for a commit each.</param>
/// <param name="AddedToSync">How much longer each sync takes.</param>
internal sealed record Acknowledging(int Senders, int MaxGroup, TimeSpan AddedToSync)
{
    private static readonly byte[] Body = new byte[2000];

    public async Task<double> MeasureAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        using var vfs = new DiskVfs(new SlowSync(AddedToSync));
        var store = new SqliteUhitStore(new SqliteStoreOptions { Path = folder.Database, MaxGroup = MaxGroup, Vfs = vfs.Name });
        await using (store.ConfigureAwait(false))
        {
            await store.Maintenance.InitializeAsync(cancellationToken).ConfigureAwait(false);
            await RunAsync(store, "warm", duration / 5, cancellationToken).ConfigureAwait(false);
            return await RunAsync(store, "m", duration, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<double> RunAsync(SqliteUhitStore store, string prefix, TimeSpan duration, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(
            async () =>
            {
                var count = 0;
                while (watch.Elapsed < duration)
                {
                    var message = MessageOf(string.Create(CultureInfo.InvariantCulture, $"{prefix}-{sender}-{count}"));
                    await store.Inbox.AppendBodyAsync(message.Receipt, 0, Body, cancellationToken).ConfigureAwait(false);
                    await store.Inbox.CommitAsync(message, static _ => null, cancellationToken).ConfigureAwait(false);
                    count++;
                }

                return count;
            },
            cancellationToken))).ConfigureAwait(false);
        return counts.Sum() / watch.Elapsed.TotalSeconds;
    }

    private static InboxMessage MessageOf(string key)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new InboxMessage
        {
            Receipt = ReceiptId.Create(TimeProvider.System),
            Client = LoadPlan.Client,
            Environment = UhitEnvironment.Test,
            Peer = "CNP",
            Operation = UhitOperation.NotifyValidation,
            MessageKey = key,
            Header = new MessageHeader
            {
                AuthenticationId = LoadPlan.ThirdParty,
                RequestId = RequestId.Parse("R-1"),
                MessageId = MessageId.Parse(key),
                SentAt = now,
            },
            Digest = new byte[32],
            DigestVersion = 1,
            WireFormat = "reference",
            ReceivedAt = now,
            BodyEncoding = "br",
            BodyLength = Body.Length,
            BodySha256 = new byte[32],
            BodyChunks = 1,
            UsageCount = 0,
            AnswerSoap11 = new byte[600],
            AnswerSoap12 = new byte[600],
        };
    }
}
