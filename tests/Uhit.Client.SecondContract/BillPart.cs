using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Uhit.Client.SecondContract;

/// <summary>A billing period. Here its last day is part of it.</summary>
internal static class BillPart
{
    public const string Element = "Bill";

    public static void Write(ElementWriter writer, BillingPeriod period)
    {
        writer.Start(Element, Names.Ns);
        writer.Attribute("meter", period.MeterNumber);
        writer.Attribute("type", period.MeterType is { } type ? Codes.ToWire(type.Value) : null);
        writer.Attribute("from", period.StartDate);
        writer.Attribute("to", period.EndDate.AddDays(-1));
        writer.Attribute("q", period.ReadType is { } read ? Codes.ToWire(read.Value) : null);
        writer.Attribute("kwh", period.Usage);
        writer.Attribute("kw", period.MeteredDemand);
        writer.Attribute("billedKw", period.BilledDemand);
        writer.Attribute("kva", period.MeteredApparentDemand);
        writer.Attribute("billedKva", period.BilledApparentDemand);
        writer.Attribute("pf", period.PowerFactor);
        writer.Attribute("multiplier", period.Multiplier);
        writer.End();
    }

    public static BillingPeriod Read(ElementReader reader)
    {
        var period = new BillingPeriod
        {
            MeterNumber = reader.OptionalAttribute("meter")?.Text,
            MeterType = reader.OptionalAttribute("type") is { } type ? new MeterType(Codes.FromWire(type.Text)) : null,
            StartDate = reader.Attribute("from").ToPlausibleDate(),
            EndDate = reader.Attribute("to").ToPlausibleDate().AddDays(1),
            ReadType = reader.OptionalAttribute("q") is { } read ? new ReadType(Codes.FromWire(read.Text)) : null,
            Usage = reader.Attribute("kwh").ToDecimal(),
            MeteredDemand = reader.OptionalAttribute("kw")?.ToDecimal(),
            BilledDemand = reader.OptionalAttribute("billedKw")?.ToDecimal(),
            MeteredApparentDemand = reader.OptionalAttribute("kva")?.ToDecimal(),
            BilledApparentDemand = reader.OptionalAttribute("billedKva")?.ToDecimal(),
            PowerFactor = reader.OptionalAttribute("pf")?.ToDecimal(),
            Multiplier = reader.OptionalAttribute("multiplier")?.ToDecimal(),
        };
        reader.Leave();
        return period;
    }
}
