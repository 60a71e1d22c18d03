using System.Runtime.CompilerServices;
using Uhit.Client;
using Uhit.Client.Inquiries.Correlation;
using Uhit.Client.Store;
using Uhit.Client.Usage;

namespace Uhit.Cli.Usage;

/// <summary>What arrived for some inquiries of a store, one history for each ESI ID: of an ESI ID that several inquiries asked for, what
/// came for all of them is put together, the later message holds.</summary>
/// <remarks>Holds the inquiries, and the usage of one ESI ID at a time. Inquiries that share an ESI ID are read side by side.</remarks>
internal sealed class StoredUsage
{
    private readonly IUhitStore _store;
    private readonly List<Source> _sources;

    private StoredUsage(IUhitStore store, List<Source> sources) => (_store, _sources) = (store, sources);

    /// <summary>The inquiries, the oldest first.</summary>
    public IReadOnlyList<RequestId> RequestIds => [.. _sources.Select(source => source.Record.RequestId)];

    /// <summary>The ESI IDs that they ask for, as far as they are meant.</summary>
    public IReadOnlySet<EsiId> EsiIds => _sources.SelectMany(source => source.EsiIds).ToHashSet();

    /// <summary>Finds the inquiries.</summary>
    /// <param name="store">The store.</param>
    /// <param name="client">Of which named client; <see langword="null"/> for all.</param>
    /// <param name="requestIds">Which inquiries; none for all.</param>
    /// <param name="esiIds">Which ESI IDs; none for all.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<StoredUsage> FindAsync(
        IUhitStore store, string? client, IReadOnlyCollection<RequestId> requestIds, IReadOnlyCollection<EsiId> esiIds,
        CancellationToken cancellationToken)
    {
        var (wanted, chosen) = (requestIds.ToHashSet(), esiIds.ToHashSet());
        var sources = new List<Source>();
        await foreach (var record in store.Inquiries.ListAsync(client, InquiryQuery.All, cancellationToken).ConfigureAwait(false))
        {
            if (wanted.Count == 0 || wanted.Contains(record.RequestId))
            {
                var asked = InquiryLines.NumbersOf(record.Inquiry).Keys.Where(id => chosen.Count == 0 || chosen.Contains(id)).ToHashSet();
                sources.Add(new Source(record, asked));
            }
        }

        sources.Reverse();
        return new StoredUsage(store, sources);
    }

    /// <summary>The same of one inquiry alone.</summary>
    public StoredUsage Of(RequestId requestId) => new(_store, _sources.FindAll(source => source.Record.RequestId == requestId));

    /// <summary>Reads one ESI ID after another.</summary>
    public async IAsyncEnumerable<UsageHistory> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var group in Groups())
        {
            await foreach (var history in UsagePieces.MergeAsync(SideBySideAsync(group, cancellationToken), cancellationToken)
                .ConfigureAwait(false))
            {
                yield return history;
            }
        }
    }

    // Each inquiry's usage comes in order of ESI IDs: so do all of them, taken one ESI ID after another.
    private async IAsyncEnumerable<(MessageOrder Order, PackedUsage Usage)> SideBySideAsync(
        List<Source> sources, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var open = new List<IAsyncEnumerator<PackedUsage>>();
        try
        {
            foreach (var source in sources)
            {
                var pieces = Whole(source, cancellationToken).GetAsyncEnumerator(cancellationToken);
                open.Add(pieces);
                if (!await pieces.MoveNextAsync().ConfigureAwait(false))
                {
                    await CloseAsync(open, pieces).ConfigureAwait(false);
                }
            }

            while (open.Count > 0)
            {
                var next = open.MinBy(pieces => pieces.Current.EsiId.Value, StringComparer.Ordinal)!.Current.EsiId;
                foreach (var pieces in open.ToList())
                {
                    while (pieces.Current.EsiId == next)
                    {
                        yield return (pieces.Current.Order, pieces.Current);
                        if (!await pieces.MoveNextAsync().ConfigureAwait(false))
                        {
                            await CloseAsync(open, pieces).ConfigureAwait(false);
                            break;
                        }
                    }
                }
            }
        }
        finally
        {
            foreach (var pieces in open)
            {
                await pieces.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private IAsyncEnumerable<PackedUsage> Whole(Source source, CancellationToken cancellationToken) =>
        _store.Inbox.ReadUsageAsync(source.Record.Client, source.Record.RequestId, cancellationToken).Where(usage =>
            source.EsiIds.Contains(usage.EsiId)
            && source.Record.Ledger.Deliveries.TryGetValue(usage.Part!.DeliveryId.Value, out var delivery) && delivery.IsWhole);

    private static async ValueTask CloseAsync(List<IAsyncEnumerator<PackedUsage>> open, IAsyncEnumerator<PackedUsage> pieces)
    {
        open.Remove(pieces);
        await pieces.DisposeAsync().ConfigureAwait(false);
    }

    // Inquiries that hang together by ESI IDs, in the order of the first of them.
    private IEnumerable<List<Source>> Groups()
    {
        var groups = new List<(List<Source> Sources, HashSet<EsiId> EsiIds)>();
        var groupOf = new Dictionary<EsiId, (List<Source> Sources, HashSet<EsiId> EsiIds)>();
        foreach (var source in _sources.Where(source => source.EsiIds.Count > 0))
        {
            var touched = source.EsiIds.Where(groupOf.ContainsKey).Select(id => groupOf[id]).Distinct().ToList();
            var group = touched.Count > 0 ? touched[0] : ([], []);
            if (touched.Count == 0)
            {
                groups.Add(group);
            }

            foreach (var other in touched.Skip(1))
            {
                group.Sources.AddRange(other.Sources);
                group.EsiIds.UnionWith(other.EsiIds);
                groups.Remove(other);
            }

            group.Sources.Add(source);
            group.EsiIds.UnionWith(source.EsiIds);
            foreach (var id in touched.Count > 1 ? group.EsiIds : source.EsiIds)
            {
                groupOf[id] = group;
            }
        }

        return groups.Select(group => group.Sources);
    }

    private sealed record Source(InquiryRecord Record, HashSet<EsiId> EsiIds);
}
