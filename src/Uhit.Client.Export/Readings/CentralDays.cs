using System.Collections.Concurrent;

namespace Uhit.Client.Export.Readings;

/// <summary>Days of Central Prevailing Time that are no 24 hours long.</summary>
internal static class CentralDays
{
    private static readonly ConcurrentDictionary<int, DateOnly[]> OfYear = new();

    /// <summary>The days of clock changes between the first and the last reading, with the number of readings of each length of interval
    /// that occurs.</summary>
    public static IEnumerable<(DateOnly Date, int Minutes, int Readings)> CountClockChanges(EnergyReadings readings)
    {
        if (readings.Count == 0)
        {
            yield break;
        }

        var first = DateOf(readings.StartAt(0));
        var last = DateOf(readings.StartAt(readings.Count - 1));
        for (var year = first.Year; year <= last.Year; year++)
        {
            foreach (var date in OfYear.GetOrAdd(year, Find).Where(date => date >= first && date <= last))
            {
                var from = readings.FirstAt(CentralTime.StartOf(date).UtcTicks);
                var to = readings.FirstAt(CentralTime.StartOf(date.AddDays(1)).UtcTicks);
                foreach (var (minutes, count) in readings.CountLengths(from, to))
                {
                    yield return (date, minutes, count);
                }
            }
        }
    }

    public static DateOnly DateOf(long utcTicks) => CentralTime.DateOf(new DateTimeOffset(utcTicks, TimeSpan.Zero));

    private static DateOnly[] Find(int year) =>
    [
        .. Enumerable.Range(new DateOnly(year, 1, 1).DayNumber, 364).Select(DateOnly.FromDayNumber)
            .Where(date => CentralTime.QuarterHoursOf(date) != 96),
    ];
}
