using System.CommandLine;
using Uhit.Client.Reliability.InProcess;

namespace Uhit.Client.Reliability.Controls;

/// <summary><c>controls</c>: each rule broken once, under the same checks.</summary>
internal static class ControlsCommand
{
    public static Command Create()
    {
        var command = new Command("controls", "Negative controls: each rule is broken once, and the checks must see it.");
        command.SetAction(async (_, _) =>
        {
            using var cast = new Cast();
            var healthy = await ControlScript.PlayAsync(null, "sqlite", cast).ConfigureAwait(false);
            Console.WriteLine($"every rule kept: {healthy.Count} violations");
            var red = 0;
            foreach (var rule in BrokenRules.All)
            {
                var seen = (await ControlScript.PlayAsync(rule, "sqlite", cast).ConfigureAwait(false)).FirstOrDefault(violation => violation.Promise == rule.Breaks);
                red += seen is null ? 0 : 1;
                Console.WriteLine($"{rule.Name}: {seen?.ToString() ?? "NOT SEEN"}");
            }

            Console.WriteLine($"{red} of {BrokenRules.All.Count} turned red");
            return healthy.Count == 0 && red == BrokenRules.All.Count ? 0 : 1;
        });
        return command;
    }
}
