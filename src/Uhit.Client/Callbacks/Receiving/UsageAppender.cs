using System.Threading.Channels;
using Uhit.Client.Store;
using Uhit.Client.Usage;

namespace Uhit.Client.Callbacks.Receiving;

/// <summary>Takes usage from the synchronous reader and appends it to the store, at most a few lines behind: memory stays flat.</summary>
internal sealed class UsageAppender : IAsyncDisposable
{
    private const int MaxWaiting = 4;

    private readonly ICallbackInbox _inbox;
    private readonly ReceiptId _receipt;
    private readonly Channel<PackedUsage> _lines = Channel.CreateUnbounded<PackedUsage>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly SemaphoreSlim _room = new(MaxWaiting);
    private readonly CancellationTokenSource _stop;
    private readonly Task _appending;

    public UsageAppender(ICallbackInbox inbox, ReceiptId receipt, CancellationToken cancellationToken)
    {
        _inbox = inbox;
        _receipt = receipt;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _appending = Task.Run(AppendAllAsync, CancellationToken.None);
    }

    /// <summary>How many lines were taken.</summary>
    public int Count { get; private set; }

    /// <summary>Takes one line; waits while the store is behind.</summary>
    /// <exception cref="OperationCanceledException">It was stopped, or the store failed: <see cref="FinishAsync"/> says how.</exception>
    public void Take(UsageHistory history)
    {
        var packed = UsageCodec.Pack(history);
        _room.Wait(_stop.Token);
        Count++;
        _lines.Writer.TryWrite(packed);
    }

    /// <summary>Waits until all that was taken is appended.</summary>
    public Task FinishAsync()
    {
        _lines.Writer.TryComplete();
        return _appending;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _lines.Writer.TryComplete();
        await _appending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _room.Dispose();
    }

    private async Task AppendAllAsync()
    {
        var ordinal = 0;
        try
        {
            await foreach (var line in _lines.Reader.ReadAllAsync(_stop.Token).ConfigureAwait(false))
            {
                await _inbox.AppendUsageAsync(_receipt, ordinal++, line, _stop.Token).ConfigureAwait(false);
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
