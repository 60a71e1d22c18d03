using System.CommandLine;
using Uhit.Client.Reliability.Stores;

namespace Uhit.Client.Reliability.Sends;

/// <summary><c>sends</c>: SIGKILL to the client around a send.</summary>
internal static class SendCommand
{
    public static Command Create()
    {
        var kills = new Option<int>("--kills") { Description = "How often the sending process is killed.", DefaultValueFactory = _ => 500 };
        var store = RunOptions.Store();
        var seed = RunOptions.Seed();
        var command = new Command("sends", "Kills a process that submits inquiries with SIGKILL around its sends.") { kills, store, seed };
        command.SetAction(async (parsed, _) =>
        {
            Console.WriteLine($"sends: seed {parsed.GetValue(seed)}, {parsed.GetValue(store)}");
            var site = await RunSite.CreateAsync(parsed.GetValue(store)).ConfigureAwait(false);
            await using var disposingSite = site.ConfigureAwait(false);
            var cnp = await CnpService.StartAsync(site.Certificates).ConfigureAwait(false);
            await using var disposingCnp = cnp.ConfigureAwait(false);
            var report = await new SendRun(
                site, cnp, parsed.GetValue(seed), Console.WriteLine).RunAsync(parsed.GetValue(kills)).ConfigureAwait(false);
            Console.WriteLine(report);
            return RunOptions.ExitCode(report.Findings.IsClean, report.Findings);
        });
        return command;
    }
}
