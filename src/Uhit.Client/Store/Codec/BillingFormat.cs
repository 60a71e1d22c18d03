using Uhit.Client.Usage;

namespace Uhit.Client.Store.Codec;

/// <summary>The order of the fields of a billing period in the packed format.</summary>
internal static class BillingFormat
{
    private const byte HasMeterType = 1;
    private const byte HasReadType = 2;

    public static void Write(PackWriter writer, BillingPeriod period)
    {
        writer.Text(period.MeterNumber);
        writer.Byte((byte)((period.MeterType is null ? 0 : HasMeterType) | (period.ReadType is null ? 0 : HasReadType)));
        if (period.MeterType is { } meterType)
        {
            writer.Text(meterType.Value);
        }

        if (period.ReadType is { } readType)
        {
            writer.Text(readType.Value);
        }

        writer.Signed(period.StartDate.DayNumber);
        writer.Signed(period.EndDate.DayNumber - period.StartDate.DayNumber);
        writer.Decimal(period.Usage);
        writer.Decimal(period.MeteredDemand);
        writer.Decimal(period.BilledDemand);
        writer.Decimal(period.MeteredApparentDemand);
        writer.Decimal(period.BilledApparentDemand);
        writer.Decimal(period.PowerFactor);
        writer.Decimal(period.Multiplier);
    }

    public static BillingPeriod Read(ref PackReader reader)
    {
        var meterNumber = reader.Text();
        var flags = reader.Byte();
        MeterType? meterType = (flags & HasMeterType) == 0 ? null : new MeterType(reader.Text()!);
        ReadType? readType = (flags & HasReadType) == 0 ? null : new ReadType(reader.Text()!);
        long start = reader.Int32("a date");
        var end = start + reader.Int32("a date");
        return new BillingPeriod
        {
            MeterNumber = meterNumber,
            MeterType = meterType,
            ReadType = readType,
            StartDate = Date(start),
            EndDate = Date(end),
            Usage = reader.RequiredDecimal(),
            MeteredDemand = reader.Decimal(),
            BilledDemand = reader.Decimal(),
            MeteredApparentDemand = reader.Decimal(),
            BilledApparentDemand = reader.Decimal(),
            PowerFactor = reader.Decimal(),
            Multiplier = reader.Decimal(),
        };
    }

    private static DateOnly Date(long dayNumber) => dayNumber >= 0 && dayNumber <= DateOnly.MaxValue.DayNumber
        ? DateOnly.FromDayNumber((int)dayNumber)
        : throw PackReader.Damaged("a date is out of range");
}
