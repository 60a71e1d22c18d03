using System.CommandLine;

namespace Uhit.Client.Reliability.Power;

/// <summary>The command <c>power</c>.</summary>
internal static class PowerCommand
{
    public static Command Create()
    {
        var seed = new Option<int>("--seed")
        {
            Description = "Chooses load, order, cut points and what survives.",
            DefaultValueFactory = _ => Random.Shared.Next(),
        };
        var cuts = new Option<int>("--cuts") { Description = "How many power cuts.", DefaultValueFactory = _ => 200 };
        var kills = new Option<int>("--kills")
        {
            Description = "How many kills, each followed by a restart and a power cut.",
            DefaultValueFactory = _ => 100,
        };
        var normal = new Option<bool>("--normal") { Description = "The control: with synchronous=NORMAL messages must be lost." };
        var command = new Command("power", "Cuts the power: what was acknowledged is found afterwards.") { seed, cuts, kills, normal };
        command.SetAction(async (result, cancellationToken) =>
        {
            var chosen = result.GetValue(seed);
            var figures = await PowerRun.RunAsync(
                chosen,
                result.GetValue(cuts),
                inquiries: 32,
                cutsOfEach: 20,
                result.GetValue(normal) ? PowerRun.UseNormalSynchronousAsync : null,
                cancellationToken).ConfigureAwait(false);
            if (!result.GetValue(normal))
            {
                figures += await PowerRun.RunAfterKillAsync(
                    chosen, result.GetValue(kills), inquiries: 24, cancellationToken).ConfigureAwait(false);
            }

            foreach (var violation in figures.Violations.Take(20))
            {
                await Console.Error.WriteLineAsync(violation).ConfigureAwait(false);
            }

            await Console.Out.WriteLineAsync(
                $"power, seed {chosen}: {figures.Cuts} cuts, {figures.Checked} acknowledgements looked for: {figures.Violations.Count} "
                    + "lost or wrong").ConfigureAwait(false);
            return figures.Violations.Count == 0 ? 0 : 1;
        });
        return command;
    }
}
