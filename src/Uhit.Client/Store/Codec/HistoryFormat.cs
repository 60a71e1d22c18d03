using Uhit.Client.Usage;

namespace Uhit.Client.Store.Codec;

/// <summary>The order of the fields of a usage history in the packed format.</summary>
internal static class HistoryFormat
{
    public const byte Version = 1;

    public static void Write(PackWriter writer, UsageHistory history)
    {
        writer.Signed(history.LineNumber);
        writer.Text(history.EsiId == default ? null : history.EsiId.Value);
        writer.Text(history.CustomerName);
        WriteAddress(writer, history.ServiceAddress);
        writer.Text(history.LoadProfile);
        writer.Text(history.RateClass);
        writer.Text(history.MeterReadCycle);
        writer.Text(history.ErcotRegion);
        WriteError(writer, history.NoData);
        writer.Unsigned((ulong)history.BillingPeriods.Count);
        foreach (var period in history.BillingPeriods)
        {
            BillingFormat.Write(writer, period);
        }

        writer.Unsigned((ulong)history.IntervalSeries.Count);
        foreach (var series in history.IntervalSeries)
        {
            SeriesFormat.Write(writer, series);
        }
    }

    public static UsageHistory Read(ref PackReader reader)
    {
        var lineNumber = reader.Int32("a line number");
        var esiId = ReadEsiId(ref reader);
        var header = new UsageHistory
        {
            LineNumber = lineNumber,
            EsiId = esiId,
            CustomerName = reader.Text(),
            ServiceAddress = ReadAddress(ref reader),
            LoadProfile = reader.Text(),
            RateClass = reader.Text(),
            MeterReadCycle = reader.Text(),
            ErcotRegion = reader.Text(),
            NoData = ReadError(ref reader),
        };
        var periods = new BillingPeriod[reader.Count("billing periods")];
        for (var i = 0; i < periods.Length; i++)
        {
            periods[i] = BillingFormat.Read(ref reader);
        }

        var series = new IntervalSeries[reader.Count("series")];
        for (var i = 0; i < series.Length; i++)
        {
            series[i] = SeriesFormat.Read(ref reader);
        }

        return header with { BillingPeriods = periods, IntervalSeries = series };
    }

    private static EsiId ReadEsiId(ref PackReader reader)
    {
        var text = reader.Text();
        EsiId esiId = default;
        return text is null || EsiId.TryParse(text, out esiId) ? esiId : throw PackReader.Damaged("its ESI ID is none");
    }

    private static void WriteAddress(PackWriter writer, ServiceAddress? address)
    {
        writer.Byte(address is null ? (byte)0 : (byte)1);
        if (address is not null)
        {
            writer.Text(address.Line1);
            writer.Text(address.Line2);
            writer.Text(address.City);
            writer.Text(address.State);
            writer.Text(address.PostalCode);
        }
    }

    private static ServiceAddress? ReadAddress(ref PackReader reader) => reader.Byte() == 0 ? null : new ServiceAddress
    {
        Line1 = reader.RequiredText(),
        Line2 = reader.Text(),
        City = reader.RequiredText(),
        State = reader.RequiredText(),
        PostalCode = reader.RequiredText(),
    };

    private static void WriteError(PackWriter writer, ReportedError? error)
    {
        writer.Byte(error switch { null => 0, { LineNumber: null } => 1, _ => 2 });
        if (error is not null)
        {
            writer.Text(error.Code);
            writer.Text(error.Description);
            if (error.LineNumber is { } line)
            {
                writer.Signed(line);
            }
        }
    }

    private static ReportedError? ReadError(ref PackReader reader)
    {
        var kind = reader.Byte();
        return kind == 0 ? null : new ReportedError
        {
            Code = reader.RequiredText(),
            Description = reader.RequiredText(),
            LineNumber = kind == 2 ? reader.Int32("a line number") : null,
        };
    }
}
