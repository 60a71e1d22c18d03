using Uhit.Client.Usage;

namespace Uhit.Client.Simulator.Exchange;

/// <summary>Codes that nobody knows, put in where the contract lets CNP extend its codes.</summary>
internal static class UnknownCodes
{
    public static LineValidation In(LineValidation verdict) => verdict with
    {
        Status = verdict.Status == ValidationStatus.Failed || verdict.LineNumber % 2 == 0
            ? verdict.Status
            : new ValidationStatus("InReview"),
        Reasons =
        [
            .. verdict.Reasons,
            new ReportedError { Code = "X-4711", Description = "A remark under a new code.", LineNumber = verdict.LineNumber },
        ],
    };

    public static UsageHistory In(UsageHistory usage)
    {
        if (usage.NoData is not null)
        {
            return usage;
        }

        return usage with
        {
            BillingPeriods = [.. usage.BillingPeriods.Select(period => period with { MeterType = new MeterType("Quantum") })],
            IntervalSeries = [.. usage.IntervalSeries.Select(Edited), .. usage.IntervalSeries.Take(1).Select(Voltage)],
        };
    }

    private static IntervalSeries Edited(IntervalSeries series) =>
        UsageParts.Rebuild(series, (index, reading) => index % 96 == 0 ? reading with { ReadType = new ReadType("Edited") } : reading);

    private static IntervalSeries Voltage(IntervalSeries series)
    {
        var builder = new IntervalSeriesBuilder(
            series.MeterNumber, new UsageChannel("VoltageAverage"), new UsageUnit("V"), series.Interval);
        foreach (var reading in series.Take(96))
        {
            builder.Add(reading.End, 240.1m, reading.ReadType);
        }

        return builder.Build();
    }
}
