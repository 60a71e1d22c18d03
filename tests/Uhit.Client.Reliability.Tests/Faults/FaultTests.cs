using Uhit.Client.Reliability.Faults;

namespace Uhit.Client.Reliability.Tests.Faults;

public sealed class FaultTests(ITestOutputHelper output)
{
    [Fact]
    public async Task DiskFails_TwentyTimes_NothingIsAcknowledgedThatIsNotStored()
    {
        var seed = Random.Shared.Next(1_000_000);
        output.WriteLine($"seed {seed}");

        var figures = await FaultRun.RunAsync(seed, injections: 20, TestContext.Current.CancellationToken);

        Assert.True(figures.Violations.Count == 0, string.Join(Environment.NewLine, figures.Violations));
        Assert.Equal(20, figures.Injections);
        Assert.True(figures.Refused > 0 && figures.FailedOperations >= 20);
    }
}
