using Uhit.Client.Reliability.Disk;
using Uhit.Client.Testing;

namespace Uhit.Client.Reliability.Faults;

/// <summary>Makes the disk fail at each kind of write, in each way, under callbacks: nothing is acknowledged that
/// is not stored, and it goes on without a restart.</summary>
internal static class FaultRun
{
    private const int InjectionsOfEach = 10;

    /// <param name="seed">Chooses load, order and what survives.</param>
    /// <param name="injections">How many times the disk is made to fail.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<FaultFigures> RunAsync(int seed, int injections, CancellationToken cancellationToken = default)
    {
        using var certificates = new ThrowawayCertificates();
        var random = new Random(seed);
        var figures = new FaultFigures();
        var waiting = new Queue<(FaultSite Site, DiskFault Fault)>();
        while (figures.Injections < injections)
        {
            var life = new FaultedLife(random, certificates, figures);
            await using (life.ConfigureAwait(false))
            {
                await life.StartAsync(cancellationToken).ConfigureAwait(false);
                var isUsable = true;
                for (var i = 0; isUsable && i < InjectionsOfEach && figures.Injections < injections; i++)
                {
                    if (waiting.Count == 0)
                    {
                        waiting = new Queue<(FaultSite, DiskFault)>(AllInSomeOrder(random));
                    }

                    var (site, fault) = waiting.Dequeue();
                    isUsable = await InjectAsync(life, site, fault, figures, cancellationToken).ConfigureAwait(false);
                }

                await life.EndAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        return figures;
    }

    /// <returns>Whether the store can still be used.</returns>
    private static async Task<bool> InjectAsync(
        FaultedLife life, FaultSite site, DiskFault fault, FaultFigures figures, CancellationToken cancellationToken)
    {
        try
        {
            await life.InjectAsync(site, fault, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception)
            when (exception is UhitStoreException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            figures.Add($"{fault} at {site}: the store did not recover without a restart: {exception.Message}");
            return false;
        }
    }

    private static (FaultSite, DiskFault)[] AllInSomeOrder(Random random)
    {
        var all = Enum.GetValues<FaultSite>().SelectMany(site => Enum.GetValues<DiskFault>().Select(fault => (site, fault))).ToArray();
        random.Shuffle(all);
        return all;
    }
}
