using System.Collections.Immutable;

namespace Uhit.Client.Inquiries.Ledger;

/// <summary>One delivery of CNP's: the parts that have come.</summary>
internal sealed record DeliveryRecord
{
    internal static DeliveryRecord Empty { get; } = new();

    /// <summary>How many parts it has: the most that any part said.</summary>
    public int PartCount { get; init; }

    /// <summary>The parts that have come, by number; of one that came twice under two MessageIds, the later.</summary>
    public ImmutableSortedDictionary<int, PartRecord> Parts { get; init; } = ImmutableSortedDictionary<int, PartRecord>.Empty;

    /// <summary>Whether all parts have come.</summary>
    public bool IsWhole => PartCount > 0 && Parts.Count(part => part.Key >= 1 && part.Key <= PartCount) == PartCount;

    internal DeliveryRecord With(Delivered fact) => this with
    {
        PartCount = Math.Max(PartCount, fact.Part.PartCount),
        Parts = Parts.TryGetValue(fact.Part.PartNumber, out var known)
            && !FactTies.IsLater(known.Order, fact.Order, () => FactTies.Content(known.Lines), () => FactTies.Content(fact.Lines))
            ? Parts
            : Parts.Put(fact.Part.PartNumber, new PartRecord(fact.Order, fact.Lines)),
    };
}

/// <summary>One part of a delivery.</summary>
/// <param name="Order">What makes it later than another.</param>
/// <param name="Lines">What it holds for each line.</param>
internal sealed record PartRecord(MessageOrder Order, IReadOnlyList<DeliveredLine> Lines);
