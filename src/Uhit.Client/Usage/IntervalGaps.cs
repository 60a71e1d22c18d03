namespace Uhit.Client.Usage;

/// <summary>Finds the stretches without readings: they can only be between runs.</summary>
internal static class IntervalGaps
{
    public static IReadOnlyList<IntervalGap> Of(IntervalColumns columns, long intervalTicks)
    {
        var gaps = new List<IntervalGap>();
        for (var i = 1; i < columns.Runs.Length; i++)
        {
            var before = columns.ReadingOf(columns.Runs[i - 1], columns.Runs[i].FirstIndex - 1).End;
            var after = IntervalClock.StartOf(
                columns.ReadingOf(columns.Runs[i], columns.Runs[i].FirstIndex).End, TimeSpan.FromTicks(intervalTicks));
            var ticks = after.UtcTicks - before.UtcTicks;
            if (ticks > 0)
            {
                // A stretch shorter than an interval still lacks one.
                gaps.Add(new IntervalGap
                {
                    Start = before,
                    End = after,
                    MissingReadings = (int)Math.Min(int.MaxValue, (ticks + intervalTicks - 1) / intervalTicks),
                });
            }
        }

        return gaps;
    }
}
