namespace Uhit.Client.Inquiries.Ledger;

/// <summary>One part of a delivery.</summary>
/// <param name="Order">What makes it later than another.</param>
/// <param name="Lines">What it holds for each line.</param>
internal sealed record PartRecord(MessageOrder Order, IReadOnlyList<DeliveredLine> Lines);
