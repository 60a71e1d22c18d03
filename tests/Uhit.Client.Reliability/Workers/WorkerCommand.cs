using System.CommandLine;
using Uhit.Client.Reliability.Stores;

namespace Uhit.Client.Reliability.Workers;

/// <summary><c>workers</c>: SIGKILL to one of three workers, and stops of the server under them.</summary>
internal static class WorkerCommand
{
    public static Command Create()
    {
        var messages =
            new Option<int>("--messages") { Description = "How many callbacks are stored at least.", DefaultValueFactory = _ => 10_000 };
        var kills = new Option<int>("--kills") { Description = "How often a worker is killed.", DefaultValueFactory = _ => 200 };
        var restarts = new Option<int>("--restarts")
        {
            Description = "How often the server is stopped as if the power had gone.",
            DefaultValueFactory = _ => 10,
        };
        var store = RunOptions.Store(StoreKind.Postgres);
        var seed = RunOptions.Seed();
        var command = new Command("workers", "Kills one of three workers over one store again and again, and stops the server under them.")
        {
            messages, kills, restarts, store, seed,
        };
        command.SetAction(async (parsed, _) =>
        {
            var options = new WorkerOptions
            {
                Store = parsed.GetValue(store),
                Seed = parsed.GetValue(seed),
                Messages = parsed.GetValue(messages),
                Kills = parsed.GetValue(kills),
                Restarts = parsed.GetValue(restarts),
            };
            Console.WriteLine($"workers: seed {options.Seed}, {options.Store}");
            var site = await RunSite.CreateAsync(options.Store).ConfigureAwait(false);
            await using var disposing = site.ConfigureAwait(false);
            var report = await new WorkerRun(options, site, Console.WriteLine).RunAsync().ConfigureAwait(false);
            Console.WriteLine(report);
            return RunOptions.ExitCode(report.IsClean, report.Findings);
        });
        return command;
    }
}
