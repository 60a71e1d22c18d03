namespace Uhit.Client.Inquiries.Correlation;

/// <summary>Which inquiry a callback belongs to.</summary>
/// <param name="RequestId">The inquiry; <see langword="null"/> where it is none that is known, or nothing says which.</param>
/// <param name="Alike">How many fit best and equally well, where nothing says which; else 0.</param>
internal readonly record struct CorrelationChoice(RequestId? RequestId, int Alike = 0)
{
    public static CorrelationChoice None => default;
}
