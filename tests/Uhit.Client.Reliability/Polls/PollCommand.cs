using System.CommandLine;
using Uhit.Client.Reliability.Stores;

namespace Uhit.Client.Reliability.Polls;

/// <summary><c>polls</c>: SIGKILL to the client around a fetch.</summary>
internal static class PollCommand
{
    public static Command Create()
    {
        var kills =
            new Option<int>("--kills") { Description = "How often the fetching process is killed.", DefaultValueFactory = _ => 300 };
        var scope = new Option<PollScope>("--per")
        {
            Description = "What a fetch asks for: Inquiry, or Client (whatever is ready).",
            DefaultValueFactory = _ => PollScope.Inquiry,
        };
        var store = RunOptions.Store();
        var seed = RunOptions.Seed();
        var command =
            new Command("polls", "Kills a process that fetches what CNP holds ready with SIGKILL, at named points and at random instants.")
            {
                kills,
                scope,
                store,
                seed,
            };
        command.SetAction(async (parsed, _) =>
        {
            var options = new PollOptions { Seed = parsed.GetValue(seed), Kills = parsed.GetValue(kills), Scope = parsed.GetValue(scope) };
            Console.WriteLine($"polls: seed {options.Seed}, {parsed.GetValue(store)}, per {options.Scope}");
            var site = await RunSite.CreateAsync(parsed.GetValue(store)).ConfigureAwait(false);
            await using var disposing = site.ConfigureAwait(false);
            var report = await new PollRun(site, options, Console.WriteLine).RunAsync().ConfigureAwait(false);
            Console.WriteLine(report);
            return RunOptions.ExitCode(report.Findings.IsClean, report.Findings);
        });
        return command;
    }
}
