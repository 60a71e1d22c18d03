using Uhit.Client.Reliability.Power;

namespace Uhit.Client.Reliability.Tests.Power;

public sealed class PowerTests(ITestOutputHelper output)
{
    [Fact]
    public async Task PowerLoss_FifteenCuts_LoseNothingThatWasAcknowledged()
    {
        var figures = await PowerRun.RunAsync(
            Seed(), cuts: 15, inquiries: 16, cutsOfEach: 15, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Empty(figures.Violations);
        Assert.Equal(15, figures.Cuts);
        Assert.True(figures.Checked > 100);
    }

    [Fact]
    public async Task PowerLoss_AfterAKill_LosesNothingThatTheNextProcessAcknowledged()
    {
        var figures = await PowerRun.RunAfterKillAsync(Seed(), kills: 5, inquiries: 12, TestContext.Current.CancellationToken);

        Assert.Empty(figures.Violations);
        Assert.Equal(5, figures.Cuts);
    }

    [Fact]
    public async Task NegativeControl_SynchronousNormal_IsSeenToLoseAcknowledgedMessages()
    {
        var figures = await PowerRun.RunAsync(
            Seed(), cuts: 15, inquiries: 16, cutsOfEach: 15, PowerRun.UseNormalSynchronousAsync, TestContext.Current.CancellationToken);

        Assert.Contains(
            figures.Violations, violation => violation.EndsWith("acknowledged, and not in the store", StringComparison.Ordinal));
    }

    // A failure names the seed that shows it again.
    private int Seed()
    {
        var seed = Random.Shared.Next(1_000_000);
        output.WriteLine($"seed {seed}");
        return seed;
    }
}
