using System.CommandLine;
using Uhit.Client.Reliability.Stores;

namespace Uhit.Client.Reliability.Zombies;

/// <summary><c>zombies</c>: SIGSTOP to a worker past its lease.</summary>
internal static class ZombieCommand
{
    public static Command Create()
    {
        var times =
            new Option<int>("--times") { Description = "How many handlers are stopped past their lease.", DefaultValueFactory = _ => 100 };
        var store = RunOptions.Store();
        var seed = RunOptions.Seed();
        var command =
            new Command("zombies", "Stops a worker in its handlers until its lease has run out and another is done, then lets it go on.")
            {
                times,
                store,
                seed,
            };
        command.SetAction(async (parsed, _) =>
        {
            Console.WriteLine($"zombies: seed {parsed.GetValue(seed)}, {parsed.GetValue(store)}");
            var site = await RunSite.CreateAsync(parsed.GetValue(store)).ConfigureAwait(false);
            await using var disposing = site.ConfigureAwait(false);
            var report = await new ZombieRun(
                site, parsed.GetValue(seed)).RunAsync(parsed.GetValue(times), Console.WriteLine).ConfigureAwait(false);
            Console.WriteLine(report);
            return RunOptions.ExitCode(report.IsClean, report.Findings);
        });
        return command;
    }
}
