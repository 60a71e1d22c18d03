using System.Diagnostics;
using System.Globalization;
using Uhit.Client.Reliability.Disk;
using Uhit.Client.Reliability.Load;
using Uhit.Client.Sqlite;
using Uhit.Client.Store;

namespace Uhit.Client.Reliability.Measure;

/// <summary>How many messages a store makes durable in a second: for each one a chunk of its body and then the
/// commit, after which it would be acknowledged.</summary>
internal sealed class Acknowledging : IAsyncDisposable
{
    private static readonly byte[] Body = new byte[2000];

    private readonly TemporaryFolder _folder = new();
    private readonly DiskVfs _vfs;
    private readonly SqliteUhitStore _store;
    private readonly int _senders;
    private int _turn;

    /// <param name="senders">How many come at the same time.</param>
    /// <param name="maxGroup">How many writes may share a transaction: 1 for a commit each.</param>
    /// <param name="addedToSync">How much longer each sync takes.</param>
    public Acknowledging(int senders, int maxGroup, TimeSpan addedToSync)
    {
        _senders = senders;
        _vfs = new DiskVfs(new SlowSync(addedToSync));
        _store = new SqliteUhitStore(new SqliteStoreOptions { Path = _folder.Database, MaxGroup = maxGroup, Vfs = _vfs.Name });
    }

    /// <summary>Opens the store, and runs for a while so that everything is compiled.</summary>
    public async Task WarmAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        await _store.Maintenance.InitializeAsync(cancellationToken).ConfigureAwait(false);
        await RateAsync(duration, cancellationToken).ConfigureAwait(false);
    }

    /// <returns>How many in a second.</returns>
    public async Task<double> RateAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var turn = ++_turn;
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, _senders).Select(sender => Task.Run(
            async () =>
            {
                var count = 0;
                while (watch.Elapsed < duration)
                {
                    var message = MessageOf(string.Create(CultureInfo.InvariantCulture, $"{turn}-{sender}-{count}"));
                    await _store.Inbox.AppendBodyAsync(message.Receipt, 0, Body, cancellationToken).ConfigureAwait(false);
                    await _store.Inbox.CommitAsync(message, static _ => null, cancellationToken).ConfigureAwait(false);
                    count++;
                }

                return count;
            },
            cancellationToken))).ConfigureAwait(false);
        return counts.Sum() / watch.Elapsed.TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync().ConfigureAwait(false);
        _vfs.Dispose();
        _folder.Dispose();
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
