using System.Globalization;
using CsCheck;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Xml;

public sealed class XmlTimeTests
{
    [Theory]
    [InlineData("2025-11-02T01:15:00-05:00", "2025-11-02T01:15:00.0000000-05:00")]
    [InlineData("2025-11-02T01:15:00-06:00", "2025-11-02T01:15:00.0000000-06:00")]
    [InlineData("2026-03-08T02:30:00-06:00", "2026-03-08T02:30:00.0000000-06:00")]
    [InlineData("2026-03-02T10:15:30", "2026-03-02T10:15:30.0000000+00:00")]
    [InlineData("2026-03-02T10:15:30Z", "2026-03-02T10:15:30.0000000+00:00")]
    [InlineData("2026-03-02T10:15:30-00:00", "2026-03-02T10:15:30.0000000+00:00")]
    [InlineData(" 2026-03-02T10:15:30+05:45\n", "2026-03-02T10:15:30.0000000+05:45")]
    [InlineData("2026-03-02T10:15:30.5+14:00", "2026-03-02T10:15:30.5000000+14:00")]
    [InlineData("2026-03-02T10:15:30.123456789Z", "2026-03-02T10:15:30.1234567+00:00")]
    [InlineData("2026-11-01T24:00:00-05:00", "2026-11-02T00:00:00.0000000-05:00")]
    [InlineData("2026-12-31T24:00:00.000Z", "2027-01-01T00:00:00.0000000+00:00")]
    [InlineData("2024-02-29T00:00:00Z", "2024-02-29T00:00:00.0000000+00:00")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.0000000+00:00")]
    [InlineData("9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.9999999+00:00")]
    public void TryParseDateTime_ByTheLetter_KeepsTheOffset(string text, string expected)
    {
        Assert.True(XmlText.TryParseDateTime(text, offsetRequired: false, out var value));
        Assert.Equal(expected, value.ToString("o", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-03-02")]
    [InlineData("2026-03-02 10:15:30Z")]
    [InlineData("2026-03-02t10:15:30z")]
    [InlineData("2026-03-02T10:15Z")]
    [InlineData("2026-03-02T10:15:30.Z")]
    [InlineData("2026-03-02T10:15:30,5Z")]
    [InlineData("2026-03-02T10:15:60Z")]
    [InlineData("2026-03-02T10:60:00Z")]
    [InlineData("2026-03-02T25:00:00Z")]
    [InlineData("2026-03-02T24:00:01Z")]
    [InlineData("2026-03-02T24:00:00.00000001Z")]
    [InlineData("9999-12-31T24:00:00Z")]
    [InlineData("9999-12-31T23:00:00-05:00")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("-2026-03-02T10:15:30Z")]
    [InlineData("12026-03-02T10:15:30Z")]
    [InlineData("2025-02-29T00:00:00Z")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("2026-04-31T00:00:00Z")]
    [InlineData("2026-03-02T10:15:30+14:01")]
    [InlineData("2026-03-02T10:15:30+1400")]
    [InlineData("2026-03-02T10:15:30+05:60")]
    [InlineData("2026-03-02T10:15:30 Z")]
    [InlineData("2026-03-02T10:15:30ZZ")]
    [InlineData("٢٠٢٦-03-02T10:15:30Z")]
    public void TryParseDateTime_NotADateTime_Refuses(string text) =>
        Assert.False(XmlText.TryParseDateTime(text, offsetRequired: false, out _));

    [Fact]
    public void TryParseDateTime_OffsetRequiredAndAbsent_Refuses()
    {
        Assert.False(XmlText.TryParseDateTime("2026-03-02T10:15:30", offsetRequired: true, out _));
        Assert.True(XmlText.TryParseDateTime("2026-03-02T10:15:30Z", offsetRequired: true, out _));
    }

    [Theory]
    [InlineData(" 2025-11-02T01:15:00\n", "2025-11-02T01:15:00.0000000")]
    [InlineData("2026-03-08T02:30:00.25", "2026-03-08T02:30:00.2500000")]
    [InlineData("2025-12-31T24:00:00", "2026-01-01T00:00:00.0000000")]
    public void TryParseLocalTime_WithoutOffset_IsOfNoZone(string text, string expected)
    {
        Assert.True(XmlText.TryParseLocalTime(text, out var value));
        Assert.Equal((expected, DateTimeKind.Unspecified), (value.ToString("o", CultureInfo.InvariantCulture), value.Kind));
        Span<char> written = stackalloc char[XmlText.MaxTimeLength];
        Assert.True(XmlText.TryParseLocalTime(written[..XmlText.Format(value, written)], out var again));
        Assert.Equal(value, again);
    }

    [Theory]
    [InlineData("2025-11-02T01:15:00Z")]
    [InlineData("2025-11-02T01:15:00-05:00")]
    [InlineData("2025-11-02T01:15:00+00:00")]
    [InlineData("2025-11-02T01:15")]
    [InlineData("2025-11-02")]
    [InlineData("")]
    public void TryParseLocalTime_WithOffsetOrNoTime_Refuses(string text)
    {
        Assert.False(XmlText.TryParseLocalTime(text, out var value));
        Assert.Equal(default, value);
    }

    [Fact]
    public void TryParseDateTime_WhatFormatWrites_IsTheSame() =>
        Gen.Select(Gen.DateTime[DateTime.MinValue.AddDays(1), DateTime.MaxValue.AddDays(-1)], Gen.Int[-14 * 60, 14 * 60])
            .Sample((time, minutes) =>
            {
                var value = new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Unspecified), TimeSpan.FromMinutes(minutes));
                var buffer = new char[XmlText.MaxTimeLength];
                var length = XmlText.Format(value, buffer);
                Assert.True(XmlText.TryParseDateTime(buffer.AsSpan(0, length), offsetRequired: true, out var read));
                Assert.True(value.EqualsExact(read));
            });

    [Theory]
    [InlineData("2026-03-02")]
    [InlineData(" 2026-03-02 ")]
    [InlineData("2026-03-02Z")]
    [InlineData("2026-03-02-06:00")]
    [InlineData("2026-03-02+14:00")]
    public void TryParseDate_WithOrWithoutZone_IsTheDayWritten(string text)
    {
        Assert.True(XmlText.TryParseDate(text, out var value));
        Assert.Equal(new DateOnly(2026, 3, 2), value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-3-2")]
    [InlineData("20260302")]
    [InlineData("03/02/2026")]
    [InlineData("2026-02-29")]
    [InlineData("2026-00-10")]
    [InlineData("2026-01-00")]
    [InlineData("0000-01-01")]
    [InlineData("2026-03-02T00:00:00")]
    [InlineData("2026-03-02+15:00")]
    public void TryParseDate_NotADate_Refuses(string text) => Assert.False(XmlText.TryParseDate(text, out _));
}
