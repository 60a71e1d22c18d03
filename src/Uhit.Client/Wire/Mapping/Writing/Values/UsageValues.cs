using Uhit.Client.Usage;

namespace Uhit.Client.Wire.Mapping.Writing.Values;

/// <summary>The names inside the usage of a line.</summary>
internal static class UsageValues
{
    public static ValueScope<UsageHistory> Scope(TimeZoneInfo zone) => new ValueScope<UsageHistory>("usage")
        .Add("lineNumber", ValueKind.Integer, item => item.LineNumber == 0 ? null : item.LineNumber, isOptional: true)
        .Text("esiId", item => item.EsiId.Value)
        .OptionalText("customerName", item => item.CustomerName)
        .OptionalText("serviceAddress.line1", item => item.ServiceAddress?.Line1)
        .OptionalText("serviceAddress.line2", item => item.ServiceAddress?.Line2)
        .OptionalText("serviceAddress.city", item => item.ServiceAddress?.City)
        .OptionalText("serviceAddress.state", item => item.ServiceAddress?.State)
        .OptionalText("serviceAddress.postalCode", item => item.ServiceAddress?.PostalCode)
        .OptionalText("loadProfile", item => item.LoadProfile)
        .OptionalText("rateClass", item => item.RateClass)
        .OptionalText("meterReadCycle", item => item.MeterReadCycle)
        .OptionalText("ercotRegion", item => item.ErcotRegion)
        .Optional("noData.code", ValueKind.Code, item => item.NoData?.Code)
        .OptionalText("noData.description", item => item.NoData?.Description)
        .Optional("noData.lineNumber", ValueKind.Integer, item => item.NoData?.LineNumber)
        .Loop(Bill(), item => item.BillingPeriods)
        .Loop(Series(new SeriesPieces(zone)), item => item.IntervalSeries);

    private static ValueScope<BillingPeriod> Bill() => new ValueScope<BillingPeriod>("bill")
        .OptionalText("meterNumber", item => item.MeterNumber)
        .Optional("meterType", ValueKind.Code, item => item.MeterType?.Value)
        .Add("startDate", ValueKind.Date, item => item.StartDate)
        .Add("endDate", ValueKind.Date, item => item.EndDate)
        .Optional("readType", ValueKind.Code, item => item.ReadType?.Value)
        .Add("usage", ValueKind.Number, item => item.Usage)
        .Optional("meteredDemand", ValueKind.Number, item => item.MeteredDemand)
        .Optional("billedDemand", ValueKind.Number, item => item.BilledDemand)
        .Optional("meteredApparentDemand", ValueKind.Number, item => item.MeteredApparentDemand)
        .Optional("billedApparentDemand", ValueKind.Number, item => item.BilledApparentDemand)
        .Optional("powerFactor", ValueKind.Number, item => item.PowerFactor)
        .Optional("multiplier", ValueKind.Number, item => item.Multiplier);

    private static ValueScope<IntervalSeries> Series(SeriesPieces pieces) => new ValueScope<IntervalSeries>("series")
        .OptionalText("meterNumber", item => item.MeterNumber)
        .Add("channel", ValueKind.Code, item => item.Channel.Value)
        .Add("unit", ValueKind.Code, item => item.Unit.Value)
        .Add("intervalMinutes", ValueKind.Integer, item => (int)item.Interval.TotalMinutes)
        .Optional("start", ValueKind.Time, item => item.Start)
        .Optional("end", ValueKind.Time, item => item.End)
        .Loop(Reading(), item => item)
        .Loop(Piece("day"), pieces.Days)
        .Loop(Piece("dayStart"), pieces.DayStarts)
        .Loop(Piece("wholeDay"), pieces.WholeDays)
        .Loop(Piece("run"), pieces.Runs)
        .Loop(Piece("wholeRun"), pieces.WholeRuns);

    private static ValueScope<SeriesPieces.SeriesPiece> Piece(string name) => new ValueScope<SeriesPieces.SeriesPiece>(name)
        .Framed("number", ValueKind.Integer, frame => frame.Number)
        .Add("date", ValueKind.Date, item => item.Date)
        .Add("start", ValueKind.Time, item => item.Start)
        .Add("end", ValueKind.Time, item => item.Readings[^1].End)
        .Add("count", ValueKind.Integer, item => item.Readings.Count)
        .Loop(Reading(), item => item.Readings);

    private static ValueScope<IntervalReading> Reading() => new ValueScope<IntervalReading>("reading")
        .Framed("number", ValueKind.Integer, frame => frame.Number)
        .Framed("start", ValueKind.Time, frame => IntervalClock.StartOf(((IntervalReading)frame.Item).End, SeriesPieces.IntervalOf(frame)))
        .Add("end", ValueKind.Time, item => item.End)
        .Add("quantity", ValueKind.Number, item => item.Quantity)
        .Add("readType", ValueKind.Code, item => item.ReadType.Value);
}
