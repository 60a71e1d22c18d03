using System.CommandLine;
using Uhit.Client.Reliability.InProcess;
using Uhit.Client.Reliability.Power;

namespace Uhit.Client.Reliability.Controls;

/// <summary><c>controls</c>: each rule broken once, under the same checks.</summary>
internal static class ControlsCommand
{
    public static Command Create()
    {
        var command = new Command("controls", "Negative controls: each rule is broken once, and the checks must see it.");
        command.SetAction(async (_, cancellationToken) =>
        {
            using var cast = new Cast();
            var healthy = await ControlScript.PlayAsync(null, "sqlite", cast).ConfigureAwait(false);
            Console.WriteLine($"every rule kept: {healthy.Count} violations");
            var red = 0;
            foreach (var rule in BrokenRules.All)
            {
                var seen = (await ControlScript.PlayAsync(rule, "sqlite", cast).ConfigureAwait(false))
                    .FirstOrDefault(violation => violation.Promise == rule.Breaks);
                red += seen is null ? 0 : 1;
                Console.WriteLine($"{rule.Name}: {seen?.ToString() ?? "NOT SEEN"}");
            }

            // Only a loss of power tells this one from the healthy store.
            var power = await PowerRun.RunAsync(
                seed: 1, cuts: 15, inquiries: 16, cutsOfEach: 15, cancellationToken: cancellationToken).ConfigureAwait(false);
            Console.WriteLine($"synchronous=FULL: {power.Violations.Count} violations after {power.Cuts} losses of power");
            var weak = await PowerRun.RunAsync(
                seed: 1,
                cuts: 15,
                inquiries: 16,
                cutsOfEach: 15,
                PowerRun.UseNormalSynchronousAsync,
                cancellationToken).ConfigureAwait(false);
            red += weak.Violations.Count > 0 ? 1 : 0;
            Console.WriteLine($"synchronous=NORMAL: {(weak.Violations.Count > 0 ? weak.Violations[0] : "NOT SEEN")}");

            var all = BrokenRules.All.Count + 1;
            Console.WriteLine($"{red} of {all} turned red");
            return healthy.Count == 0 && power.Violations.Count == 0 && red == all ? 0 : 1;
        });
        return command;
    }
}
