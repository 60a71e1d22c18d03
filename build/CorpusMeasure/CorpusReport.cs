namespace CorpusMeasure;

/// <summary>The table of what was taken, and the totals.</summary>
internal static class CorpusReport
{
    public static int WrongUse()
    {
        Console.Error.WriteLine("Use build/corpus.sh FOLDER: a folder with corpus.tsv and what it names.");
        return 2;
    }

    public static int Run(string output)
    {
        var broken = Lines(output, "broken.txt").Select(line => line.Split('\t'))
            .GroupBy(cells => cells[0])
            .ToDictionary(g => g.Key, g => g.First()[1]);
        var messages = Lines(output, "roundtrip.tsv").Select(line => line.Split('\t')).ToLookup(cells => cells[0]);
        var (taken, all) = (new Dictionary<string, int>(), new Dictionary<string, int>());
        foreach (var line in Lines(output, "generated.tsv"))
        {
            var (id, kind, ns, refusal) = line.Split('\t') is [var a, var b, var c, var d] ? (a, b, c, d) : default;
            var reason = refusal.Length > 0 ? refusal : broken.GetValueOrDefault(ns, string.Empty);
            all[kind] = all.GetValueOrDefault(kind) + 1;
            if (reason.Length == 0)
            {
                taken[kind] = taken.GetValueOrDefault(kind) + 1;
            }

            var same = messages[ns].Count(cells => cells[2] == "same");
            Console.WriteLine(
                $"{id,-60} {(reason.Length == 0 ? "taken" : "refused"),-8} {same,4} of {messages[ns].Count(),4} "
                    + $"messages  {(reason.Length > 160 ? reason[..160] + "…" : reason)}");
        }

        foreach (var (kind, count) in all.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Console.WriteLine($"{kind}: {taken.GetValueOrDefault(kind)} of {count} taken");
        }

        var judged = messages.SelectMany(group => group).ToList();
        Console.WriteLine(
            $"all: {taken.Values.Sum()} of {all.Values.Sum()} taken; {judged.Count(cells => cells[2] == "same")} of {judged.Count} "
                + "messages read and written the same");
        foreach (var other in judged.Where(cells => cells[2] != "same").Take(40))
        {
            Console.WriteLine($"  {other[0]} {other[1]}: {other[2]}");
        }

        return 0;
    }

    private static IEnumerable<string> Lines(string output, string file) =>
        File.Exists(Path.Combine(output, file)) ? File.ReadLines(Path.Combine(output, file)) : [];
}
