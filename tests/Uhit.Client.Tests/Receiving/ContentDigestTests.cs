using CsCheck;
using Uhit.Client.Receiving;
using Uhit.Client.Testing;
using Uhit.Client.Tests.Usage;
using Uhit.Client.Usage;

namespace Uhit.Client.Tests.Receiving;

public sealed class ContentDigestTests
{
    [Fact]
    public void Add_SameHistory_SameDigest() =>
        UsageGenerators.Histories.Sample(history => Of(history) == Of(history with { }), iter: 200);

    // Of a message without a MessageId it is the identity: a message of before must be the same one after an upgrade.
    [Fact]
    public void Add_MessageWithoutPadding_HasTheDigestThatItAlwaysHad() => Assert.StartsWith(
        "DD75F5979D878EAAAEA741838BB97D12D11F151E7DC422A5C4",
        Of(new UsageHistoryBuilder(EsiId.Parse("1008901000000000000001"))
            .AddIntervals(new UsagePeriod(new DateOnly(2025, 1, 1), new DateOnly(2025, 1, 1)), 0.25m).Build()),
        StringComparison.Ordinal);

    [Fact]
    public void Add_OneReadingChanged_OtherDigest() => Gen.Select(UsageGenerators.Series, Gen.Int[0, 10_000]).Sample(
        (series, at) =>
        {
            if (series.Count == 0)
            {
                return true;
            }

            var index = at % series.Count;
            return Of(History(Rebuilt(series, (_, reading) => reading))) != Of(
                History(Rebuilt(series, (i, reading) => i == index ? reading with { Quantity = Other(reading.Quantity) } : reading)));
        },
        iter: 300);

    [Fact]
    public void Add_TrailingZeros_SameDigest() => UsageGenerators.Series.Sample(
        series => Of(History(Rebuilt(series, (_, reading) => reading))) == Of(
            History(Rebuilt(series, (_, reading) => reading with { Quantity = WithZero(reading.Quantity) }))),
        iter: 300);

    [Theory]
    [InlineData("1.5", "1.50", true)]
    [InlineData("0", "-0.000", true)]
    [InlineData("100", "1E2", true)]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950334", false)]
    [InlineData("9223372036854775807", "9223372036854775808", false)]
    [InlineData("9223372036854775808", "9223372036854775808.0", true)]
    [InlineData("1.5", "-1.5", false)]
    [InlineData("15", "1.5", false)]
    public void Write_Decimals_ByValue(string left, string right, bool same)
    {
        static string Digest(string text)
        {
            using var writer = new DigestWriter();
            writer.Write(
                (decimal?)decimal.Parse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture));
            return Convert.ToHexString(writer.Finish());
        }

        Assert.Equal(same, Digest(left) == Digest(right));
    }

    // Readings are kept as scaled numbers, bills as decimals: the same value must not depend on how it is held.
    [Fact]
    public void WriteScaled_AnyNumber_IsAsTheDecimalOfThatValue() => Gen.Select(Gen.Long, Gen.Byte[0, 28]).Sample(
        (value, scale) =>
        {
            var (magnitude, isNegative) = (value < 0 ? (ulong)-(value + 1) + 1 : (ulong)value, value < 0);
            using var scaled = new DigestWriter();
            using var plain = new DigestWriter();
            scaled.WriteScaled(value, scale);
            plain.Write((decimal?)new decimal((int)magnitude, (int)(magnitude >> 32), 0, isNegative, scale));
            return value == long.MinValue || scaled.Finish().AsSpan().SequenceEqual(plain.Finish());
        },
        iter: 500);

    // However the values fall on the buffer's end.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public void Write_MoreThanTheBufferHolds_IsTheHashOfAllInOrder(int tags)
    {
        using var writer = new DigestWriter();
        using var all = new MemoryStream();
        for (var i = 0; i < tags; i++)
        {
            writer.Tag(9);
            all.WriteByte(9);
        }

        for (var i = 0L; i < 5000; i++)
        {
            writer.Write(i);
            all.Write(BitConverter.GetBytes(i));
        }

        for (var i = 0; i < 5000; i++)
        {
            writer.WriteScaled(i * 10 + 1, 2);
            all.WriteByte(2);
            all.Write(BitConverter.GetBytes(i * 10L + 1));
            writer.Tag(9);
            all.WriteByte(9);
        }

        Assert.Equal(System.Security.Cryptography.SHA256.HashData(all.ToArray()), writer.Finish());
    }

    // Of two values for one time the last is kept, and the other was said, too: of that time.
    [Fact]
    public void Add_AnotherTimeWasSaidTwice_OtherDigest()
    {
        static string Digest(int twice)
        {
            var end = new DateTimeOffset(2025, 1, 1, 12, 0, 0, TimeSpan.FromHours(-6));
            var builder = new IntervalSeriesBuilder(
                "M1", UsageChannel.EnergyDelivered, UsageUnit.KilowattHour, TimeSpan.FromMinutes(15));
            for (var i = 0; i < 2; i++)
            {
                if (i == twice)
                {
                    builder.Add(end.AddMinutes(15 * i), 7m, ReadType.Actual);
                }

                builder.Add(end.AddMinutes(15 * i), 1m, ReadType.Actual);
            }

            return Of(History(builder.Build()));
        }

        Assert.Equal(3, new[] { Digest(0), Digest(1), Digest(-1) }.Distinct().Count());
    }

    [Fact]
    public void Write_TextsRunTogether_OtherDigest()
    {
        static string Digest(params string?[] texts)
        {
            using var writer = new DigestWriter();
            Array.ForEach(texts, writer.Write);
            return Convert.ToHexString(writer.Finish());
        }

        Assert.Equal(
            4, new[] { Digest("ab", "c"), Digest("a", "bc"), Digest("abc", null), Digest("abc", string.Empty) }.Distinct().Count());
    }

    [Fact]
    public void Add_OnlySentAtAndMessageIdDiffer_SameDigest()
    {
        var header = CallbackMessages.Header("M-1");
        Assert.Equal(Of(header), Of(header with { SentAt = null, MessageId = MessageId.Parse("M-2") }));
        Assert.NotEqual(Of(header), Of(header with { RequestId = RequestId.Parse("R-2") }));
    }

    private static string Of(MessageHeader header)
    {
        using var digest = new ContentDigest();
        digest.Add(UhitOperation.NotifyValidation);
        digest.Add(header);
        return Convert.ToHexString(digest.Finish());
    }

    private static string Of(UsageHistory history)
    {
        using var digest = new ContentDigest();
        digest.Add(UhitOperation.DeliverHistoricalUsage);
        digest.Add(history);
        return Convert.ToHexString(digest.Finish());
    }

    private static UsageHistory History(IntervalSeries series) =>
        new() { LineNumber = 1, EsiId = CallbackMessages.EsiIds[0], IntervalSeries = [series] };

    private static IntervalSeries Rebuilt(IntervalSeries series, Func<int, IntervalReading, IntervalReading> change)
    {
        var builder = new IntervalSeriesBuilder(series.MeterNumber, series.Channel, series.Unit, series.Interval);
        for (var i = 0; i < series.Count; i++)
        {
            var reading = change(i, series[i]);
            builder.Add(reading.End, reading.Quantity, reading.ReadType);
        }

        return builder.Build();
    }

    private static decimal Other(decimal value) => value == 1m ? 2m : 1m;

    private static decimal WithZero(decimal value) => value.Scale < 20 && Math.Abs(value) < 1_000_000 ? value * 1.0m : value;
}
