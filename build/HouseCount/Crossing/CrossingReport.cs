namespace HouseCount.Crossing;

/// <summary>Reads what the woven tool wrote: chains of methods from where ours begin to where they end.</summary>
internal static class CrossingReport
{
    public static void Write(string trace, TextWriter output)
    {
        var lines = File.ReadAllLines(trace).Select(line => line.Split('\t')).Where(parts => parts.Length == 5).ToList();
        output.WriteLine(
            "Types crossed, measured in a run of `uhit demo` (SQLite, mutual TLS) whose packages tell each method that they enter.");
        output.WriteLine(
            "Nested types, closures and state machines count as the type that they are written in; the simulator, the tool and other");
        output.WriteLine(
            "packages do not count. *On the way*: the type has a method in the chain of calls (through awaits and the queue of the");
        output.WriteLine(
            "store) of any call that reaches the end. *Awaited*: it has a method that returns a task and was called before the last");
        output.WriteLine(
            "such call. *Crossed*: either of both. *In all*: any method of it was called before that, such as a parser or an identifier.");
        output.WriteLine();
        output.WriteLine("| | crossed | on the way | longest chain | awaited | in all |");
        output.WriteLine("|---|---|---|---|---|---|");
        var callback = Read(lines.Where(parts => parts is ["callback", "store", ..]));
        var submit = Read(lines.Where(parts => parts is ["submit", "stream", ..]));
        WriteRow(output, "a callback, from the endpoint to SQLite", callback);
        WriteRow(output, "a submit, from the client to the stream of the connection", submit);
        WriteChains(output, "a callback", callback);
        WriteChains(output, "a submit", submit);
    }

    private static List<Crossing> Read(IEnumerable<string[]> lines) =>
        [.. lines.Select(parts => Crossing.Read(parts[3].Split(" > "), parts[4].Split(" > ")))];

    private static void WriteRow(TextWriter output, string name, IReadOnlyList<Crossing> calls)
    {
        var onTheWay = calls.SelectMany(call => call.Chain).Distinct().ToList();
        var awaited = calls.SelectMany(call => call.Awaited).Distinct().ToList();
        output.WriteLine($"| {name} | {onTheWay.Union(awaited).Count()} | {onTheWay.Count} | {calls.Max(call => call.Chain.Count)} "
            + $"| {awaited.Count} | {calls.SelectMany(call => call.Entered).Distinct().Count()} |");
    }

    private static void WriteChains(TextWriter output, string what, IReadOnlyList<Crossing> calls)
    {
        output.WriteLine();
        output.WriteLine($"Chains of {what}:");
        output.WriteLine();
        foreach (var chain in calls.Select(call => call.Chain)
            .DistinctBy(chain => string.Join('>', chain))
            .OrderByDescending(chain => chain.Count))
        {
            output.WriteLine($"- {chain.Count}: {string.Join(" → ", chain)}");
        }

        var beside = calls.SelectMany(call => call.Awaited).Distinct().Except(calls.SelectMany(call => call.Chain));
        output.WriteLine();
        output.WriteLine($"Awaited beside: {string.Join(", ", beside)}.");
    }
}
