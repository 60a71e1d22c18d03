using System.Globalization;

namespace Uhit.Client.Reliability.Measure;

/// <summary>Two rates that were measured beside each other, round after round: what the machine does meanwhile falls on both.</summary>
/// <param name="what">What is compared.</param>
/// <param name="goal">The least ratio of the two.</param>
internal sealed class Ratio(string what, double goal)
{
    private readonly List<(double Ours, double Other)> _rounds = [];

    public bool IsReached => Median >= goal;

    private double Median => MedianOf(_rounds.Select(round => round.Ours / round.Other));

    public void Add(double ours, double other) => _rounds.Add((ours, other));

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{what}: {Median:F2}x (goal {goal}x; {MedianOf(_rounds.Select(round => round.Ours)):F0}/s "
        + $"against {MedianOf(_rounds.Select(round => round.Other)):F0}/s; "
        + $"rounds {_rounds.Min(round => round.Ours / round.Other):F2} "
        + $"to {_rounds.Max(round => round.Ours / round.Other):F2}){(IsReached ? string.Empty : " MISSED")}");

    private static double MedianOf(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
