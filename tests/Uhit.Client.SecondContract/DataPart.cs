using Uhit.Client.Inquiries;
using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Uhit.Client.SecondContract;

/// <summary>The delivery.</summary>
internal static class DataPart
{
    private const string Account = "Account";
    private const string Nothing = "Nothing";

    public static void Write(MessageWriter writer, MessageHeader header, TransactionId? transactionId, DeliveryPart part, IEnumerable<UsageHistory> usage)
    {
        writer.Start(Names.UsageData);
        HeaderPart.Write(writer, header);
        writer.Attribute("case", transactionId?.Value);
        writer.Attribute("batch", part.DeliveryId.Value);
        writer.Attribute("part", part.PartNumber);
        writer.Attribute("of", part.PartCount);
        foreach (var history in usage)
        {
            Write(writer, history);
        }

        writer.End();
    }

    public static void Read(MessageReader reader, ICallbackSink sink) => reader.Element(Names.UsageData, () =>
    {
        sink.OnHeader(HeaderPart.Read(reader));
        if (reader.OptionalId<TransactionId>("case") is { } transactionId)
        {
            sink.OnTransaction(transactionId);
        }

        var part = new DeliveryPart(reader.Id<DeliveryId>("batch"), reader.Number("part"), reader.Number("of"));
        if (part.PartNumber < 1 || part.PartNumber > part.PartCount)
        {
            throw reader.Refuse("bad-part", "part");
        }

        sink.OnDelivery(part);
        reader.Children(name =>
        {
            if (name != Account)
            {
                return false;
            }

            sink.OnUsage(Read(reader));
            return true;
        });
        return sink;
    });

    private static void Write(MessageWriter writer, UsageHistory history)
    {
        writer.Start(Account);
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

    private static UsageHistory Read(MessageReader reader) => reader.Element(Account, () =>
    {
        var periods = new List<BillingPeriod>();
        var series = new List<IntervalSeries>();
        var history = new UsageHistory
        {
            LineNumber = reader.Number("number"),
            EsiId = reader.Id<EsiId>("esiid"),
            CustomerName = reader.Optional("customer"),
            LoadProfile = reader.Optional("profile"),
            RateClass = reader.Optional("rate"),
            MeterReadCycle = reader.Optional("cycle"),
            ErcotRegion = reader.Optional("region"),
            BillingPeriods = periods,
            IntervalSeries = series,
        };
        reader.Children(name =>
        {
            switch (name)
            {
                case LocationPart.Element:
                    history = history with { ServiceAddress = LocationPart.Read(reader) };
                    return true;
                case Nothing:
                    history = history with { NoData = ProblemPart.Read(reader, Nothing) };
                    return true;
                case BillPart.Element:
                    periods.Add(BillPart.Read(reader));
                    return true;
                case ChannelPart.Element:
                    series.Add(ChannelPart.Read(reader));
                    return true;
                default:
                    return false;
            }
        });
        return history;
    });
}
