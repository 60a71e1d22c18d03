namespace Uhit.Client.Simulator.Data;

/// <summary>When readings of a premise were estimated, and when they were lost.</summary>
/// <remarks>One run of two to eight hours is estimated in every 24 days, one run of half an hour to seven hours lost in every 73 days: a
/// year has about fifteen of the first and five of the second. Days on which the clock changes are spared, so
/// that their 92 and 100 readings can be counted.</remarks>
internal sealed class QualityCalendar(ulong key)
{
    private const int EstimateBlock = 24;
    private const int GapBlock = 73;
    private const int EstimateSalt = 101;
    private const int GapSalt = 202;

    public bool Estimates { get; init; } = true;

    public bool Gaps { get; init; } = true;

    public void Fill(DateOnly date, ReadingQuality[] qualities)
    {
        if (Estimates)
        {
            Mark(date, qualities, ReadingQuality.Estimated, EstimateBlock, EstimateSalt, 8, 32);
        }

        if (Gaps)
        {
            Mark(date, qualities, ReadingQuality.Missing, GapBlock, GapSalt, 2, 28);
        }
    }

    private void Mark(DateOnly date, ReadingQuality[] qualities, ReadingQuality quality, int block, int salt, int shortest, int longest)
    {
        var number = date.DayNumber / block;
        var random = StableHash.Of(key, ((long)salt << 32) + number);
        var day = DateOnly.FromDayNumber((number * block) + StableHash.Below(random, 1, block - 1));
        if (CentralTime.QuarterHoursOf(day) != 96)
        {
            day = day.AddDays(1);
        }

        if (day != date)
        {
            return;
        }

        var length = shortest + StableHash.Below(random, 2, longest - shortest + 1);
        var first = StableHash.Below(random, 3, qualities.Length - length);
        qualities.AsSpan(first, length).Fill(quality);
    }
}

/// <summary>What became of a reading on its way from the meter to the interval file.</summary>
internal enum ReadingQuality : byte
{
    Actual,
    Estimated,
    Missing,
}
