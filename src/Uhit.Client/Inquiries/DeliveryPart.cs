namespace Uhit.Client;

/// <summary>Which part of which delivery a message is.</summary>
public sealed record DeliveryPart
{
    /// <summary>Makes one.</summary>
    /// <param name="deliveryId">CNP's number for the delivery.</param>
    /// <param name="partNumber">The part, from 1.</param>
    /// <param name="partCount">How many parts the delivery has. Parts may come in any order.</param>
    public DeliveryPart(DeliveryId deliveryId, int partNumber, int partCount)
    {
        DeliveryId = deliveryId;
        PartNumber = partNumber;
        PartCount = partCount;
    }

    /// <summary>CNP's number for the delivery.</summary>
    public DeliveryId DeliveryId { get; init; }

    /// <summary>The part, from 1.</summary>
    public int PartNumber { get; init; }

    /// <summary>How many parts the delivery has. Parts may come in any order.</summary>
    public int PartCount { get; init; }
}
