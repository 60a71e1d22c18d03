using System.CommandLine;
using Uhit.Client.Reliability.Chores;
using Uhit.Client.Reliability.Stores;

namespace Uhit.Client.Reliability.Points;

/// <summary><c>points</c>: SIGKILL to the receiver at each named point.</summary>
internal static class PointCommand
{
    public static Command Create()
    {
        var times = new Option<int>("--times") { Description = "How often at each point.", DefaultValueFactory = _ => 25 };
        var only = new Option<KillPoint?>("--only") { Description = "One point of the table, and none of the store's own work." };
        var store = RunOptions.Store();
        var seed = RunOptions.Seed();
        var command =
            new Command("points", "Kills the receiver with SIGKILL at each point of the table in docs/explanation/reliability.md.")
            {
                times,
                only,
                store,
                seed,
            };
        command.SetAction(async (parsed, _) =>
        {
            var site = await RunSite.CreateAsync(parsed.GetValue(store)).ConfigureAwait(false);
            await using var disposing = site.ConfigureAwait(false);
            Console.WriteLine($"points: seed {parsed.GetValue(seed)}, {site.Store.Kind}");
            using var run = new PointRun(site, parsed.GetValue(seed));
            foreach (var row in PointRow.ReadAll().Where(row => parsed.GetValue(only) is not { } point || row.Point == point))
            {
                for (var i = 0; i < parsed.GetValue(times); i++)
                {
                    await run.RunAsync(row).ConfigureAwait(false);
                }

                Console.WriteLine(
                    $"{row.Point}: {run.Kills} kills so far, {run.Findings.Lost} lost, {run.Findings.Twice} twice, {run.Findings.Wrong} "
                        + "not as the table says");
            }

            var chores = new ChoreRun(site, parsed.GetValue(seed));
            foreach (var chore in parsed.GetValue(only) is null ? ChoreRun.Of(site.Store.Kind) : [])
            {
                for (var i = 0; i < parsed.GetValue(times); i++)
                {
                    await chores.RunAsync(chore).ConfigureAwait(false);
                }

                Console.WriteLine(
                    $"{chore}: {chores.Kills} kills so far, {chores.Findings.Lost} lost, {chores.Findings.Wrong} otherwise wrong");
            }

            return Math.Max(
                RunOptions.ExitCode(run.Findings.IsClean, run.Findings), RunOptions.ExitCode(chores.Findings.IsClean, chores.Findings));
        });
        return command;
    }
}
