namespace Uhit.Client.Store;

/// <summary>The usage of one line, with the message that brought it.</summary>
public sealed record StoredUsage
{
    /// <summary>Makes one.</summary>
    /// <param name="order">What makes that message later than another.</param>
    /// <param name="part">Which part of which delivery it was.</param>
    /// <param name="receipt">The receipt of the message.</param>
    /// <param name="usage">The usage.</param>
    public StoredUsage(MessageOrder order, DeliveryPart part, ReceiptId receipt, PackedUsage usage)
    {
        Order = order;
        Part = part;
        Receipt = receipt;
        Usage = usage;
    }

    /// <summary>What makes that message later than another.</summary>
    public MessageOrder Order { get; init; }

    /// <summary>Which part of which delivery it was.</summary>
    public DeliveryPart Part { get; init; }

    /// <summary>The receipt of the message.</summary>
    public ReceiptId Receipt { get; init; }

    /// <summary>The usage.</summary>
    public PackedUsage Usage { get; init; }
}
