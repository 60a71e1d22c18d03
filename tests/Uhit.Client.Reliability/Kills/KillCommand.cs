using System.CommandLine;
using Uhit.Client.Reliability.Stores;
using Uhit.Client.Reliability.Traffic;

namespace Uhit.Client.Reliability.Kills;

/// <summary><c>kills</c>: SIGKILL to the receiver at random instants.</summary>
internal static class KillCommand
{
    public static Command Create()
    {
        var kills = new Option<int>("--kills") { Description = "How often the receiver is killed.", DefaultValueFactory = _ => 1000 };
        var callbacks = new Option<int>("--callbacks")
        {
            Description = "How many callbacks are acknowledged at least.",
            DefaultValueFactory = _ => 20_000,
        };
        var naming = new Option<CallbackNaming>("--by")
        {
            Description = "By what callbacks are matched: RequestId, Number (CNP's, in its answer) or EsiIds.",
        };
        var store = RunOptions.Store();
        var seed = RunOptions.Seed();
        var command = new Command("kills", "Kills the receiver with SIGKILL at random instants under load.")
        {
            kills,
            callbacks,
            naming,
            store,
            seed,
        };
        command.SetAction(async (parsed, _) =>
        {
            var options = new KillOptions
            {
                Store = parsed.GetValue(store),
                Seed = parsed.GetValue(seed),
                Kills = parsed.GetValue(kills),
                Callbacks = parsed.GetValue(callbacks),
                Naming = parsed.GetValue(naming),
            };
            var site = await RunSite.CreateAsync(options.Store).ConfigureAwait(false);
            await using var disposing = site.ConfigureAwait(false);
            Console.WriteLine($"kills: seed {options.Seed}, {options.Store}");
            var report = await KillRun.RunAsync(options, site, Console.WriteLine).ConfigureAwait(false);
            Console.WriteLine(report);
            return RunOptions.ExitCode(report.IsClean, report.Findings);
        });
        return command;
    }
}
