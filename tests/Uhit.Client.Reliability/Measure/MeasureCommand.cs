using System.CommandLine;

namespace Uhit.Client.Reliability.Measure;

/// <summary>The command <c>measure</c>.</summary>
internal static class MeasureCommand
{
    public static Command Create()
    {
        var rounds =
            new Option<int>("--rounds") { Description = "How many rounds the rates are compared in.", DefaultValueFactory = _ => 60 };
        var seconds = new Option<double>("--seconds") { Description = "How long each turn of a round is.", DefaultValueFactory = _ => 0.2 };
        var years = new Option<int>("--years") { Description = "How many meter-years are stored.", DefaultValueFactory = _ => 40 };
        var seed = new Option<int>("--seed") { Description = "Makes the meter-years.", DefaultValueFactory = _ => 1 };
        var command = new Command("measure", "Compares group commit with one commit each, and packed series with rows.")
        {
            rounds,
            seconds,
            years,
            seed,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            var isGroupFast = await MeasureRun.GroupCommitAsync(
                result.GetValue(rounds), TimeSpan.FromSeconds(result.GetValue(seconds)), Console.Out,
                cancellationToken).ConfigureAwait(false);
            var isPackedSmall = await MeasureRun.PackingAsync(
                result.GetValue(seed), result.GetValue(years), Console.Out, cancellationToken).ConfigureAwait(false);
            return isGroupFast && isPackedSmall ? 0 : 1;
        });
        return command;
    }
}
