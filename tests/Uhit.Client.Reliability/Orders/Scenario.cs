namespace Uhit.Client.Reliability.Orders;

/// <summary>What happens, in order, and what goes wrong meanwhile.</summary>
/// <param name="Start">The clock at the beginning: when the inquiries are sent.</param>
/// <param name="Inquiries">The inquiries.</param>
/// <param name="Steps">What happens.</param>
internal sealed record Scenario(
    DateTimeOffset Start, IReadOnlyDictionary<RequestId, UsageHistoryInquiry> Inquiries, IReadOnlyList<Step> Steps)
{
    /// <summary>Which calls of handlers fail, counted from 0 over the whole scenario.</summary>
    public IReadOnlySet<int> FailingCalls { get; init; } = new HashSet<int>();

    /// <summary>During which calls of handlers somebody else takes the claim.</summary>
    public IReadOnlySet<int> RobbedCalls { get; init; } = new HashSet<int>();
}
