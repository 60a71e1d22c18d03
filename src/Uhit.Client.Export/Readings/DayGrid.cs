namespace Uhit.Client.Export.Readings;

/// <summary>A day of Central Prevailing Time with a place for each interval that it has room for.</summary>
/// <param name="Date">The day.</param>
/// <param name="Start">When the first place begins, UTC ticks: midnight, or the first reading where readings begin at odd times.</param>
/// <param name="Minutes">The length of an interval.</param>
/// <param name="Positions">The position of the reading of each place; -1 where there is none.</param>
internal sealed record DayGrid(DateOnly Date, long Start, int Minutes, int[] Positions)
{
    /// <summary>The days that have readings, in order.</summary>
    public static IEnumerable<DayGrid> DaysOf(EnergyReadings readings)
    {
        var index = 0;
        while (index < readings.Count)
        {
            var date = CentralDays.DateOf(readings.StartAt(index));
            var start = CentralTime.StartOf(date).UtcTicks;
            var end = CentralTime.StartOf(date.AddDays(1)).UtcTicks;
            var next = readings.FirstAt(end);
            var from = index;
            foreach (var day in Enumerable.Range(from, next - from)
                .GroupBy(i => (Minutes: (int)readings.Minutes[i], Odd: OddOf(readings, i, start)))
                .Select(group => Of(date, start + group.Key.Odd, end, group.Key.Minutes, readings, group)))
            {
                yield return day;
            }

            index = next;
        }
    }

    private static long OddOf(EnergyReadings readings, int index, long start) =>
        (readings.StartAt(index) - start) % (readings.Minutes[index] * TimeSpan.TicksPerMinute);

    private static DayGrid Of(DateOnly date, long start, long end, int minutes, EnergyReadings readings, IEnumerable<int> indexes)
    {
        var length = minutes * TimeSpan.TicksPerMinute;
        var positions = new int[(int)((end - start + length - 1) / length)];
        Array.Fill(positions, -1);
        foreach (var index in indexes)
        {
            positions[(int)((readings.StartAt(index) - start) / length)] = index;
        }

        return new DayGrid(date, start, minutes, positions);
    }
}
