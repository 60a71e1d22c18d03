using Uhit.Client.Usage;

namespace Uhit.Client.SecondContract;

/// <summary>A billing period. Here its last day is part of it.</summary>
internal static class BillPart
{
    public const string Element = "Bill";

    public static void Write(MessageWriter writer, BillingPeriod period)
    {
        writer.Start(Element);
        writer.Attribute("meter", period.MeterNumber);
        writer.Attribute("type", period.MeterType is { } type ? Codes.ToWire(type.Value) : null);
        writer.Attribute("from", (DateOnly?)period.StartDate);
        writer.Attribute("to", (DateOnly?)period.EndDate.AddDays(-1));
        writer.Attribute("q", period.ReadType is { } read ? Codes.ToWire(read.Value) : null);
        writer.Attribute("kwh", (decimal?)period.Usage);
        writer.Attribute("kw", period.MeteredDemand);
        writer.Attribute("billedKw", period.BilledDemand);
        writer.Attribute("kva", period.MeteredApparentDemand);
        writer.Attribute("billedKva", period.BilledApparentDemand);
        writer.Attribute("pf", period.PowerFactor);
        writer.Attribute("multiplier", period.Multiplier);
        writer.End();
    }

    public static BillingPeriod Read(MessageReader reader) => reader.Element(Element, () =>
    {
        var period = new BillingPeriod
        {
            MeterNumber = reader.Optional("meter"),
            MeterType = reader.Optional("type") is { } type ? new MeterType(Codes.FromWire(type)) : null,
            StartDate = reader.Date("from"),
            EndDate = reader.Date("to").AddDays(1),
            ReadType = reader.Optional("q") is { } read ? new ReadType(Codes.FromWire(read)) : null,
            Usage = reader.Decimal("kwh"),
            MeteredDemand = reader.OptionalDecimal("kw"),
            BilledDemand = reader.OptionalDecimal("billedKw"),
            MeteredApparentDemand = reader.OptionalDecimal("kva"),
            BilledApparentDemand = reader.OptionalDecimal("billedKva"),
            PowerFactor = reader.OptionalDecimal("pf"),
            Multiplier = reader.OptionalDecimal("multiplier"),
        };
        reader.NoChildren();
        return period;
    });
}
