using Uhit.Client.Reliability.InProcess;
using Uhit.Client.Reliability.Orders;

namespace Uhit.Client.Reliability.Tests.Orders;

public sealed class OrdersTests
{
    [Theory]
    [InlineData("memory", true, 2784)]
    [InlineData("sqlite", false, 264)]
    public async Task AllOrders_EndInOneState(string store, bool withAllTwice, int count)
    {
        using var cast = new Cast();
        var orders = AllOrders.Of(withAllTwice);

        Assert.Equal(count, orders.Select(order => string.Concat(order)).Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(await AllOrders.PlayAsync(orders, store, cast));
    }

    [Theory]
    [InlineData("memory", 400)]
    [InlineData("sqlite", 100)]
    public async Task Interleavings_EndAsTheModelSays(string store, int count)
    {
        using var cast = new Cast();

        var failed = await SeedRuns.PlayAsync(first: 1, count, store, cast);

        Assert.True(
            failed.Count == 0, string.Join('\n', failed.Select(one => $"seed {one.Key}: {string.Join("\n  ", one.Value.Violations)}")));
    }

    [Fact]
    public async Task Replay_OfOneSeed_IsIdentical()
    {
        using var cast = new Cast();
        var first = await SeedRuns.PlayAsync(7, "memory", cast);

        for (var i = 0; i < 20; i++)
        {
            var again = await SeedRuns.PlayAsync(7, i % 5 == 0 ? "sqlite" : "memory", cast);
            Assert.Equal(first.Trace, again.Trace);
            Assert.Equal(first.State, again.State);
        }
    }

    [Fact]
    public void Generator_OverManySeeds_BringsAllThatIsToBeShown()
    {
        var scenarios = Enumerable.Range(1, 500).Select(ScenarioGenerator.Of).ToList();
        var arrivals = scenarios.SelectMany(scenario => scenario.Steps.OfType<Step.Arrives>()).ToList();

        Assert.Contains(scenarios, scenario => scenario.Inquiries.Values.Any(inquiry => inquiry.Lines.Count == 8));
        Assert.Contains(arrivals, arrival => arrival.Message.Part is { PartCount: 5 });
        Assert.Contains(arrivals, arrival => arrival.Message.Callback.Content.Length > 0);
        Assert.Contains(
            scenarios,
            scenario => scenario.Steps.OfType<Step.Arrives>().GroupBy(arrival => arrival.Message).Any(copies => copies.Count() == 4));
        Assert.Contains(scenarios, scenario => scenario.FailingCalls.Count == 2 && scenario.RobbedCalls.Count > 0);
        Assert.Contains(scenarios, scenario => scenario.Steps.OfType<Step.ClockMoved>().Any(moved => moved.By < TimeSpan.Zero));
        Assert.Contains(scenarios, IsPartMissing);

        static bool IsPartMissing(Scenario scenario) => scenario.Steps.OfType<Step.Arrives>()
            .Where(arrival => arrival.Message.Part is not null)
            .GroupBy(arrival => (arrival.Message.Callback.RequestId, arrival.Message.Part!.DeliveryId))
            .Any(parts => parts.Select(part => part.Message.Part!.PartNumber).Distinct().Count() < parts.First().Message.Part!.PartCount);
    }
}
