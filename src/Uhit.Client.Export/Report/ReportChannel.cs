using Uhit.Client.Usage;

namespace Uhit.Client.Export.Report;

/// <summary>What one ESI ID drew from the grid, or gave to it: the figures are exact, the pictures are drawn from
/// <see cref="LoadGrid"/>.</summary>
internal sealed class ReportChannel
{
    private readonly string _id;
    private readonly IReadOnlyList<IntervalSeries> _series;

    public ReportChannel(string subject, UsageChannel channel, IReadOnlyList<IntervalSeries> series, IReadOnlyList<BillingPeriod> bills)
    {
        IsGeneration = channel == UsageChannel.EnergyReceived;
        Suffix = IsGeneration ? "-to-grid" : string.Empty;
        _id = "e" + subject + Suffix;
        _series = series;
        Grid = LoadGrid.Of(series);
        Totals = new UsageHistory
        {
            LineNumber = 0,
            EsiId = EsiId.Parse(subject),
            IntervalSeries = [.. series.Select(AsDelivered)],
        }.ToTotals();
        Months = MonthsOf(series, bills);
        AverageDays = Grid is null ? [] : [.. AverageDaysOf(Grid)];
        Gaps = [.. series.SelectMany(one => one.Gaps).OrderBy(gap => gap.Start)];
    }

    public bool IsGeneration { get; }

    public string Suffix { get; }

    public string Title => IsGeneration ? "Energy given to the grid" : "Energy drawn from the grid";

    public LoadGrid? Grid { get; }

    public UsageTotals Totals { get; }

    public IReadOnlyList<MonthOfUsage> Months { get; }

    public IReadOnlyList<AverageDay> AverageDays { get; }

    public IReadOnlyList<IntervalGap> Gaps { get; }

    public int Readings => _series.Sum(series => series.Count);

    public int Expected => _series.Sum(series => (int)((series.End!.Value - series.Start!.Value).Ticks / series.Interval.Ticks));

    /// <summary>Power that is reached or passed nine tenths of the time, kW.</summary>
    public double? BaseLoad
    {
        get
        {
            var values = Grid?.Kilowatts.ToArray().Where(value => !double.IsNaN(value)).Order().ToArray();
            return values is { Length: > 0 } ? values[values.Length / 10] : null;
        }
    }

    /// <summary>Why a series is in no picture; <see langword="null"/> where it is.</summary>
    public static string? WhyNot(IntervalSeries series) =>
        series.Channel != UsageChannel.EnergyDelivered && series.Channel != UsageChannel.EnergyReceived
            ? $"A series of the channel {series.Channel} is not shown: the report is of energy."
            : series.Unit != UsageUnit.KilowattHour && series.Unit != UsageUnit.Kilowatt
                ? $"A series in {series.Unit} is not shown: it is neither energy in kWh nor power in kW."
                : null;

    public IEnumerable<(string Name, Svg Picture)> Pictures(string subject)
    {
        var of = IsGeneration ? $"{subject}, energy given to the grid" : subject;
        if (Grid is not null)
        {
            yield return ("heat-map", Report.Pictures.HeatMap(Grid, _id + "-heat", of));
            yield return ("load-duration", Report.Pictures.DurationCurve(Grid, _id + "-curve", of, IsGeneration));
        }

        if (Months.Count > 0)
        {
            yield return ("months", Report.Pictures.MonthBars(Months, _id + "-months", of, IsGeneration));
        }

        if (AverageDays.Count > 0)
        {
            yield return ("average-days", Report.Pictures.AverageDays(AverageDays, _id + "-days", of, IsGeneration));
        }
    }

    // The totals of a history are of what is drawn from the grid; what is given is summed by the same rules.
    private static IntervalSeries AsDelivered(IntervalSeries series)
    {
        if (series.Channel == UsageChannel.EnergyDelivered)
        {
            return series;
        }

        var builder = new IntervalSeriesBuilder(series.MeterNumber, UsageChannel.EnergyDelivered, series.Unit, series.Interval);
        foreach (var reading in series)
        {
            builder.Add(reading.End, reading.Quantity, reading.ReadType);
        }

        return builder.Build();
    }

    private static List<MonthOfUsage> MonthsOf(IReadOnlyList<IntervalSeries> series, IReadOnlyList<BillingPeriod> bills)
    {
        var months = new SortedDictionary<DateOnly, MonthOfUsage>();
        MonthOfUsage Of(DateOnly first) => months.GetValueOrDefault(first) ?? new MonthOfUsage(first, null, 0, 0, 0, null);
        foreach (var part in series.SelectMany(one => one.ByMonth()))
        {
            var first = new DateOnly(part.Period.Start.Year, part.Period.Start.Month, 1);
            var month = Of(first);
            months[first] = month with
            {
                KilowattHours = part.KilowattHours is { } energy ? (month.KilowattHours ?? 0) + energy : month.KilowattHours,
                Readings = month.Readings + part.Readings,
                Expected = month.Expected + part.ExpectedReadings,
                Estimated = month.Estimated + part.EstimatedReadings,
            };
        }

        foreach (var bill in bills)
        {
            var last = bill.EndDate.AddDays(-1);
            var first = new DateOnly(last.Year, last.Month, 1);
            months[first] = Of(first) with { Billed = (Of(first).Billed ?? 0) + bill.Usage };
        }

        if (months.Count > 0)
        {
            for (var month = months.Keys.First(); month < months.Keys.Last(); month = month.AddMonths(1))
            {
                months[month] = Of(month);
            }
        }

        return [.. months.Values];
    }

    private static IEnumerable<AverageDay> AverageDaysOf(LoadGrid grid)
    {
        for (var day = 0; day < grid.Days;)
        {
            var first = grid.First.AddDays(day);
            var sums = new double[2, 24];
            var counts = new int[2, 24];
            for (; day < grid.Days && grid.First.AddDays(day).Month == first.Month; day++)
            {
                var kind = grid.First.AddDays(day).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 1 : 0;
                var values = grid.OfDay(day);
                for (var quarter = 0; quarter < values.Length; quarter++)
                {
                    if (!double.IsNaN(values[quarter]))
                    {
                        var hour = grid.ClockOf(day, quarter) / 4;
                        sums[kind, hour] += values[quarter];
                        counts[kind, hour]++;
                    }
                }
            }

            double[] Of(int kind) =>
                [.. Enumerable.Range(0, 24).Select(hour => counts[kind, hour] == 0 ? double.NaN : sums[kind, hour] / counts[kind, hour])];
            yield return new AverageDay(new DateOnly(first.Year, first.Month, 1), Of(0), Of(1));
        }
    }
}
