using System.Globalization;
using Uhit.Client.Usage;

namespace Uhit.Client.Simulator.Data;

/// <summary>Makes the usage history of any ESI ID: synthetic, but with the shapes of Houston, and the same every time.</summary>
/// <remarks>
/// <para>Thread-safe. What it gives follows from the seed, the ESI ID and the day alone: two
/// periods that overlap agree where they do.</para>
/// <para>Readings end every 15 minutes and carry the offset that holds during their interval; a day has 92, 96 or 100 of them. Values have
/// three decimals, in kWh, or in kW for <see cref="CustomerKind.Industrial"/>. About fifteen runs a
/// year are estimated, about five are lost.</para>
/// <para>The <see cref="BillingPeriod.Usage"/> of a month is the exact sum of its 15-minute energy, the lost readings included: the
/// register counted on while the interval file lost them. A month is given where its closing read falls into the
/// asked period; its first days may lie before that.</para>
/// </remarks>
internal sealed class UsageGenerator
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    private readonly Weather _weather;

    /// <summary>Makes a generator.</summary>
    /// <param name="seed">Another seed gives another city.</param>
    public UsageGenerator(int seed)
    {
        Seed = seed;
        _weather = new Weather(seed);
    }

    /// <summary>The seed.</summary>
    public int Seed { get; }

    /// <summary>Whether some readings are lost.</summary>
    /// <value>Default: true.</value>
    public bool Gaps { get; init; } = true;

    /// <summary>Whether some readings are estimated.</summary>
    /// <value>Default: true.</value>
    public bool Estimates { get; init; } = true;

    /// <summary>What kind of customer an ESI ID has.</summary>
    /// <param name="esiId">The ESI ID.</param>
    public CustomerKind KindOf(EsiId esiId) => Premise.Of(Seed, esiId).Kind;

    /// <summary>Whether an ESI ID has panels: then there is a second series, <see cref="UsageChannel.EnergyReceived"/>.</summary>
    /// <param name="esiId">The ESI ID.</param>
    public bool HasSolar(EsiId esiId) => Premise.Of(Seed, esiId).SolarKilowatts > 0;

    /// <summary>Makes the usage that a line of an inquiry asks for.</summary>
    /// <param name="line">The line: its period, its kinds of usage; name and address are repeated.</param>
    /// <param name="lineNumber">Its number, from 1.</param>
    /// <param name="asOf">Today, in Central Prevailing Time: there is no usage of this day and later.</param>
    public UsageHistory Create(InquiryLine line, int lineNumber, DateOnly asOf)
    {
        var premise = Premise.Of(Seed, line.EsiId);
        var meter = new Meter(premise, _weather, new QualityCalendar(premise.Key) { Gaps = Gaps, Estimates = Estimates });
        var months = line.RequestedUsage.HasFlag(RequestedUsage.Billing) ? new BillingCycle(premise).Closed(line.Period, asOf) : [];
        var bills = months.Select(month => new Bill(premise, month.Start, month.End)).ToArray();
        var intervals = line.RequestedUsage.HasFlag(RequestedUsage.Interval) ? new SeriesPair(premise) : null;
        foreach (var date in Days(line.Period, asOf, intervals is not null, months))
        {
            var day = meter.Read(date);
            Array.Find(bills, bill => bill.Covers(date))?.Add(day);
            if (date >= line.Period.Start && date <= line.Period.End)
            {
                intervals?.Add(day);
            }
        }

        return new UsageHistory
        {
            LineNumber = lineNumber,
            EsiId = line.EsiId,
            CustomerName = line.Authorization.CustomerName,
            ServiceAddress = line.ServiceAddress,
            LoadProfile = premise.LoadProfile,
            RateClass = premise.RateClass,
            MeterReadCycle = premise.MeterReadCycle.ToString("D2", CultureInfo.InvariantCulture),
            ErcotRegion = "COAST",
            BillingPeriods = [.. bills.Select(bill => bill.Close())],
            IntervalSeries = intervals?.Build() ?? [],
        };
    }

    private static IEnumerable<DateOnly> Days(
        UsagePeriod period, DateOnly asOf, bool intervals, IReadOnlyList<(DateOnly Start, DateOnly End)> months)
    {
        var first = months.Count > 0 && (!intervals || months[0].Start < period.Start) ? months[0].Start : period.Start;
        var end = intervals ? period.End.AddDays(1) : months.Count > 0 ? months[^1].End : first;
        for (var date = first; date < end && date < asOf; date = date.AddDays(1))
        {
            yield return date;
        }
    }

    private sealed class SeriesPair(Premise premise)
    {
        private readonly IntervalSeriesBuilder _delivered = new(premise.MeterNumber, UsageChannel.EnergyDelivered, premise.Unit, Quarter);
        private readonly IntervalSeriesBuilder? _received = premise.SolarKilowatts > 0
            ? new IntervalSeriesBuilder(premise.MeterNumber, UsageChannel.EnergyReceived, premise.Unit, Quarter)
            : null;

        public void Add(MeterDay day)
        {
            for (var i = 0; i < day.QuarterHours; i++)
            {
                if (day.Qualities[i] != ReadingQuality.Missing)
                {
                    var readType = day.Qualities[i] == ReadingQuality.Estimated ? ReadType.Estimated : ReadType.Actual;
                    _delivered.Add(day.Ends[i], Quantity(day.Delivered[i]), readType);
                    _received?.Add(day.Ends[i], Quantity(day.Received[i]), readType);
                }
            }
        }

        public IReadOnlyList<IntervalSeries> Build() => _received is null ? [_delivered.Build()] : [_delivered.Build(), _received.Build()];

        // Always three decimals, as a meter writes them: 1.500.
        private static decimal Quantity(long thousandths) => new((int)thousandths, (int)(thousandths >> 32), 0, false, 3);
    }
}
