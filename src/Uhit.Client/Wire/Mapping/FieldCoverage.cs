namespace Uhit.Client.Wire.Mapping;

/// <summary>Whether a field of the domain is mapped in a message.</summary>
/// <param name="Message">The message, such as <c>delivery</c>.</param>
/// <param name="Name">The field from the message down, such as <c>usage.series.readings.quantity</c>.</param>
/// <param name="Description">What it is.</param>
/// <param name="IsMapped">Whether the contract maps it.</param>
/// <param name="IsRequired">Whether the domain needs it.</param>
internal sealed record FieldCoverage(string Message, string Name, string Description, bool IsMapped, bool IsRequired);
