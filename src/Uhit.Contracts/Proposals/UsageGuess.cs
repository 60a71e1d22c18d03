using System.Text.Json.Nodes;
using Uhit.Contracts.Messages;

namespace Uhit.Contracts.Proposals;

/// <summary>Guesses where in a message the usage stands: accounts, billing periods, series and readings.</summary>
internal static class UsageGuess
{
    /// <summary>How much a message looks like a delivery, and what would be mapped; null where it does not.</summary>
    public static (double Score, JsonObject Usage)? Find(ScopeGuesser guesser)
    {
        var reading = Pick(
            guesser, FieldRules.Reading[2], FieldRules.Reading[0], FieldRules.Reading[1], null, "reading|interval|value|point|r");
        var bill = Pick(
            guesser, FieldRules.Bill[2], FieldRules.Bill[0], null, FieldRules.Bill[1], "bill|summary|month|period", reading?.Node);
        if (reading is null && bill is null)
        {
            return null;
        }

        var inner = new[] { reading?.Node, bill?.Node }.OfType<MessageNode>().ToList();
        var esi = guesser.Best(
            FieldRules.EsiId, guesser.Leaves.Where(l => !l.Chain.Intersect(inner).Any() || inner.TrueForAll(n => l.Chain.Contains(n))));
        if (esi is null)
        {
            return null;
        }

        // The element of one ESI ID is the deepest that holds its name and its values.
        var scope = esi.Value.Leaf.Chain.Last(n => inner.TrueForAll(i => guesser.ChainOf(i).Contains(n)));
        var usage = new JsonObject();
        if (scope != guesser.Root)
        {
            usage["each"] = guesser.Path(guesser.Root, scope);
        }

        guesser.Fill(usage, "usage", scope, [FieldRules.EsiId], guesser.Single(scope));
        if (bill is not null && bill.Value.Node != scope)
        {
            usage["bills"] = Bills(guesser, scope, bill.Value.Node);
        }

        if (reading is not null && reading.Value.Node != scope)
        {
            usage["series"] = Series(guesser, scope, reading.Value.Node);
        }

        guesser.Fill(usage, "usage", scope, FieldRules.Usage, guesser.Single(scope));
        return (Math.Max(reading?.Score ?? 0, bill?.Score ?? 0) * esi.Value.Score, usage);
    }

    private static JsonObject Bills(ScopeGuesser guesser, MessageNode scope, MessageNode bill)
    {
        var bills = new JsonObject { ["each"] = guesser.Path(scope, bill) };
        guesser.Fill(bills, "usage.bills", bill, FieldRules.Bill, guesser.Single(bill));
        return bills;
    }

    private static JsonObject Series(ScopeGuesser guesser, MessageNode scope, MessageNode reading)
    {
        // What says unit, meter or channel stands around the readings, mostly.
        var around = guesser.ChainOf(reading).SkipWhile(n => n != scope).Skip(1).TakeWhile(n => n != reading).Reverse()
            .FirstOrDefault(n => ScopeGuesser.Repeats(n) || FieldRules.Series.Any(r => guesser.Best(r, guesser.Single(n)) is not null))
                ?? scope;
        var series = new JsonObject();
        if (around != scope)
        {
            series["each"] = guesser.Path(scope, around);
        }

        var readings = new JsonObject { ["each"] = guesser.Path(around, reading) };
        guesser.Fill(readings, "usage.series.readings", reading, FieldRules.Reading, guesser.Single(reading));
        if (readings.ContainsKey("end"))
        {
            readings.Remove("start");
        }

        guesser.Fill(series, "usage.series", around, FieldRules.Series, guesser.Single(around));
        series["readings"] = readings;
        return series;
    }

    /// <summary>The repeated element that has a value and its time.</summary>
    private static (MessageNode Node, double Score)? Pick(
        ScopeGuesser guesser, FieldRule value, FieldRule first, FieldRule? either, FieldRule? also, string names, MessageNode? not = null)
    {
        (MessageNode Node, double Score)? best = null;
        foreach (var node in guesser.Repeated.Where(n => n != not))
        {
            var leaves = guesser.Single(node).ToList();
            var time = Math.Max(guesser.Best(first, leaves)?.Score ?? 0, either is null ? 0 : guesser.Best(either, leaves)?.Score ?? 0);
            var score = (guesser.Best(value, leaves)?.Score ?? 0) * time * (also is null ? 1 : guesser.Best(also, leaves)?.Score ?? 0);
            if (score == 0)
            {
                continue;
            }

            // Of an element and one around it, that which is called so; else the deeper.
            score *= System.Text.RegularExpressions.Regex.IsMatch(Leaf.Plain(node.Name.Name), names) ? 1.1 : 0.9;
            score = Math.Min(score + (guesser.ChainOf(node).Count * 0.01), 0.99);
            if (best is null || score > best.Value.Score)
            {
                best = (node, score);
            }
        }

        return best;
    }
}
