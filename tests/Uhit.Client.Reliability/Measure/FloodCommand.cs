using System.CommandLine;

namespace Uhit.Client.Reliability.Measure;

/// <summary>The command <c>flood</c>.</summary>
internal static class FloodCommand
{
    public static Command Create()
    {
        var lines = new Option<int>("--lines") { Description = "How many minimal lines a message has.", DefaultValueFactory = _ => 50_000 };
        var store = RunOptions.Store();
        var command =
            new Command("flood", "Times messages of very many minimal lines, and what a small message waits beside them.") { lines, store };
        command.SetAction(async (result, cancellationToken) =>
        {
            await FloodRun.RunAsync(result.GetValue(store), result.GetValue(lines), Console.Out, cancellationToken).ConfigureAwait(false);
            return 0;
        });
        return command;
    }
}
