using System.CommandLine;
using System.Globalization;

namespace Uhit.Client.Reliability.Faults;

/// <summary>The command <c>faults</c>.</summary>
internal static class FaultsCommand
{
    public static Command Create()
    {
        var seed = new Option<int>("--seed")
        {
            Description = "Chooses load, order and what survives.",
            DefaultValueFactory = _ => Random.Shared.Next(),
        };
        var injections = new Option<int>("--injections") { Description = "How many times the disk fails.", DefaultValueFactory = _ => 100 };
        var command = new Command("faults", "Makes the disk fail at each kind of write: nothing is acknowledged that is not stored.")
        {
            seed,
            injections,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            var chosen = result.GetValue(seed);
            var figures = await FaultRun.RunAsync(chosen, result.GetValue(injections), cancellationToken).ConfigureAwait(false);
            await FillDiskAsync(chosen, figures, cancellationToken).ConfigureAwait(false);
            foreach (var violation in figures.Violations.Take(20))
            {
                await Console.Error.WriteLineAsync(violation).ConfigureAwait(false);
            }

            await Console.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"faults, seed {chosen}: {figures.Injections} injections, {figures.FailedOperations} operations failed; {figures.Accepted} "
                + $"accepted, {figures.Refused} asked to come "
                + $"again and taken later, after {figures.LongestRecovery.TotalSeconds:F1} s at most; {figures.Checked} acknowledgements "
                + $"looked for: "
                + $"{figures.Violations.Count} lost or wrong")).ConfigureAwait(false);
            return figures.Violations.Count == 0 ? 0 : 1;
        });
        return command;
    }

    private static async Task FillDiskAsync(int seed, FaultFigures figures, CancellationToken cancellationToken)
    {
        using var disk = new FullDisk();
        if (!disk.IsMounted)
        {
            await Console.Out.WriteLineAsync("a full file system in memory: skipped, it cannot be mounted here").ConfigureAwait(false);
            return;
        }

        var full = await disk.RunAsync(seed, cancellationToken).ConfigureAwait(false);
        foreach (var violation in full.Violations)
        {
            figures.Add(violation);
        }

        await Console.Out.WriteLineAsync(
            $"a full file system in memory: {full.Refused} refused while it was full, {full.Accepted} accepted in "
                + $"all, {full.Violations.Count} lost or wrong").ConfigureAwait(false);
    }
}
