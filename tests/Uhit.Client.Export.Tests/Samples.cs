using Uhit.Client.Testing;
using Uhit.Client.Usage;

namespace Uhit.Client.Export.Tests;

/// <summary>Usage whose values a reader can compute by itself: see <c>Readers/read.py</c>.</summary>
internal static class Samples
{
    public static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    public static EsiId EsiId(int number) => Client.EsiId.Parse($"1008901{number:D15}");

    public static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The value of the quarter hour that begins at an instant, in units of the last place.</summary>
    public static long DigitsAt(DateTimeOffset start) => start.ToUnixTimeSeconds() / 900 * 7919 % 100003;

    /// <summary>A series of whole days.</summary>
    public static IntervalSeries Series(
        string first, string last, byte places = 3, UsageUnit? unit = null, UsageChannel? channel = null, string? meter = "M1",
        Func<DateTimeOffset, bool>? isMissing = null, Func<DateTimeOffset, ReadType>? readType = null)
    {
        var builder = new IntervalSeriesBuilder(
            meter, channel ?? UsageChannel.EnergyDelivered, unit ?? UsageUnit.KilowattHour, Quarter);
        var end = CentralTime.StartOf(Day(last).AddDays(1));
        for (var start = CentralTime.StartOf(Day(first)); start < end; start += Quarter)
        {
            if (isMissing?.Invoke(start) is not true)
            {
                // In UTC on purpose: CNP's offset is not what is written.
                builder.AddScaled((start + Quarter).ToUniversalTime(), DigitsAt(start), places, readType?.Invoke(start) ?? ReadType.Actual);
            }
        }

        return builder.Build();
    }

    public static UsageHistory History(int number, params IEnumerable<IntervalSeries> series)
    {
        var builder = new UsageHistoryBuilder(EsiId(number));
        foreach (var one in series)
        {
            builder.AddSeries(one);
        }

        return builder.Build();
    }

    /// <summary>One series of one reading.</summary>
    public static IntervalSeries One(
        decimal value, int minutes = 15, UsageUnit? unit = null, UsageChannel? channel = null, string? meter = "M1",
        ReadType? readType = null)
    {
        var builder = new IntervalSeriesBuilder(
            meter, channel ?? UsageChannel.EnergyDelivered, unit ?? UsageUnit.KilowattHour, TimeSpan.FromMinutes(minutes));
        builder.Add(CentralTime.StartOf(Day("2025-07-01")).AddMinutes(minutes), value, readType ?? ReadType.Actual);
        return builder.Build();
    }

    /// <summary>Whether an instant is in a run of quarter hours.</summary>
    public static Func<DateTimeOffset, bool> In(string start, int quarters)
    {
        var first = DateTimeOffset.Parse(start, System.Globalization.CultureInfo.InvariantCulture);
        return at => at >= first && at < first + (quarters * Quarter);
    }

    /// <summary>Writes histories, and gives the file and the report.</summary>
    public static async Task<(byte[] File, ExportReport Report)> WriteAsync(UsageExport format, params UsageHistory[] histories)
    {
        using var stream = new MemoryStream();
        var report = await format.WriteAsync(histories.ToAsyncEnumerable(), stream, TestContext.Current.CancellationToken);
        Assert.True(stream.CanWrite);
        return (stream.ToArray(), report);
    }

    /// <summary>The same, as lines of text.</summary>
    public static async Task<(string[] Lines, ExportReport Report)> WriteLinesAsync(UsageExport format, params UsageHistory[] histories)
    {
        var (file, report) = await WriteAsync(format, histories);
        var text = System.Text.Encoding.UTF8.GetString(file);
        Assert.True(text.Length == 0 || text.EndsWith('\n'));
        return (text.Split('\n')[..^1], report);
    }
}
