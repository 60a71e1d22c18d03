using Uhit.Client.Store;

namespace Uhit.Client.Events.Dispatching;

/// <summary>Keeps a claim while its events are handled, and says when it is lost.</summary>
internal sealed class LeaseKeeper : IAsyncDisposable
{
    private readonly DispatchServices _services;
    private readonly DispatchClaim _claim;
    private readonly CancellationTokenSource _lost;
    private readonly CancellationTokenSource _done = new();
    private readonly Task _renewing;

    /// <param name="services">What it works with.</param>
    /// <param name="claim">The claim.</param>
    /// <param name="aborting">Also ends what runs under the claim.</param>
    public LeaseKeeper(DispatchServices services, DispatchClaim claim, CancellationToken aborting)
    {
        _services = services;
        _claim = claim;
        _lost = CancellationTokenSource.CreateLinkedTokenSource(aborting);
        _renewing = RenewAsync();
    }

    /// <summary>Cancelled when nothing under the claim may go on.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Notes that the store refused a write under the claim.</summary>
    public async Task LoseAsync()
    {
        DispatchLog.ClaimLost(_services.Logger, _claim.Client, _claim.RequestId.Value);
        await _lost.CancelAsync().ConfigureAwait(false);
    }

    /// <summary>Renews no more.</summary>
    public async ValueTask DisposeAsync()
    {
        await _done.CancelAsync().ConfigureAwait(false);
        await _renewing.ConfigureAwait(false);
        _done.Dispose();
        _lost.Dispose();
    }

    private async Task RenewAsync()
    {
        var (options, store, time) = (_services.Options, _services.Store, _services.Time);
        var until = _claim.Until;
        while (true)
        {
            await Task.Delay(options.Callback.Lease / 3, time, _done.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_done.IsCancellationRequested)
            {
                return;
            }

            try
            {
                var next = time.GetUtcNow() + options.Callback.Lease;
                if (!await store.Dispatch.RenewAsync(_claim, next, _done.Token).ConfigureAwait(false))
                {
                    await LoseAsync().ConfigureAwait(false);
                    return;
                }

                until = next;
            }
            catch (OperationCanceledException) when (_done.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                DispatchLog.StoreFailed(_services.Logger, _claim.Client, e);
                if (time.GetUtcNow() >= until)
                {
                    // Nobody can say any more that the inquiry is ours.
                    await _lost.CancelAsync().ConfigureAwait(false);
                    return;
                }
            }
        }
    }
}
