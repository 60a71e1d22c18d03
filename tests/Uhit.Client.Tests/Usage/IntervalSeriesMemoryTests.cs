namespace Uhit.Client.Tests.Usage;

[Collection(MemoryCollection.Name)]
public sealed class IntervalSeriesMemoryTests
{
    [Fact]
    public void Series_AYear_TakesAboutNineBytesAReading()
    {
        RealisticLoad.Series();
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var series = Enumerable.Range(0, 8).Select(seed => RealisticLoad.Series(seed)).ToArray();

        var bytes = (double)(GC.GetTotalMemory(forceFullCollection: true) - before) / series.Sum(one => one.Count);
        TestContext.Current.SendDiagnosticMessage($"{bytes:F2} bytes a reading in memory");
        Assert.InRange(bytes, 8.5, 10);
        GC.KeepAlive(series);
    }
}
