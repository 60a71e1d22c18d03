using System.Text.RegularExpressions;

namespace Mutation;

/// <summary>Counts, and lists what survived.</summary>
internal sealed class Report(string root, string file)
{
    private readonly List<(Mutant Mutant, string Result, string Answer)> _results = [];
    private readonly Dictionary<string, string> _equivalents = ReadEquivalents(Path.Combine(root, "build", "mutation-equivalents.txt"));

    public string Summary => Summarize(_results);

    public bool IsEquivalent(Mutant mutant) => _equivalents.ContainsKey(mutant.Key);

    public void Add(Mutant mutant, string result, string answer)
    {
        _results.Add((mutant, result, answer));
        if (result is "survived" or "uncovered")
        {
            Console.WriteLine($"{result}: {mutant}");
        }
    }

    public void Write(TextWriter output, int all)
    {
        var lines = _results.OrderBy(result => result.Mutant.Id).ToList();
        File.WriteAllLines(file, lines.Select(line => $"{line.Result}\t{line.Mutant.Kind}\t{line.Mutant}\t{line.Answer}"));
        foreach (var area in lines.GroupBy(line => line.Mutant.Area).OrderBy(area => area.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"{area.Key}: {Summarize([.. area])}");
        }

        output.WriteLine($"{lines.Count} of {all} mutants tried. All: {Summary}");
    }

    /// <summary>The mutants that no test noticed for certain, by the results of an earlier run.</summary>
    public static HashSet<string> ReadUnnoticed(string file) =>
        [.. File.ReadLines(file)
            .Select(line => line.Split('\t'))
            .Where(columns => columns[0] is "survived" or "uncovered" or "timeout" or "crashed")
            .Select(columns => Regex.Replace(columns[2], "^([^:]+):[0-9]+", "$1"))];

    private static string Summarize(List<(Mutant Mutant, string Result, string Answer)> lines)
    {
        int Count(params string[] results) => lines.Count(line => results.Contains(line.Result));
        var killed = Count("killed", "dirty", "timeout", "crashed");
        var counted = lines.Count - Count("equivalent");
        var score = counted == 0 ? 100 : 100m * killed / counted;
        return FormattableString.Invariant($"{score:0.0}% killed: {killed} of {counted} ({Count("timeout")} by time, ")
            + $"{Count("crashed")} by crash), {Count("survived")} survived, {Count("uncovered")} not covered, {Count("equivalent")} "
            + "equivalent";
    }

    /// <summary>Lines of "file member | original => changed | reason", with " #2" before the reason for the second place in the member
    /// that has the same text; # begins a comment.</summary>
    private static Dictionary<string, string> ReadEquivalents(string file) => !File.Exists(file)
        ? []
        : File.ReadLines(file)
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => (line, at: line.LastIndexOf(" | ", StringComparison.Ordinal)))
            .ToDictionary(line => line.line[..line.at], line => line.line[(line.at + 3)..]);
}
