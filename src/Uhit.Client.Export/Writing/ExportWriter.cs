using Uhit.Client.Export.Readings;
using Uhit.Client.Usage;

namespace Uhit.Client.Export.Writing;

/// <summary>Writes one file. It tells its tally what it wrote.</summary>
internal abstract class ExportWriter
{
    public virtual ValueTask BeginAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Writes one ESI ID.</summary>
    /// <param name="history">All that is known of it, in order; its series need not be looked at.</param>
    /// <param name="channels">What is to be written of its series; good until the next call.</param>
    /// <param name="cancellationToken">Stops.</param>
    public abstract ValueTask WriteAsync(
        UsageHistory history, IReadOnlyList<EnergyReadings> channels, CancellationToken cancellationToken);

    public abstract ValueTask EndAsync(CancellationToken cancellationToken);
}
