using Microsoft.Extensions.Logging;
using Uhit.Client.Store;

namespace Uhit.Client.Callbacks.Dispatching;

/// <summary>Claims inquiries whose events wait, and has a bounded number of them handled at the same time.</summary>
internal sealed class EventPump(
    CallbackDispatcherOptions options, IUhitStore store, HandlerSet handlers, DispatchSignal signal, TimeProvider time, ILogger logger)
{
    private readonly string _owner = $"{System.Environment.MachineName}/{System.Environment.ProcessId}/{Guid.NewGuid():N}";
    private bool _storeFailed;

    /// <summary>Runs until it is stopped and what was begun has ended.</summary>
    /// <param name="stopping">Claims nothing more.</param>
    /// <param name="aborting">Cuts handlers off.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken aborting)
    {
        var stopped = Task.Delay(Timeout.InfiniteTimeSpan, time, stopping);
        var running = new List<Task>();
        while (!stopping.IsCancellationRequested)
        {
            running.RemoveAll(task => task.IsCompleted);
            if (running.Count >= Math.Max(1, options.MaxConcurrentInquiries))
            {
                await Task.WhenAny([.. running, stopped]).ConfigureAwait(false);
            }
            else if (await ClaimAsync(stopping).ConfigureAwait(false) is { } claim)
            {
                running.Add(Task.Run(() => HandleAsync(claim, stopping, aborting), CancellationToken.None));
            }
            else
            {
                await signal.WaitAsync(options.PollInterval, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await Task.WhenAll(running).ConfigureAwait(false);
    }

    private async Task HandleAsync(DispatchClaim claim, CancellationToken stopping, CancellationToken aborting)
    {
        var run = new ClaimRun(options, store, handlers, time, logger, claim);
        await run.RunAsync(stopping, aborting).ConfigureAwait(false);

        // More events of the same inquiry may have come meanwhile.
        signal.Set();
    }

    private async Task<DispatchClaim?> ClaimAsync(CancellationToken stopping)
    {
        var kinds = handlers.Kinds;
        if (kinds.Count == 0)
        {
            return null;
        }

        try
        {
            var claim = await store.Dispatch.ClaimAsync(
                new DispatchClaimRequest { Owner = _owner, Clients = [options.Client], Kinds = kinds, Now = time.GetUtcNow(), Lease = options.Lease },
                stopping).ConfigureAwait(false);
            if (_storeFailed)
            {
                _storeFailed = false;
                DispatchLog.StoreRecovered(logger, options.Client);
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
                DispatchLog.StoreFailed(logger, options.Client, e);
            }

            return null;
        }
    }
}
