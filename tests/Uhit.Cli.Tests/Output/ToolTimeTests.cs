using System.Globalization;
using Uhit.Cli.Output;

namespace Uhit.Cli.Tests.Output;

/// <summary>Times on a terminal have their date and zone.</summary>
public sealed class ToolTimeTests
{
    [Theory]
    [InlineData("2026-01-05T16:00:00.5Z", "2026-01-05 10:00:00 CST")]
    [InlineData("2026-07-05T16:00:00+02:00", "2026-07-05 09:00:00 CDT")]
    [InlineData("2026-11-01T06:30:00Z", "2026-11-01 01:30:00 CDT")]
    [InlineData("2026-11-01T07:30:00Z", "2026-11-01 01:30:00 CST")]
    public void Of_AnyTime_IsCentralWithDateAndZone(string time, string expected) =>
        Assert.Equal(expected, ToolTime.Of(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture)));

    [Fact]
    public void ToMillisecond_HasThem() =>
        Assert.Equal("2026-01-05 10:00:00.007 CST", ToolTime.ToMillisecond(new DateTimeOffset(2026, 1, 5, 16, 0, 0, 7, TimeSpan.Zero)));
}
