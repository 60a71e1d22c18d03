using Uhit.Client.Events;

namespace Uhit.Client.Tests.Events;

public sealed class DispatcherSettingsTests
{
    [Theory]
    [InlineData(15, 60)]
    [InlineData(30, 60)]
    [InlineData(24 * 60, 48 * 60)]
    public void Of_AReadTimeout_SweepsNothingThatMayStillBeRead(int readMinutes, int sweepMinutes)
    {
        var options = new UhitClientOptions { Callback = { ReadTimeout = TimeSpan.FromMinutes(readMinutes) } };

        Assert.Equal(TimeSpan.FromMinutes(sweepMinutes), DispatcherSettings.Of("Test", options).SweepAge);
    }

    [Fact]
    public void Of_ListOfRetryDelaysThatIsChangedAfterwards_KeepsItsOwn()
    {
        var options = new UhitClientOptions { Callback = { RetryDelays = { TimeSpan.FromSeconds(7) } } };
        var settings = DispatcherSettings.Of("Test", options);

        options.Callback.RetryDelays.Clear();

        Assert.Equal([TimeSpan.FromSeconds(7)], settings.RetryDelays);
    }
}
