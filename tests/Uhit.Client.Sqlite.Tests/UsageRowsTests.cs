using Uhit.Client.Relational;

namespace Uhit.Client.Sqlite.Tests;

public sealed class UsageRowsTests
{
    private const int MiB = 1024 * 1024;

    [Theory]
    [InlineData("", new int[0])]
    [InlineData("1,2", new[] { MiB / 2, MiB / 2 })]
    [InlineData("1,2|3", new[] { MiB / 2, MiB / 2, 1 })]
    [InlineData("1|2", new[] { MiB / 2, (MiB / 2) + 1 })]
    [InlineData("1|2|3,4", new[] { 1, 3 * MiB, MiB - 1, 1 })]
    [InlineData("1,2|3", new[] { MiB, 0, MiB })]
    public void Parts_TakeAMebibyteAtMost_UnlessALineIsLarger(string parts, int[] bytes) => Assert.Equal(
        parts, string.Join('|', UsageRows.Parts(bytes.Select((size, i) => (i + 1L, size))).Select(part => string.Join(',', part))));

    [Fact]
    public void Parts_OfSmallLines_HaveAThousandAtMost() =>
        Assert.Equal([1000, 1000, 1], UsageRows.Parts(Enumerable.Range(0, 2001).Select(i => ((long)i, 1))).Select(part => part.Length));
}
