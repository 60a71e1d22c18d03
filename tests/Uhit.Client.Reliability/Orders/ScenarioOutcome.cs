using Uhit.Client.Reliability.InProcess;

namespace Uhit.Client.Reliability.Orders;

/// <summary>What came of a scenario.</summary>
/// <param name="Violations">The promises that were broken.</param>
/// <param name="Trace">What happened, step by step.</param>
/// <param name="State">The final states, and the usage put together.</param>
/// <param name="Events">The events that each handler completed, sorted.</param>
/// <param name="Answers">What each message was answered.</param>
internal sealed record ScenarioOutcome(
    IReadOnlyList<Violation> Violations, IReadOnlyList<string> Trace, string State, string Events, string Answers)
{
    /// <summary>Whether what is there in the end is the same, whatever the way.</summary>
    public bool EndsLike(ScenarioOutcome other) => State == other.State && Events == other.Events && Answers == other.Answers;
}
