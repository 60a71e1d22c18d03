namespace Uhit.Client;

/// <summary>Which part of which delivery a message is.</summary>
/// <param name="DeliveryId">CNP's number for the delivery.</param>
/// <param name="PartNumber">The part, from 1.</param>
/// <param name="PartCount">How many parts the delivery has. Parts may come in any order.</param>
public sealed record DeliveryPart(DeliveryId DeliveryId, int PartNumber, int PartCount);
