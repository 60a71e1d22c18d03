using System.Diagnostics.CodeAnalysis;
using Uhit.Client.Usage;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>The usage that is put together of rows, which may come in any order: by ESI ID, by day, or as it happened.</summary>
/// <remarks>Together they hold no more than the usage of one ESI ID may. Beyond that the one whose last row is longest ago is complete;
/// where rows of it come after all, they are refused: two halves of one would be told as two.</remarks>
/// <param name="max">How many readings they may hold; series, bills and each usage itself count as readings of the same memory.</param>
/// <param name="tell">Takes one that is complete.</param>
internal sealed class RowUsages(long max, Action<OpenUsage> tell)
{
    /// <summary>What one counts beside what it holds: it takes memory without any.</summary>
    private const int WeightOfOne = 200;

    private readonly Dictionary<EsiId, LinkedListNode<OpenUsage>> _open = [];
    private readonly LinkedList<OpenUsage> _byUse = [];
    private readonly HashSet<EsiId> _complete = [];
    private long _weight;

    /// <summary>The one of the last row.</summary>
    public OpenUsage? Current => _byUse.Last?.Value;

    /// <summary>Goes on with the usage of an ESI ID.</summary>
    /// <returns>False where it is complete already.</returns>
    public bool TryMoveTo(EsiId esiId, Func<UsageAssembler> make, [NotNullWhen(true)] out OpenUsage? usage)
    {
        usage = Current;
        if (usage?.EsiId == esiId)
        {
            return true;
        }

        if (usage is not null)
        {
            _weight += usage.Assembler.Weight + WeightOfOne - usage.Weight;
            usage.Weight = usage.Assembler.Weight + WeightOfOne;
        }

        if (_open.TryGetValue(esiId, out var node))
        {
            usage = node.Value;
            _byUse.Remove(node);
            _byUse.AddLast(node);
        }
        else if (_complete.Contains(esiId))
        {
            usage = null;
            return false;
        }
        else
        {
            usage = new OpenUsage(make()) { EsiId = esiId };
            _open.Add(esiId, _byUse.AddLast(usage));
        }

        while (_weight > max && _byUse.First is { } oldest && oldest.Value != usage)
        {
            Complete(oldest.Value);
        }

        return true;
    }

    /// <summary>All are complete: the one that has waited longest is told first.</summary>
    public void End()
    {
        while (_byUse.First is { } oldest)
        {
            Complete(oldest.Value);
        }
    }

    private void Complete(OpenUsage usage)
    {
        _byUse.RemoveFirst();
        _open.Remove(usage.EsiId);
        _complete.Add(usage.EsiId);
        _weight -= usage.Weight;
        tell(usage);
    }
}

/// <summary>The usage of an ESI ID of which more may come.</summary>
internal sealed class OpenUsage(UsageAssembler assembler)
{
    public UsageAssembler Assembler => assembler;

    /// <summary>The ESI ID, where rows are put together.</summary>
    public EsiId EsiId { get; init; }

    /// <summary>What is said beside the usage, once that is known.</summary>
    public UsageHistory? Head { get; set; }

    public UsagePeriod? Period { get; set; }

    /// <summary>What it was counted with.</summary>
    public long Weight { get; set; }
}
