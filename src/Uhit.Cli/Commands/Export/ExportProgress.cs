using Spectre.Console;
using Uhit.Cli.Output;

namespace Uhit.Cli.Commands.Export;

/// <summary>Shows in a terminal how far an export is.</summary>
internal static class ExportProgress
{
    /// <param name="output">Where.</param>
    /// <param name="esiIds">How many there are; 0 where nothing is shown.</param>
    /// <param name="run">What is done; it calls its argument after each ESI ID.</param>
    public static Task RunAsync(ToolOutput output, int esiIds, Func<Action, Task> run) => output.IsInteractive && esiIds > 0
        ? output.Console.Progress().AutoClear(true).StartAsync(context =>
        {
            var task = context.AddTask("ESI IDs", maxValue: esiIds);
            return run(() => task.Increment(1));
        })
        : run(() => { });
}
