using System.CommandLine;
using System.Globalization;
using Uhit.Client.Reliability.InProcess;

namespace Uhit.Client.Reliability.Copies;

/// <summary><c>copies</c>: many copies of one message at the same time.</summary>
internal static class CopiesCommand
{
    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "How many messages.", DefaultValueFactory = _ => 100 };
        var copies =
            new Option<int>("--copies") { Description = "How many copies of each, at the same time.", DefaultValueFactory = _ => 200 };
        var store = new Option<string>("--store")
        {
            Description = string.Join(" or ", StoreHouses.Kinds) + ".",
            DefaultValueFactory = _ => "sqlite",
        };
        var command = new Command("copies", "Copies of one message at the same time: one effect, one answer.") { rounds, copies, store };
        command.SetAction(async (parsed, _) =>
        {
            using var cast = new Cast();
            var house = await StoreHouses.CreateAsync(parsed.GetValue(store)!).ConfigureAwait(false);
            await using var disposing = house.ConfigureAwait(false);
            var startedAt = TimeProvider.System.GetTimestamp();
            var result = await CopyRounds.PlayAsync(parsed.GetValue(rounds), parsed.GetValue(copies), house, cast).ConfigureAwait(false);
            var seconds = TimeProvider.System.GetElapsedTime(startedAt).TotalSeconds;
            result.Violations.Take(10).ToList().ForEach(Console.Error.WriteLine);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{house.Kind}: {parsed.GetValue(rounds)} rounds of {parsed.GetValue(copies)} copies: {result.Effects} "
                    + $"effects, {result.Identical} identical acknowledgements, {result.Violations.Count} violations, {seconds:0} s"));
            return result.Violations.Count == 0 && result.Effects == parsed.GetValue(rounds) ? 0 : 1;
        });
        return command;
    }
}
