namespace Uhit.Client.Tests.Usage;

public sealed class IntervalSeriesMemoryTests
{
    // Counted object by object: what the garbage collector says is of the whole process, other tests' garbage included.
    [Fact]
    public void Series_AYear_TakesAboutNineBytesAReading()
    {
        var series = RealisticLoad.Series();

        var bytes = (double)ReachableBytes.Of(series) / series.Count;

        TestContext.Current.SendDiagnosticMessage($"{bytes:F2} bytes a reading in memory");
        Assert.InRange(bytes, 8.5, 10);
    }

    [Fact]
    public void ReachableBytes_SharedArrayInAStructAndAnObject_CountsEachOnce()
    {
        var numbers = new long[1000];
        object[] graph = [new ArraySegment<long>(numbers), numbers, new byte[500]];

        Assert.InRange(ReachableBytes.Of(graph), 8500, 8700);
    }
}
