namespace Uhit.Client.Reliability.Orders;

/// <summary>The orders of some things, some of which may be the same.</summary>
internal static class Permutations
{
    /// <summary>Each different order once.</summary>
    public static IEnumerable<int[]> Of(IReadOnlyList<int> things)
    {
        if (things.Count == 0)
        {
            yield return [];
            yield break;
        }

        foreach (var first in things.Distinct())
        {
            var rest = things.ToList();
            rest.Remove(first);
            foreach (var order in Of(rest))
            {
                yield return [first, .. order];
            }
        }
    }
}
