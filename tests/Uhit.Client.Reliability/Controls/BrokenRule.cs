using Uhit.Client.Reliability.InProcess;
using Uhit.Client.Store;

namespace Uhit.Client.Reliability.Controls;

/// <summary>A rule of ours, and a store in which it does not hold.</summary>
/// <param name="Name">What is done wrong.</param>
/// <param name="Breaks">The promise that is broken by it, which the checker must see.</param>
/// <param name="Make">Makes, for one run, what turns the real store of each process into one without the rule.</param>
internal sealed record BrokenRule(string Name, Promise Breaks, Func<TimeProvider, Func<IUhitStore, IUhitStore>> Make)
{
    public override string ToString() => Name;
}
