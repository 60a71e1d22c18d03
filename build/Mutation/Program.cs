using System.Diagnostics;
using System.Globalization;
using Mutation;

// Mutation PATH... --root DIR --project X.csproj --tests NAME --name AREA [--classes REGEX] [--minutes N] [--since REF] [--again FILE]
// PATH is a folder or file, relative to the root. Started by build/mutation.sh, which knows the areas.
var options = Options.Parse(args);
var folder = Path.Combine(options.Root, "artifacts", "mutation", options.Name);
var report = new Report(options.Root, Path.Combine(folder, "..", options.Name + ".txt"));
var changed = options.Since is { } since ? ChangedLines.Since(options.Root, since) : null;

var assembly = new MutatedAssembly(options.Root, options.Project);
var mutants = assembly.Build(
    file => options.Paths.Any(path => file == path || file.StartsWith(path.TrimEnd('/') + "/", StringComparison.Ordinal)),
    Path.Combine(folder, assembly.Name + ".dll"));
if (changed is not null)
{
    mutants = [.. mutants.Where(mutant => changed.Contains((mutant.File, mutant.Line)))];
}

if (options.Again is { } earlier)
{
    var unnoticed = Report.ReadUnnoticed(earlier);
    mutants = [.. mutants.Where(mutant => unnoticed.Contains(mutant.Key))];
}

Console.WriteLine($"{mutants.Count} mutants in {mutants.Select(mutant => mutant.File).Distinct().Count()} files");

using var host = new Host(folder, options.Tests, assembly.Name);
var coverage = Path.Combine(folder, "coverage.txt");
Console.WriteLine(await host.AskAsync($"cover {options.Pattern} {coverage}", TimeSpan.FromMinutes(15)) ?? "the tests ended the process");
var methods = (await File.ReadAllLinesAsync(coverage)).Select(TestMethod.Parse).ToList();
foreach (var method in methods.Where(method => !method.Passed))
{
    Console.WriteLine($"left out, as it fails without a mutant: {method.Name}");
}

// The quickest of each class, then the second of each: where time is short, as many sides as can be are looked at.
methods =
[
    .. methods.Where(method => method.Passed)
        .GroupBy(method => method.Class)
        .SelectMany(type => type.OrderBy(method => method.Milliseconds).Select((method, rank) => (method, rank)))
        .OrderBy(ranked => ranked.rank)
        .ThenBy(ranked => ranked.method.Milliseconds)
        .Select(ranked => ranked.method),
];
var list = Path.Combine(folder, "tests.txt");
Dictionary<(string File, string Test), int> finders = [];
var done = 0;
var clock = Stopwatch.StartNew();

// In an order that has nothing to do with the code: where the time is up early, what was tried is a fair sample.
foreach (var mutant in mutants.OrderBy(mutant => mutant.Position))
{
    if (clock.Elapsed > options.Time)
    {
        break;
    }

    // A switch in what runs once per process is thrown at its start, and any test may be the one that first gets there.
    var covering = methods.Where(method => method.Mutants.Contains(mutant.Id) || (mutant.Static && mutant.IsNear(method.Name))).ToList();
    if (report.IsEquivalent(mutant))
    {
        report.Add(mutant, "equivalent", "");
    }
    else if (covering.Count == 0)
    {
        report.Add(mutant, "uncovered", "");
    }
    else
    {
        // What found the last mutant of this file finds the next, more often than not. Of the area's own tests the quick ones come first,
        // so that few are left when the time is up.
        covering =
        [
            .. covering.OrderByDescending(method => finders.GetValueOrDefault((mutant.File, method.Name)))
                .ThenByDescending(method => mutant.IsNear(method.Name))
                .ThenBy(method => mutant.IsNear(method.Name) ? method.Milliseconds : 0),
        ];
        var budget = options.Budget;
        var tried = covering.TakeWhile(method => (budget -= method.Milliseconds) > 0 || method == covering[0]).ToList();
        await File.WriteAllLinesAsync(list, tried.Select(method => $"{method.Name} {method.Milliseconds}"));
        if (mutant.Static)
        {
            host.Dispose();
        }

        var question = string.Create(CultureInfo.InvariantCulture, $"run {mutant.Id} {list}");
        var patience = TimeSpan.FromMilliseconds(120_000 + (20 * tried.Sum(method => method.Milliseconds)));
        var answer = await host.AskAsync(question, patience, mutant.Static ? mutant.Id : 0);
        if (answer?.StartsWith("dirty", StringComparison.Ordinal) == true && !mutant.Static)
        {
            // Left over from an earlier mutant, or what this one leaves behind: a fresh process tells.
            answer = await host.AskAsync(question, patience);
        }

        if (mutant.Static)
        {
            host.Dispose();
        }

        if (answer?.Split(' ') is ["killed", var type, var name, ..])
        {
            finders[(mutant.File, $"{type} {name}")] = finders.GetValueOrDefault((mutant.File, $"{type} {name}")) + 1;
        }

        report.Add(mutant, answer?.Split(' ')[0] ?? "crashed", answer ?? "");
    }

    if (++done % 100 == 0)
    {
        Console.WriteLine($"{done} of {mutants.Count}: {report.Summary}");
    }
}

report.Write(Console.Out, mutants.Count);
return 0;
