using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Uhit.Client.SecondContract;

/// <summary>What came of one line. What it may hold is bounded while it grows: otherwise memory would be the sender's to spend.</summary>
internal static class AccountPart
{
    private const string Nothing = "Nothing";

    private static readonly ElementShape Shape = ElementShape.Sequence
        .Element(LocationPart.Element, Names.Ns, 0, 1)
        .Element(Nothing, Names.Ns, 0, 1)
        .Element(BillPart.Element, Names.Ns, 0, ElementShape.Unbounded)
        .Element(ChannelPart.Element, Names.Ns, 0, ElementShape.Unbounded);

    public static void Write(ElementWriter writer, string element, UsageHistory history)
    {
        writer.Start(element, Names.Ns);
        writer.Attribute("number", history.LineNumber);
        writer.Attribute("esiid", history.EsiId.Value);
        writer.Attribute("customer", history.CustomerName);
        writer.Attribute("profile", history.LoadProfile);
        writer.Attribute("rate", history.RateClass);
        writer.Attribute("cycle", history.MeterReadCycle);
        writer.Attribute("region", history.ErcotRegion);
        if (history.ServiceAddress is { } address)
        {
            LocationPart.Write(writer, address);
        }

        if (history.NoData is { } reason)
        {
            ProblemPart.Write(writer, Nothing, reason);
        }

        foreach (var period in history.BillingPeriods)
        {
            BillPart.Write(writer, period);
        }

        foreach (var series in history.IntervalSeries)
        {
            ChannelPart.Write(writer, series);
        }

        writer.End();
    }

    public static UsageHistory Read(ElementReader reader, MessageLimits limits)
    {
        var periods = new List<BillingPeriod>();
        var series = new List<IntervalSeries>();
        var readings = 0;
        var history = new UsageHistory
        {
            LineNumber = reader.Attribute("number").ToInt32(),
            EsiId = reader.Attribute("esiid").ToId<EsiId>(),
            CustomerName = reader.OptionalAttribute("customer")?.Text,
            LoadProfile = reader.OptionalAttribute("profile")?.Text,
            RateClass = reader.OptionalAttribute("rate")?.Text,
            MeterReadCycle = reader.OptionalAttribute("cycle")?.Text,
            ErcotRegion = reader.OptionalAttribute("region")?.Text,
            BillingPeriods = periods,
            IntervalSeries = series,
        };
        reader.Enter(Shape);
        while (reader.NextChild(out var child))
        {
            switch (child)
            {
                case 0:
                    history = history with { ServiceAddress = LocationPart.Read(reader) };
                    break;
                case 1:
                    history = history with { NoData = ProblemPart.Read(reader) };
                    break;
                case 2:
                    Require(periods.Count < limits.MaxBillingPeriods, nameof(limits.MaxBillingPeriods), "Bill");
                    periods.Add(BillPart.Read(reader));
                    break;
                case 3:
                    Require(series.Count < limits.MaxIntervalSeries, nameof(limits.MaxIntervalSeries), "Channel");
                    series.Add(ChannelPart.Read(reader, limits, ref readings));
                    break;
            }
        }

        return history;
    }

    private static void Require(bool holds, string limit, string element)
    {
        if (!holds)
        {
            throw MessageLimits.Exceeded(limit, "UsageData/Account/" + element);
        }
    }
}
