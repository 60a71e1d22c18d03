using Uhit.Client.Store;

namespace Uhit.Client.Events.Dispatching;

/// <summary>Claims inquiries whose events wait, and has a bounded number of them handled at the same time.</summary>
internal sealed class EventPump(DispatchServices services, DispatchSignal signal)
{
    private readonly DispatcherSettings _options = services.Options;
    private readonly string _owner = $"{System.Environment.MachineName}/{System.Environment.ProcessId}/{Guid.NewGuid():N}";
    private bool _storeFailed;

    /// <summary>Runs until it is stopped and what was begun has ended.</summary>
    /// <param name="stopping">Claims nothing more.</param>
    /// <param name="aborting">Cuts handlers off.</param>
    /// <param name="leaving">Waits for handlers no more.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken aborting, CancellationToken leaving)
    {
        var stopped = Task.Delay(Timeout.InfiniteTimeSpan, services.Time, stopping);
        var running = new List<Task>();
        while (!stopping.IsCancellationRequested)
        {
            running.RemoveAll(task => task.IsCompleted);
            if (running.Count >= Math.Max(1, _options.Callback.MaxConcurrentHandlers))
            {
                await Task.WhenAny([.. running, stopped]).ConfigureAwait(false);
            }
            else if (await ClaimAsync(stopping).ConfigureAwait(false) is { } claim)
            {
                running.Add(Task.Run(() => HandleAsync(claim, stopping, aborting, leaving), CancellationToken.None));
            }
            else
            {
                await signal.WaitAsync(
                    _options.Callback.PollInterval, services.Time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await Task.WhenAll(running).ConfigureAwait(false);
    }

    private async Task HandleAsync(DispatchClaim claim, CancellationToken stopping, CancellationToken aborting, CancellationToken leaving)
    {
        await new ClaimRun(services, claim).RunAsync(stopping, aborting, leaving).ConfigureAwait(false);

        // More events of the same inquiry may have come meanwhile.
        signal.Set();
    }

    private async Task<DispatchClaim?> ClaimAsync(CancellationToken stopping)
    {
        var kinds = services.Handlers.Kinds;
        if (kinds.Count == 0)
        {
            return null;
        }

        try
        {
            var claim = await services.Store.Dispatch.ClaimAsync(
                new DispatchClaimRequest
                {
                    Owner = _owner,
                    Clients = [_options.Client],
                    Kinds = kinds,
                    Now = services.Time.GetUtcNow(),
                    Lease = _options.Callback.Lease,
                },
                stopping).ConfigureAwait(false);
            if (_storeFailed)
            {
                _storeFailed = false;
                DispatchLog.StoreRecovered(services.Logger, _options.Client);
            }

            return claim;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception e)
        {
            if (!_storeFailed)
            {
                _storeFailed = true;
                DispatchLog.StoreFailed(services.Logger, _options.Client, e);
            }

            return null;
        }
    }
}
