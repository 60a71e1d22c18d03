using Uhit.Client.Usage;

namespace Uhit.Client.Testing;

/// <summary>Makes usage histories for tests: a flat load, or one of your own.</summary>
/// <remarks>Not thread-safe.</remarks>
public sealed class UsageHistoryBuilder
{
    private readonly EsiId _esiId;
    private readonly int _lineNumber;
    private readonly List<BillingPeriod> _periods = [];
    private readonly List<IntervalSeries> _series = [];
    private ReportedError? _noData;

    /// <summary>Begins a history.</summary>
    /// <param name="esiId">The ESI ID.</param>
    /// <param name="lineNumber">The line of the inquiry, from 1.</param>
    public UsageHistoryBuilder(EsiId esiId, int lineNumber = 1)
    {
        _esiId = esiId;
        _lineNumber = lineNumber;
    }

    /// <summary>Adds a series of 15-minute readings in kWh over whole days of Central Prevailing Time, clock changes included.</summary>
    /// <param name="period">The days.</param>
    /// <param name="kilowattHours">The value of the interval that ends at an instant;
    /// <see langword="null"/> leaves the reading out.</param>
    public UsageHistoryBuilder AddIntervals(UsagePeriod period, Func<DateTimeOffset, decimal?> kilowattHours)
    {
        ArgumentNullException.ThrowIfNull(kilowattHours);
        var quarter = TimeSpan.FromMinutes(15);
        var builder = new IntervalSeriesBuilder("METER-1", UsageChannel.EnergyDelivered, UsageUnit.KilowattHour, quarter);
        var last = CentralTime.StartOf(period.End.AddDays(1));
        for (var end = CentralTime.StartOf(period.Start) + quarter; end <= last; end += quarter)
        {
            if (kilowattHours(end) is { } value)
            {
                builder.Add(TimeZoneInfo.ConvertTime(end, CentralTime.Zone), value, ReadType.Actual);
            }
        }

        _series.Add(builder.Build());
        return this;
    }

    /// <summary>Adds a series of 15-minute readings that all have the same value.</summary>
    /// <param name="period">The days.</param>
    /// <param name="kilowattHours">The value of each reading, kWh.</param>
    public UsageHistoryBuilder AddIntervals(UsagePeriod period, decimal kilowattHours) => AddIntervals(period, _ => kilowattHours);

    /// <summary>Adds a billing period.</summary>
    /// <param name="period">Its days, both included.</param>
    /// <param name="kilowattHours">Its energy, kWh.</param>
    public UsageHistoryBuilder AddBillingPeriod(UsagePeriod period, decimal kilowattHours)
    {
        _periods.Add(new BillingPeriod
        {
            MeterNumber = "METER-1",
            StartDate = period.Start,
            EndDate = period.End.AddDays(1),
            Usage = kilowattHours,
        });
        return this;
    }

    /// <summary>Adds a series of your own: another meter, channel, unit, interval or read type.</summary>
    /// <param name="series">The series, from an <see cref="IntervalSeriesBuilder"/>.</param>
    public UsageHistoryBuilder AddSeries(IntervalSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        _series.Add(series);
        return this;
    }

    /// <summary>Adds a billing period of your own: another meter, a demand, a read type, a bill that is taken back.</summary>
    /// <param name="period">The billing period.</param>
    public UsageHistoryBuilder AddBillingPeriod(BillingPeriod period)
    {
        ArgumentNullException.ThrowIfNull(period);
        _periods.Add(period);
        return this;
    }

    /// <summary>Says that there is nothing to send after all.</summary>
    public UsageHistoryBuilder WithoutData()
    {
        _noData = new ReportedError { Code = "NoData", Description = "There is no usage history for this line.", LineNumber = _lineNumber };
        return this;
    }

    /// <summary>Makes the history.</summary>
    public UsageHistory Build() => new()
    {
        LineNumber = _lineNumber,
        EsiId = _esiId,
        NoData = _noData,
        BillingPeriods = [.. _periods],
        IntervalSeries = [.. _series],
    };
}
