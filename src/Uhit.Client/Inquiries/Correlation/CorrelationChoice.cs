namespace Uhit.Client.Inquiries.Correlation;

/// <summary>The inquiry that a callback belongs to.</summary>
/// <param name="RequestId">The inquiry.</param>
/// <param name="Rivals">How many others fit as well: it is the first of them by age.</param>
internal readonly record struct CorrelationChoice(RequestId RequestId, int Rivals);
