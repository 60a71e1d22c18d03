using System.Collections;
using System.Text.Json.Serialization;
using Uhit.Client.Inquiries;

namespace Uhit.Client.Usage;

/// <summary>One channel of one meter: a year of 15-minute readings in compact columns, with a list view.</summary>
/// <remarks>Immutable and thread-safe. Readings are in order of time; a missing reading is absent, never zero. About 9 bytes a reading.
/// Made by <see cref="IntervalSeriesBuilder"/>. In JSON an object with the properties of the head and the readings: see
/// <c>docs/reference/usage-data.md</c>.</remarks>
[JsonConverter(typeof(IntervalSeriesJsonConverter))]
public sealed class IntervalSeries : IReadOnlyList<IntervalReading>
{
    private readonly IntervalColumns _columns;
    private IReadOnlyList<IntervalGap>? _gaps;
    private IntervalSeries? _withoutOverlaps;

    internal IntervalSeries(string? meterNumber, UsageChannel channel, UsageUnit unit, TimeSpan interval, IntervalColumns columns)
    {
        MeterNumber = TokenText.StripOrNull(meterNumber);
        Channel = channel;
        Unit = unit;
        Interval = interval;
        _columns = columns;
    }

    /// <summary>The meter, where CNP names it, without padding.</summary>
    public string? MeterNumber { get; }

    /// <summary>Which way and what is measured.</summary>
    public UsageChannel Channel { get; }

    /// <summary>The unit of every reading.</summary>
    public UsageUnit Unit { get; }

    /// <summary>The length of every interval: 15 minutes; also 5, 30, 60.</summary>
    public TimeSpan Interval { get; }

    /// <summary>How many readings there are.</summary>
    public int Count => _columns.Count;

    /// <summary>Readings that were sent more than once with another value: the last one sent is kept.</summary>
    public int Conflicts => _columns.Conflicts;

    /// <summary>How many readings have an interval that intersects that of another one, as with an
    /// <see cref="Interval"/> of 60 minutes and an end every 15.</summary>
    /// <remarks>Which time they are of is not known: they are in no figure of energy, power or day, and <see cref="WithoutOverlaps"/>
    /// leaves them out. A series that is put together right has none.</remarks>
    public int Overlaps => _columns.Overlapping.Length;

    /// <summary>How many readings are <see cref="ReadType.Estimated"/>.</summary>
    public int EstimatedCount => _columns.CountOf(ReadType.Estimated, 0, Count);

    /// <summary>How many readings are of a read type that is not known: neither actual nor estimated.</summary>
    public int UnknownReadTypeCount => Count - _columns.CountOf(ReadType.Actual, 0, Count) - EstimatedCount;

    /// <summary>The stretches of time between the first and the last reading for which there are none.</summary>
    public IReadOnlyList<IntervalGap> Gaps => _gaps ??= FindGaps();

    /// <summary>The reading at a position, in order of time.</summary>
    /// <param name="index">The position, from 0.</param>
    public IntervalReading this[int index] => _columns[index];

    /// <summary>The beginning of the first interval; <see langword="null"/> without readings.</summary>
    public DateTimeOffset? Start => Count == 0 ? null : IntervalClock.StartOf(this[0].End, Interval);

    /// <summary>The end of the last interval; <see langword="null"/> without readings.</summary>
    public DateTimeOffset? End => Count == 0 ? null : this[Count - 1].End;

    /// <summary>The time that the readings cover: their number times the interval, what overlaps counted once.</summary>
    public TimeSpan Covered => TimeSpan.FromTicks((Count * Interval.Ticks) - IntervalOverlaps.TicksOf(_columns, Interval.Ticks));

    internal IntervalColumns Columns => _columns;

    /// <summary>The sum of all readings, in the unit of the series: exact.</summary>
    /// <remarks>A sum of kW is no energy: see <see cref="ToKilowattHours"/>.</remarks>
    /// <returns><see langword="null"/> where the sum is beyond the range of a decimal. One of more digits
    /// than a decimal holds is rounded to them.</returns>
    public decimal? Sum() => _columns.Sum(0, Count);

    /// <summary>The energy of all readings, kWh: exact where the interval is a quarter, half or whole hour.</summary>
    /// <remarks>Readings that overlap each other are left out: see <see cref="Overlaps"/>.</remarks>
    /// <returns>For kWh the sum; for kW the sum times the interval in hours. <see langword="null"/> where it is not known: for any other
    /// unit, where all readings overlap, and where it is beyond the range of a decimal.</returns>
    public decimal? ToKilowattHours() => EnergyOf(0, Count)?.ToDecimal();

    /// <summary>The series without the readings whose interval intersects that of another one: those that figures are made from.</summary>
    /// <returns>The series itself where there are none.</returns>
    public IntervalSeries WithoutOverlaps() => Overlaps == 0 ? this : _withoutOverlaps ??= IntervalOverlaps.Without(this);

    /// <summary>The energy of the readings of a range that overlap no other one, kWh.</summary>
    internal Fraction? EnergyOf(int from, int to) => _columns.ClearSum(from, to) * UnitConversion.KilowattHoursOf(Unit, Interval);

    /// <summary>The highest average power of one interval, and when; of several that are as high, the first.</summary>
    /// <returns><see langword="null"/> without readings that overlap no other one, where the unit is neither kWh nor kW, and where it is
    /// beyond the range of a decimal.</returns>
    public UsagePeak? Peak()
    {
        var index = _columns.IndexOfHighest();
        if (index < 0 || UnitConversion.KilowattsOf(Unit, Interval) is not { } kilowatts)
        {
            return null;
        }

        var highest = this[index];
        return (Fraction.Of(highest.Quantity) * kilowatts).ToDecimal() is { } peak
            ? new UsagePeak { Kilowatts = peak, Start = IntervalClock.StartOf(highest.End, Interval), End = highest.End }
            : null;
    }

    /// <summary>The sums per day of Central Prevailing Time, in order.</summary>
    /// <remarks>A reading belongs to the day in which its interval begins. A day without any reading is left out.</remarks>
    public IReadOnlyList<UsageSubtotal> ByDay() => UsageByTime.Days(this);

    /// <summary>The sums per calendar month of Central Prevailing Time, in order.</summary>
    /// <remarks>A reading belongs to the month in which its interval begins. A month without any reading is left out.</remarks>
    public IReadOnlyList<UsageSubtotal> ByMonth() => UsageByTime.Months(this);

    /// <summary>The readings in order of time.</summary>
    public IEnumerator<IntervalReading> GetEnumerator()
    {
        for (var run = 0; run < _columns.Runs.Length; run++)
        {
            var current = _columns.Runs[run];
            var end = _columns.EndIndexOf(run);
            for (var index = current.FirstIndex; index < end; index++)
            {
                yield return _columns.ReadingOf(current, index);
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // They can only be between runs.
    private List<IntervalGap> FindGaps()
    {
        var gaps = new List<IntervalGap>();
        for (var i = 1; i < _columns.Runs.Length; i++)
        {
            var before = _columns.ReadingOf(_columns.Runs[i - 1], _columns.Runs[i].FirstIndex - 1).End;
            var after = IntervalClock.StartOf(
                _columns.ReadingOf(_columns.Runs[i], _columns.Runs[i].FirstIndex).End, Interval);
            var ticks = after.UtcTicks - before.UtcTicks;
            if (ticks > 0)
            {
                // A stretch shorter than an interval still lacks one.
                gaps.Add(new IntervalGap
                {
                    Start = before,
                    End = after,
                    MissingReadings = (int)Math.Min(int.MaxValue, (ticks + Interval.Ticks - 1) / Interval.Ticks),
                });
            }
        }

        return gaps;
    }
}
