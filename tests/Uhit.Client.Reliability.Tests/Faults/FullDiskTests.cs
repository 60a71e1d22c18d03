using Uhit.Client.Reliability.Faults;

namespace Uhit.Client.Reliability.Tests.Faults;

public sealed class FullDiskTests
{
    [Fact]
    public async Task RealDisk_Full_AcknowledgesOnlyWhatItStoresAndGoesOnWhenThereIsRoom()
    {
        using var disk = new FullDisk();
        Assert.SkipUnless(disk.IsMounted, "A file system in memory cannot be mounted here.");

        var figures = await disk.RunAsync(seed: 1, TestContext.Current.CancellationToken);

        Assert.Empty(figures.Violations);
        Assert.True(figures.Accepted > 0 && figures.Refused > 0);
    }
}
