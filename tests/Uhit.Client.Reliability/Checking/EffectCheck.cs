namespace Uhit.Client.Reliability.Checking;

/// <summary>Compares the effects of handlers with the events that they must have had.</summary>
internal static class EffectCheck
{
    /// <summary>The plain handler: each key at least once, in order per inquiry, and marked where it came again.</summary>
    /// <param name="expected">The keys of each inquiry, in order.</param>
    /// <param name="effects">What the handler wrote, in order.</param>
    /// <param name="findings">Takes what must not be.</param>
    /// <returns>How many keys came more than once.</returns>
    public static int Plain(
        IEnumerable<IReadOnlyList<string>> expected, IReadOnlyList<(string Key, int Attempt)> effects, Findings findings)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var again = new HashSet<string>(StringComparer.Ordinal);
        for (var place = 0; place < effects.Count; place++)
        {
            var (key, attempt) = effects[place];
            if (places.TryAdd(key, place))
            {
                continue;
            }

            again.Add(key);
            if (attempt <= 1)
            {
                findings.AddTwice($"{key} came to the plain handler again and was not marked as such");
            }
        }

        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var inquiry in expected)
        {
            keys.UnionWith(inquiry);
            foreach (var missing in inquiry.Where(key => !places.ContainsKey(key)))
            {
                findings.AddLost($"{missing} never came to the plain handler");
            }

            CheckOrder("plain", inquiry, places, findings);
        }

        foreach (var unknown in places.Keys.Where(key => !keys.Contains(key)))
        {
            findings.AddWrong($"{unknown} came to the plain handler, and nobody sent it");
        }

        return again.Count;
    }

    /// <summary>The transactional handler: each key exactly once, in order per inquiry.</summary>
    public static void Transactional(
        IEnumerable<IReadOnlyList<string>> expected, IReadOnlyList<(string Key, int Attempt)> effects, Findings findings)
    {
        var inquiries = expected.ToList();
        var keys = inquiries.SelectMany(inquiry => inquiry).ToHashSet(StringComparer.Ordinal);
        var counts = effects.GroupBy(effect => effect.Key, StringComparer.Ordinal).ToDictionary(
            group => group.Key, group => group.Count(), StringComparer.Ordinal);
        foreach (var key in keys.Union(counts.Keys))
        {
            switch (counts.GetValueOrDefault(key))
            {
                case 0:
                    findings.AddLost($"the effect of {key} was never committed");
                    break;
                case 1 when keys.Contains(key):
                    break;
                case 1:
                    findings.AddWrong($"an effect of {key} was committed, and nobody sent it");
                    break;
                default:
                    findings.AddTwice($"the effect of {key} was committed {counts[key]} times");
                    break;
            }
        }

        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var place = 0; place < effects.Count; place++)
        {
            places.TryAdd(effects[place].Key, place);
        }

        inquiries.ForEach(inquiry => CheckOrder("transactional", inquiry, places, findings));
    }

    private static void CheckOrder(string handler, IReadOnlyList<string> inquiry, Dictionary<string, int> places, Findings findings)
    {
        var order = inquiry.Where(places.ContainsKey).Select(key => places[key]).ToList();
        if (!order.SequenceEqual(order.Order()))
        {
            findings.AddWrong($"the events around {inquiry[0]} did not come to the {handler} handler in stored order");
        }
    }
}
