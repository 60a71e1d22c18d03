using Uhit.Client.Sqlite.Connections;

namespace Uhit.Client.Sqlite.Tests;

public sealed class SqliteValueTests
{
    // A caller's buffer is often larger than what it holds: the rest of it is another message's.
    [Theory]
    [InlineData(0, 5)]
    [InlineData(0, 3)]
    [InlineData(2, 3)]
    [InlineData(1, 2)]
    [InlineData(5, 0)]
    public void Of_PartOfABuffer_IsThatPart(int from, int length)
    {
        byte[] buffer = [1, 2, 3, 4, 5];

        Assert.Equal(buffer[from..(from + length)], SqliteValue.Of(new ReadOnlyMemory<byte>(buffer, from, length)));
    }

    [Fact]
    public void Of_OurTypes_AreWhatTheFileHolds()
    {
        Assert.Equal(DBNull.Value, SqliteValue.Of(null));
        Assert.Equal(1L, SqliteValue.Of(true));
        Assert.Equal(0L, SqliteValue.Of(false));
        Assert.Equal(621355968000000000L, SqliteValue.Of(DateTimeOffset.UnixEpoch.ToOffset(TimeSpan.FromHours(-6))));
        Assert.Equal("[1,-2]", SqliteValue.Of(new long[] { 1, -2 }));
        Assert.Equal(2L, SqliteValue.Of(DayOfWeek.Tuesday));
        Assert.Equal("as it is", SqliteValue.Of("as it is"));
    }
}
