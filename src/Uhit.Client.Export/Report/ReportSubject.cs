using Uhit.Client.Usage;

namespace Uhit.Client.Export.Report;

/// <summary>One ESI ID of a report, or all of them together.</summary>
internal sealed class ReportSubject
{
    private ReportSubject(string id, string name) => (Id, Name) = (id, name);

    /// <summary>Unique in the page, and fit to be in a file name.</summary>
    public string Id { get; }

    public string Name { get; }

    /// <summary>Who and where, as CNP said it; empty where personal data are not shown.</summary>
    public IReadOnlyList<(string Label, string Text)> Facts { get; private init; } = [];

    /// <summary>Consumption, and generation where there is any.</summary>
    public IReadOnlyList<ReportChannel> Channels { get; private init; } = [];

    public IReadOnlyList<BillingPeriod> Bills { get; private init; } = [];

    /// <summary>What is not shown, and why.</summary>
    public IReadOnlyList<string> LeftOut { get; private init; } = [];

    public static ReportSubject Of(UsageHistory history, UsageReportOptions options)
    {
        history = UsageHistoryMerge.Merge(history);
        var (shown, leftOut) = (new List<IntervalSeries>(), new List<string>());
        foreach (var series in history.IntervalSeries)
        {
            if (ReportChannel.WhyNot(series) is { } reason)
            {
                leftOut.Add(reason);
            }
            else
            {
                shown.Add(Between(series, options));
            }
        }

        if (history.NoData is { } noData)
        {
            leftOut.Add($"CNP has no data: {noData.Description}");
        }

        var bills = history.BillingPeriods.Where(bill => bill.EndDate > (options.From ?? DateOnly.MinValue)
            && bill.StartDate <= (options.To ?? DateOnly.MaxValue)).OrderBy(bill => bill.StartDate).ToList();
        var id = history.EsiId.Value;
        return new ReportSubject(id, $"ESI ID {id}")
        {
            Facts = options.ShowPersonalData ? [.. FactsOf(history)] : [],
            Bills = bills,
            LeftOut = leftOut,
            Channels =
            [
                .. from series in shown
                   where series.Count > 0
                   group series by series.Channel into channel
                   orderby channel.Key == UsageChannel.EnergyReceived
                   select new ReportChannel(id, channel.Key, [.. channel], channel.Key == UsageChannel.EnergyDelivered ? bills : []),
            ],
        };
    }

    private static IntervalSeries Between(IntervalSeries series, UsageReportOptions options)
    {
        if (options.From is null && options.To is null)
        {
            return series;
        }

        var from = options.From is { } first ? CentralTime.StartOf(first) : DateTimeOffset.MinValue;
        var to = options.To is { } last ? CentralTime.StartOf(last.AddDays(1)) : DateTimeOffset.MaxValue;
        var builder = new IntervalSeriesBuilder(series.MeterNumber, series.Channel, series.Unit, series.Interval);
        foreach (var reading in series)
        {
            if (reading.End > from && reading.End <= to)
            {
                builder.Add(reading.End, reading.Quantity, reading.ReadType);
            }
        }

        return builder.Build();
    }

    private static IEnumerable<(string Label, string Text)> FactsOf(UsageHistory history)
    {
        var address = history.ServiceAddress;
        (string Label, string? Text)[] facts =
        [
            ("Customer", history.CustomerName),
            ("Service address", address is null ? null
                : string.Join(", ", new[] { address.Line1, address.Line2, address.City, $"{address.State} {address.PostalCode}".Trim() }
                    .Where(line => !string.IsNullOrWhiteSpace(line)))),
            ("Load profile", history.LoadProfile),
            ("Rate class", history.RateClass),
            ("Meter read cycle", history.MeterReadCycle),
            ("ERCOT region", history.ErcotRegion),
        ];
        return from fact in facts where !string.IsNullOrWhiteSpace(fact.Text) select (fact.Label, fact.Text!);
    }
}
