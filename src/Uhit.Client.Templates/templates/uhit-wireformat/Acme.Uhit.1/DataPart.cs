using Uhit.Client;
using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Acme.Uhit._1;

/// <summary>The delivery: one ESI ID after the other goes to the sink, so that memory stays that of one.</summary>
internal static class DataPart
{
    private static readonly ElementShape Shape = ElementShape.Sequence
        .Element("Sender", Names.Ns, 1, 1)
        .Element("Reference", Names.Ns, 1, 1)
        .Element("Number", Names.Ns, 0, 1)
        .Element("Usage", Names.Ns, 1, ElementShape.Unbounded);

    private static readonly ElementShape UsageShape = ElementShape.Sequence
        .Element("Esi", Names.Ns, 1, 1)
        .Element(ReasonPart.Element, Names.Ns, 0, 1)
        .Element(BillPart.Element, Names.Ns, 0, ElementShape.Unbounded)
        .Element(SeriesPart.Element, Names.Ns, 0, ElementShape.Unbounded);

    public static void Read(ElementReader reader, ICallbackSink sink)
    {
        AuthenticationId sender = default;
        reader.EnterMessage(Names.Data, Names.Ns, Shape);
        while (reader.NextChild(out var child))
        {
            switch (child)
            {
                case 0:
                    sender = reader.ReadId<AuthenticationId>();
                    break;
                case 1:
                    sink.OnHeader(new MessageHeader { AuthenticationId = sender, RequestId = reader.ReadId<RequestId>() });
                    break;
                case 2:
                    sink.OnTransaction(reader.ReadId<TransactionId>());
                    break;
                case 3:
                    sink.OnUsage(ReadUsage(reader, sink.Limits));
                    break;
            }
        }
    }

    // What one ESI ID may hold is bounded while it grows: otherwise memory would be the sender's to spend.
    private static UsageHistory ReadUsage(ElementReader reader, MessageLimits limits)
    {
        EsiId esiId = default;
        ReportedError? noData = null;
        var bills = new List<BillingPeriod>();
        var series = new List<IntervalSeries>();
        var readings = 0;
        reader.Enter(UsageShape);
        while (reader.NextChild(out var child))
        {
            switch (child)
            {
                case 0:
                    esiId = reader.ReadId<EsiId>();
                    break;
                case 1:
                    noData = ReasonPart.Read(reader);
                    break;
                case 2:
                    if (bills.Count == limits.MaxBillingPeriods)
                    {
                        throw MessageLimits.Exceeded(nameof(limits.MaxBillingPeriods), "Data/Usage/Bill");
                    }

                    bills.Add(BillPart.Read(reader));
                    break;
                case 3:
                    if (series.Count == limits.MaxIntervalSeries)
                    {
                        throw MessageLimits.Exceeded(nameof(limits.MaxIntervalSeries), "Data/Usage/Series");
                    }

                    series.Add(SeriesPart.Read(reader, limits, ref readings));
                    break;
            }
        }

        return new UsageHistory { LineNumber = 0, EsiId = esiId, NoData = noData, BillingPeriods = bills, IntervalSeries = series };
    }
}
