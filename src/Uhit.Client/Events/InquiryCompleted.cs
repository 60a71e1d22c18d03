namespace Uhit.Client;

/// <summary>Every line of the inquiry has its end: delivered in all parts, failed, or no data. Comes once per inquiry.</summary>
/// <remarks>A correction that CNP sends later is a <see cref="UsageDelivered"/> of its own.</remarks>
public sealed record InquiryCompleted : UhitEvent;
