using System.Threading.Channels;
using Uhit.Client.Store;
using Uhit.Client.Usage;

namespace Uhit.Client.Receiving;

/// <summary>Takes usage from the synchronous reader and appends it to the store in batches, at most two of them behind: memory stays flat,
/// and a flood of small lines costs no commit for each.</summary>
internal sealed class UsageAppender : IAsyncDisposable
{
    public const int MaxBatchLines = 1000;
    public const int MaxBatchBytes = 1024 * 1024;

    private const int MaxWaiting = 2;

    private readonly ICallbackInbox _inbox;
    private readonly ReceiptId _receipt;
    private readonly Channel<List<PackedUsage>> _batches =
        Channel.CreateUnbounded<List<PackedUsage>>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly SemaphoreSlim _room = new(MaxWaiting);
    private readonly ReadingTurns.Turn _turn;
    private readonly CancellationTokenSource _stop;
    private readonly Task _appending;
    private List<PackedUsage> _batch = [];
    private long _batchBytes;

    public UsageAppender(ICallbackInbox inbox, ReceiptId receipt, ReadingTurns.Turn turn, CancellationToken cancellationToken)
    {
        _turn = turn;
        _inbox = inbox;
        _receipt = receipt;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _appending = Task.Run(AppendAllAsync, CancellationToken.None);
    }

    /// <summary>Takes one line; waits while the store is behind, and lets others read meanwhile.</summary>
    /// <exception cref="OperationCanceledException">It was stopped, or the store failed: <see cref="FinishAsync"/> says how.</exception>
    public void Take(UsageHistory history)
    {
        var packed = UsageCodec.Pack(history);
        _batch.Add(packed);
        _batchBytes += packed.Content.Length;
        if (_batch.Count >= MaxBatchLines || _batchBytes >= MaxBatchBytes)
        {
            _turn.WaitFor(_room, _stop.Token);
            HandOver();
        }
    }

    /// <summary>Waits until all that was taken is appended.</summary>
    public Task FinishAsync()
    {
        if (_batch.Count > 0)
        {
            HandOver();
        }

        _batches.Writer.TryComplete();
        return _appending;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _batches.Writer.TryComplete();
        await _appending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _room.Dispose();
    }

    private void HandOver()
    {
        _batches.Writer.TryWrite(_batch);
        _batch = [];
        _batchBytes = 0;
    }

    private async Task AppendAllAsync()
    {
        var ordinal = 0;
        try
        {
            await foreach (var batch in _batches.Reader.ReadAllAsync(_stop.Token).ConfigureAwait(false))
            {
                await _inbox.AppendUsageAsync(_receipt, ordinal, batch, _stop.Token).ConfigureAwait(false);
                ordinal += batch.Count;
                _room.Release();
            }
        }
        catch
        {
            // Lets a reader go that waits for room.
            await _stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }
}
