using Uhit.Cli.Commands.Inbox;

namespace Uhit.Cli.Tests.Commands.Inbox;

/// <summary>A time that the user writes names its offset.</summary>
public sealed class SentTimeTests
{
    [Theory]
    [InlineData("2026-01-05T10:00:00-06:00")]
    [InlineData("2026-01-05 10:00 -06:00")]
    [InlineData("2026-01-05T16:00:00Z")]
    [InlineData("2026-01-05T16:00:00.000+00:00")]
    public void TryParse_WithOffset_IsThatMoment(string text)
    {
        Assert.True(SentTime.TryParse(text, out var time, out _));
        Assert.Equal(new DateTimeOffset(2026, 1, 5, 16, 0, 0, TimeSpan.Zero), time);
    }

    [Theory]
    [InlineData("2026-01-05T10:00:00", "has no offset")]
    [InlineData("2026-01-05 10:00", "has no offset")]
    [InlineData("2026-01-05", "has no offset")]
    [InlineData("soon", "is no time")]
    public void TryParse_WithoutOffset_SaysWhatToWrite(string text, string expected)
    {
        Assert.False(SentTime.TryParse(text, out _, out var whyNot));
        Assert.StartsWith(expected, whyNot, StringComparison.Ordinal);
        Assert.Contains("2026-01-05T10:00:00-06:00", whyNot, StringComparison.Ordinal);
    }
}
