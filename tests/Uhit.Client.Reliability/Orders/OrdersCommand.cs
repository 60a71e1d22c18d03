using System.CommandLine;
using Uhit.Client.Reliability.InProcess;

namespace Uhit.Client.Reliability.Orders;

/// <summary><c>orders</c>: every order of one exchange, and random interleavings of larger ones.</summary>
internal static class OrdersCommand
{
    public static Command Create()
    {
        var seeds = new Option<int>("--seeds") { Description = "How many random interleavings.", DefaultValueFactory = _ => 10_000 };
        var first = new Option<int>("--first") { Description = "The first seed.", DefaultValueFactory = _ => 1 };
        var seed = new Option<int?>("--seed") { Description = "Replays one seed, a hundred times, and shows it." };
        var stores = new Option<string[]>("--store")
        {
            Description = "Which of memory, sqlite and postgres.",
            DefaultValueFactory = _ => ["memory", "sqlite"],
            AllowMultipleArgumentsPerToken = true,
        };
        var command = new Command("orders", "One final state for every order of arrival, compared with a reference model.")
        {
            seeds,
            first,
            seed,
            stores,
        };
        command.SetAction(async (parsed, _) =>
        {
            using var cast = new Cast();
            var isBroken = false;
            foreach (var store in parsed.GetValue(stores)!)
            {
                isBroken |= parsed.GetValue(seed) is { } one
                    ? await ReplayAsync(one, store, cast).ConfigureAwait(false)
                    : await RunAsync(parsed.GetValue(first), parsed.GetValue(seeds), store, cast).ConfigureAwait(false);
            }

            return isBroken ? 1 : 0;
        });
        return command;
    }

    private static async Task<bool> RunAsync(int first, int count, string store, Cast cast)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        var orders = AllOrders.Of(withAllTwice: true);
        var broken = await AllOrders.PlayAsync(orders, store, cast).ConfigureAwait(false);
        broken.Take(5).ToList().ForEach(Console.Error.WriteLine);
        Console.WriteLine(
            $"{store}: {orders.Count} orders, {(broken.Count == 0 ? "one final state" : "more than one final state")}, {broken.Count} "
                + $"violations, {Seconds(startedAt)} s");

        startedAt = TimeProvider.System.GetTimestamp();
        var failed = await SeedRuns.PlayAsync(first, count, store, cast).ConfigureAwait(false);
        foreach (var (seed, outcome) in failed.OrderBy(outcome => outcome.Key).Take(5))
        {
            Console.Error.WriteLine(
                $"seed {seed}: {string.Join("\n  ", outcome.Violations)}\n  again with: orders --seed {seed} --store {store}");
        }

        Console.WriteLine(
            $"{store}: seeds {first} to {first + count - 1}, {count} interleavings, {failed.Count} with violations, {Seconds(startedAt)} "
                + "s");
        return broken.Count > 0 || failed.Count > 0;
    }

    private static async Task<bool> ReplayAsync(int seed, string store, Cast cast)
    {
        const int Times = 100;
        var first = await SeedRuns.PlayAsync(seed, store, cast).ConfigureAwait(false);
        var same = 1;
        for (var i = 1; i < Times; i++)
        {
            var again = await SeedRuns.PlayAsync(seed, store, cast).ConfigureAwait(false);
            same += again.Trace.SequenceEqual(first.Trace, StringComparer.Ordinal) && again.State == first.State ? 1 : 0;
        }

        foreach (var line in first.Trace)
        {
            Console.WriteLine(line);
        }

        Console.WriteLine(first.State);
        Console.WriteLine($"{store}: seed {seed}, {same} of {Times} replays identical, {first.Violations.Count} violations");
        foreach (var violation in first.Violations)
        {
            Console.Error.WriteLine(violation);
        }

        return same < Times || first.Violations.Count > 0;
    }

    private static string Seconds(long startedAt) =>
        TimeProvider.System.GetElapsedTime(startedAt).TotalSeconds.ToString("0", System.Globalization.CultureInfo.InvariantCulture);
}
