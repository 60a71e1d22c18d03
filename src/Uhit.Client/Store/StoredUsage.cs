using System.Diagnostics.CodeAnalysis;

namespace Uhit.Client.Store;

/// <summary>The usage of one line, with the message that brought it.</summary>
/// <param name="Order">What makes that message later than another.</param>
/// <param name="Part">Which part of which delivery it was.</param>
/// <param name="Receipt">The receipt of the message.</param>
/// <param name="Usage">The usage.</param>
[Experimental("UHIT001")]
public sealed record StoredUsage(MessageOrder Order, DeliveryPart Part, ReceiptId Receipt, PackedUsage Usage);
