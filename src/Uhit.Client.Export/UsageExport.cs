using Uhit.Client.Export.Readings;
using Uhit.Client.Export.Writing;
using Uhit.Client.Usage;

namespace Uhit.Client.Export;

/// <summary>A format in which usage history is written, and what of it.</summary>
/// <remarks>
/// <para>Immutable and thread-safe. Energy is in kWh with all its digits; power (kW) becomes energy by the length of its interval. Meters
/// of one ESI ID are added, channels never: consumption and generation stay apart. Times are Central Prevailing Time.</para>
/// <para>What can't be written is named in the <see cref="ExportReport"/>, never counted as zero. Files hold personal data: ESI
/// IDs and what was used when.</para>
/// </remarks>
public abstract record UsageExport
{
    internal UsageExport()
    {
    }

    /// <summary>The first day that is written, in Central Prevailing Time.</summary>
    /// <value>Default: <see langword="null"/>: from the first reading.</value>
    public DateOnly? From { get; init; }

    /// <summary>The last day that is written, in Central Prevailing Time.</summary>
    /// <value>Default: <see langword="null"/>: to the last reading.</value>
    public DateOnly? To { get; init; }

    /// <summary>The one channel that is written: energy from the grid or to it.</summary>
    /// <value>Default: <see langword="null"/>: what the format has a place for.</value>
    public UsageChannel? Channel { get; init; }

    internal virtual UsageChannel? DefaultChannel => null;

    /// <summary>Writes usage history, one ESI ID after another, and says what became of it.</summary>
    /// <remarks>Holds one ESI ID at a time. Of an ESI ID that comes again the first history is written and the others are named in the
    /// report: put deliveries together first, as <c>IUsageHistoryClient.ReadUsageAsync</c> does.</remarks>
    /// <param name="usage">The histories.</param>
    /// <param name="output">Where to; it is left open.</param>
    /// <param name="cancellationToken">Stops; what is written so far is no whole file.</param>
    /// <exception cref="ArgumentException"><see cref="To"/> is before <see cref="From"/>, or options contradict each other.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<ExportReport> WriteAsync(
        IAsyncEnumerable<UsageHistory> usage, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(usage);
        ArgumentNullException.ThrowIfNull(output);
        var tally = new ExportTally();
        await WriteAsync(usage, output, tally, cancellationToken).ConfigureAwait(false);
        return tally.ToReport();
    }

    /// <summary>Writes one file of several that are counted together.</summary>
    internal async Task WriteAsync(
        IAsyncEnumerable<UsageHistory> usage, Stream output, ExportTally tally, CancellationToken cancellationToken)
    {
        if (To < From)
        {
            throw new ArgumentException("The last day is before the first.");
        }

        var collector = new EnergyCollector(From, To, Channel ?? DefaultChannel, tally);
        var writer = Open(output, tally);
        var seen = new HashSet<EsiId>();
        await writer.BeginAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var history in usage.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!seen.Add(history.EsiId))
            {
                tally.Skip(history.EsiId, ExportSkipReason.Repeated, string.Empty, 0);
                continue;
            }

            var merged = UsageHistoryMerge.Merge(history);
            await writer.WriteAsync(merged, collector.Read(merged), cancellationToken).ConfigureAwait(false);
        }

        await writer.EndAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Begins a file.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="tally">Is told what was written.</param>
    internal abstract ExportWriter Open(Stream output, ExportTally tally);
}
