using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using Xunit.Runner.Common;
using Xunit.Sdk;
using Xunit.v3;

namespace MutationHost;

/// <summary>Runs the tests of an assembly in this process, one at a time.</summary>
internal sealed class TestRunner(Assembly tests, MutantSwitches switches) : IAsyncDisposable
{
    private static readonly TimeSpan ClassPatience = TimeSpan.FromMinutes(1);

    private readonly XunitTestFramework _framework = new();
    private readonly Dictionary<string, List<ITestCase>> _casesOfClass = [];

    public ValueTask DisposeAsync() => _framework.DisposeAsync();

    /// <summary>Runs all tests of the classes that match, and writes for each method: class, method,
    /// milliseconds, ok or failed, mutants.</summary>
    public async Task<string> CoverAsync(string pattern, string output)
    {
        switches.StartCovering();
        SortedDictionary<string, (HashSet<int> Hits, double Time)> methods = new(StringComparer.Ordinal);
        Dictionary<string, HashSet<int>> before = [];
        var clock = new Stopwatch();
        var sink = new TestSink(
            name =>
            {
                // What a class does before its tests (fixtures) is what all its tests may depend on.
                var type = name.Split(' ')[0];
                before.TryAdd(type, []);
                before[type].UnionWith(switches.TakeHits());
                clock.Restart();
            },
            name =>
            {
                var sofar = methods.TryGetValue(name, out var known) ? known : (Hits: [], Time: 0);
                sofar.Hits.UnionWith(switches.TakeHits());
                methods[name] = (sofar.Hits, sofar.Time + clock.Elapsed.TotalMilliseconds);
            },
            stopAtFailure: false);
        foreach (var type in tests.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false, IsNestedPrivate: false }))
        {
            // A class that hangs here, where it is alone, is left behind: what it came to so far is written.
            if (Regex.IsMatch(type.FullName!, pattern)
                && await CasesAsync(type.FullName!) is { Count: > 0 } cases
                && Task.Run(() => RunAsync(cases, sink, CancellationToken.None)) is var run
                && await Task.WhenAny(run, Task.Delay(ClassPatience)) != run)
            {
                Console.Error.WriteLine($"hangs: {type.FullName}");
            }
        }

        switches.StopCovering();
        var lines = methods.Select(method => string.Join(
            ' ',
            method.Key,
            (int)Math.Ceiling(method.Value.Time),
            sink.Failed.Contains(method.Key) ? "failed" : "ok",
            string.Join(',', method.Value.Hits.Union(before[method.Key.Split(' ')[0]]).Order())));
        await File.WriteAllLinesAsync(output, lines);
        return $"covered {methods.Count} {sink.Failed.Count}";
    }

    /// <summary>Runs the methods ("class method milliseconds" each) in the order of the list, until one fails.</summary>
    public async Task<string> RunAsync(int mutant, IReadOnlyList<string> methods)
    {
        switches.Active = mutant;

        // In slices, so that the order of the list counts more than xunit's own.
        for (var (from, size) = (0, 1); from < methods.Count; from += size, size = Math.Min(size * 2, 32))
        {
            var slice = methods.Skip(from).Take(size).ToList();
            var sink = await RunAsync(slice);
            if (sink is null)
            {
                return "timeout " + slice[0];
            }

            if (sink.Failed.Count > 0)
            {
                switches.Active = 0;
                var killer = sink.Failed[0];

                // A test that fails without the mutant too says nothing: the mutant left something behind in this process.
                var again = await RunAsync(
                    [.. slice.Where(line => killer == "outside" || line.StartsWith(killer + ' ', StringComparison.Ordinal))]);
                return $"{(again is { Failed.Count: 0 } ? "killed" : "dirty")} {killer} {sink.FirstError?.ReplaceLineEndings(" ")}";
            }
        }

        switches.Active = 0;
        return "survived";
    }

    /// <summary>Null: they took far longer than they do without a mutant.</summary>
    private async Task<TestSink?> RunAsync(IReadOnlyList<string> slice)
    {
        var sink = new TestSink(null, null, stopAtFailure: true);
        var cases = await CasesAsync(slice);
        var patience = TimeSpan.FromMilliseconds(
            8000 + (5 * slice.Sum(line => int.Parse(line.Split(' ')[2], System.Globalization.CultureInfo.InvariantCulture))));
        var run = Task.Run(() => RunAsync(cases, sink, CancellationToken.None));
        if (await Task.WhenAny(run, Task.Delay(patience)) != run)
        {
            return null;
        }

        await run;
        return sink;
    }

    private async Task<List<ITestCase>> CasesAsync(IEnumerable<string> methods)
    {
        List<ITestCase> cases = [];
        foreach (var name in methods)
        {
            var words = name.Split(' ');
            cases.AddRange((await CasesAsync(words[0])).Where(test => test.TestMethodName == words[1]));
        }

        return cases;
    }

    private async Task<List<ITestCase>> CasesAsync(string type)
    {
        if (!_casesOfClass.TryGetValue(type, out var cases))
        {
            List<ITestCase> found = [];
            await _framework.GetDiscoverer(tests).Find(
                test =>
                {
                    found.Add(test);
                    return new(true);
                },
                Options(TestFrameworkOptions.ForDiscovery(new())),
                [tests.GetType(type, throwOnError: true)!],
                CancellationToken.None);
            _casesOfClass[type] = cases = found;
        }

        return cases;
    }

    private async Task RunAsync(List<ITestCase> cases, TestSink sink, CancellationToken stop)
    {
        var options = TestFrameworkOptions.ForExecution(new());
        options.SetSynchronousMessageReporting(true);
        options.SetDisableParallelization(true);
        options.SetMaxParallelThreads(1);
        await _framework.GetExecutor(tests).RunTestCases(cases, sink, options, stop);
    }

    private static ITestFrameworkDiscoveryOptions Options(ITestFrameworkDiscoveryOptions options)
    {
        options.SetPreEnumerateTheories(false);
        options.SetSynchronousMessageReporting(true);
        return options;
    }
}
