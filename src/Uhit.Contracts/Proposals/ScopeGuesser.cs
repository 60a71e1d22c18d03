using System.Text.Json.Nodes;
using Uhit.Contracts.Contract;
using Uhit.Contracts.Messages;

namespace Uhit.Contracts.Proposals;

/// <summary>Guesses the fields of one message, part by part; each value is used once.</summary>
internal sealed class ScopeGuesser(MessageNode root, NamespacePrefixes prefixes)
{
    private const double Least = 0.4;
    private readonly HashSet<Leaf> _used = new(ReferenceEqualityComparer.Instance);

    public IReadOnlyList<Leaf> Leaves { get; } = [.. Leaf.Of(root)];

    public List<MessageGuess.FieldGuess> Guesses { get; } = [];

    public MessageNode Root => root;

    public (Leaf Leaf, double Score, string Why)? Best(FieldRule rule, IEnumerable<Leaf> among)
    {
        var best = among.Where(l => !_used.Contains(l)).Select(l => (Leaf: l, Judged: rule.Judge(l))).Where(l => l.Judged.Score >= Least)
            .OrderByDescending(l => l.Judged.Score).ThenBy(l => l.Leaf.Chain.Count).FirstOrDefault();
        return best.Leaf is null ? null : (best.Leaf, best.Judged.Score, best.Judged.Why);
    }

    /// <summary>Fills an object of <c>contract.json</c> with what is guessed of a part: the surest first.</summary>
    public void Fill(JsonObject target, string name, MessageNode scope, IEnumerable<FieldRule> rules, IEnumerable<Leaf> among)
    {
        var leaves = among.ToList();
        var open = rules.ToList();
        while (true)
        {
            var found = open.Select(rule => (Rule: rule, Best: Best(rule, leaves)))
                .Where(f => f.Best is not null)
                .OrderByDescending(f => f.Best!.Value.Score).FirstOrDefault();
            if (found.Rule is null)
            {
                return;
            }

            open.Remove(found.Rule);
            var (leaf, score, why) = found.Best!.Value;
            _used.Add(leaf);
            var path = leaf.PathFrom(scope, prefixes);
            Put(target, found.Rule.Field, path);
            if (leaf.Value.Codes.Count > 0)
            {
                why += $"; its values {string.Join(", ", leaf.Value.Codes.Take(8).Select(c => c.Value))} may need a table of codes";
            }

            Guesses.Add(new MessageGuess.FieldGuess(name.Length == 0 ? found.Rule.Field : $"{name}.{found.Rule.Field}", path, score, why));
        }
    }

    /// <summary>The values of an element that do not repeat inside it.</summary>
    public IEnumerable<Leaf> Single(MessageNode scope) =>
        Leaves.Where(l => l.Chain.Contains(scope) && !l.Chain.SkipWhile(n => n != scope).Skip(1).Any(Repeats));

    public IEnumerable<MessageNode> Repeated => Leaves.SelectMany(l => l.Chain).Distinct().Where(Repeats);

    public IReadOnlyList<MessageNode> ChainOf(MessageNode node) =>
        [.. Leaves.First(l => l.Chain.Contains(node)).Chain.TakeWhile(n => n != node), node];

    public string Path(MessageNode from, MessageNode to) => Leaf.PathBetween(ChainOf(to), from, null, prefixes);

    public static bool Repeats(MessageNode node) => node.Max is null or > 1;

    private static void Put(JsonObject target, string field, string path)
    {
        var dot = field.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            target[field] = path;
            return;
        }

        if (target[field[..dot]] is not JsonObject group)
        {
            target[field[..dot]] = group = [];
        }

        group[field[(dot + 1)..]] = path;
    }
}

/// <summary>A guess of what a message of the contract is in the exchange.</summary>
/// <param name="Role">Its key in <c>messages</c>.</param>
/// <param name="Service">The service.</param>
/// <param name="Operation">The operation whose request it is.</param>
/// <param name="Score">How sure the guess is.</param>
/// <param name="Why">The reason, in words.</param>
/// <param name="Mapping">What would stand in <c>messages</c>.</param>
/// <param name="Fields">Each field on its own, with its reason.</param>
internal sealed record MessageGuess(
    string Role, ServiceModel Service, OperationModel Operation, double Score, string Why, JsonObject Mapping,
    IReadOnlyList<MessageGuess.FieldGuess> Fields)
{
    /// <summary>A guess that a value of a message stands for a field of the domain.</summary>
    /// <param name="Field">The field, with the parts around it, such as <c>usage.series.readings.end</c>.</param>
    /// <param name="Path">Where it stands, from the part around it.</param>
    /// <param name="Score">How sure the guess is, over 0 and under 1.</param>
    /// <param name="Why">The reason, in words.</param>
    internal sealed record FieldGuess(string Field, string Path, double Score, string Why);
}
