namespace Uhit.Client.Tests.Usage;

[Collection(MemoryCollection.Name)]
public sealed class IntervalSeriesMemoryTests
{
    [Fact]
    public void Series_AYear_TakesAboutNineBytesAReading()
    {
        RealisticLoad.Series();
        var before = SettledMemory();

        // As many as make what other tests left behind, and what goes meanwhile, too little to count.
        var series = Enumerable.Range(0, 64).Select(seed => RealisticLoad.Series(seed)).ToArray();

        var bytes = (double)(SettledMemory() - before) / series.Sum(one => one.Count);
        TestContext.Current.SendDiagnosticMessage($"{bytes:F2} bytes a reading in memory");
        Assert.InRange(bytes, 8.5, 10);
        GC.KeepAlive(series);
    }

    private static long SettledMemory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
