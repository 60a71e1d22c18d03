using System.Globalization;
using System.Reflection;
using MutationHost;

// MutationHost TESTS.dll MUTATED-ASSEMBLY-NAME. Then, a line each on standard input:
//   cover PATTERN OUTPUT            runs all tests whose class matches, one at a time, and writes which mutants each reaches
//   run MUTANT FILE                 runs the tests that the file names (class, method, milliseconds a line), until one fails
// Answers are lines that start with "##": xunit and the tests may print too.
Xunit.TestContext.SetForInitialization(diagnosticMessageSink: null, diagnosticMessages: false, internalDiagnosticMessages: false);
var tests = Assembly.LoadFrom(args[0]);
var switches = new MutantSwitches(Assembly.Load(args[1]));
await using var runner = new TestRunner(tests, switches);
while (Console.ReadLine() is { } line)
{
    var words = line.Split(' ');
    var answer = words[0] switch
    {
        "cover" => await runner.CoverAsync(words[1], words[2]),
        _ => await runner.RunAsync(int.Parse(words[1], CultureInfo.InvariantCulture), await File.ReadAllLinesAsync(words[2])),
    };
    Console.WriteLine("## " + answer);
    if (answer.StartsWith("timeout", StringComparison.Ordinal) || answer.StartsWith("dirty", StringComparison.Ordinal))
    {
        // What hangs can't be stopped, and what is poisoned can't be cleaned: a new process goes on.
        Environment.Exit(3);
    }
}
