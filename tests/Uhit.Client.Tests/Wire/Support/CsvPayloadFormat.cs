using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Support;

/// <summary>A contract whose data is a file inside the message: CSV, compressed, in base64 or as an MTOM
/// part. All else is the reference contract's.</summary>
internal static class CsvPayloadFormat
{
    private const string Ns = "urn:test:payload";
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;
    private static readonly WirePayloadForm Form = new() { Compression = WirePayloadCompression.Gzip };

    public static SimulatedWireFormat Create(params (string Member, Func<object?[], object?> Does)[] members) => AlteredFormat.With(
    [
        (nameof(SimulatedWireFormat.Id), _ => "csv-payload"),
        (nameof(SimulatedWireFormat.MaxPayloadBytes), _ => 512L * 1024 * 1024),
        (nameof(SimulatedWireFormat.FindOperation), a => Find((string)a[0]!, (string)a[1]!)),
        (nameof(SimulatedWireFormat.FindOperations), a => Find((string)a[0]!, (string)a[1]!) is { } found ? new[] { found } : []),
        (nameof(SimulatedWireFormat.ReadCallback), a => Read((UhitOperation)a[0]!, (WireBody)a[1]!, (ICallbackSink)a[2]!)),
        (nameof(SimulatedWireFormat.WriteDelivery), a => Write(
            (XmlWriter)a[0]!, (MessageHeader)a[1]!, (TransactionId?)a[2], (DeliveryPart)a[3]!, (IEnumerable<UsageHistory>)a[4]!)),
        .. members,
    ]);

    public static byte[] Packed(IEnumerable<UsageHistory> usage)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        using (var text = new StreamWriter(gzip, Encoding.UTF8))
        {
            foreach (var line in usage.SelectMany(Lines))
            {
                text.Write(line + "\r\n");
            }
        }

        return packed.ToArray();
    }

    private static UhitOperation? Find(string name, string ns) =>
        ns == Ns && name == "Data" ? UhitOperation.DeliverHistoricalUsage : ReferenceWireFormat.Instance.FindOperation(name, ns);

    private static object? Write(
        XmlWriter writer, MessageHeader header, TransactionId? transaction, DeliveryPart part, IEnumerable<UsageHistory> usage)
    {
        writer.WriteStartElement("d", "Data", Ns);
        writer.WriteAttributeString("head", string.Join(
            '|', header.AuthenticationId, header.RequestId, header.MessageId, header.SentAt?.ToString("O", Culture), transaction,
            part.DeliveryId, part.PartNumber, part.PartCount));
        writer.WriteStartElement("File", Ns);
        var packed = Packed(usage);
        writer.WriteBase64(packed, 0, packed.Length);
        writer.WriteEndElement();
        writer.WriteEndElement();
        return null;
    }

    private static object? Read(UhitOperation operation, WireBody body, ICallbackSink sink)
    {
        if (operation != UhitOperation.DeliverHistoricalUsage)
        {
            ReferenceWireFormat.Instance.ReadCallback(operation, body, sink);
            return null;
        }

        var reader = body.Reader;
        var head = reader.GetAttribute("head")!.Split('|');
        sink.OnHeader(new MessageHeader
        {
            AuthenticationId = AuthenticationId.Parse(head[0]),
            RequestId = RequestId.Parse(head[1]),
            MessageId = MessageId.Parse(head[2]),
            SentAt = DateTimeOffset.Parse(head[3], Culture),
        });
        if (head[4].Length > 0)
        {
            sink.OnTransaction(TransactionId.Parse(head[4]));
        }

        sink.OnDelivery(new DeliveryPart(DeliveryId.Parse(head[5]), int.Parse(head[6], Culture), int.Parse(head[7], Culture)));
        if (!reader.ReadToDescendant("File", Ns))
        {
            throw new WireFormatException("missing-element", "Data/File");
        }

        using var payload = WirePayload.Open(body, Form);
        var lines = new FileLines(sink);
        foreach (var line in payload.ReadLines())
        {
            lines.Take(line.Split(','));
        }

        lines.Finish();
        return null;
    }

    // L: a line of the inquiry; B: a billing period; S: a series; the rest are its readings.
    private static IEnumerable<string> Lines(UsageHistory usage)
    {
        yield return $"L,{usage.LineNumber},{usage.EsiId.Value},{usage.NoData?.Code}";
        foreach (var bill in usage.BillingPeriods)
        {
            yield return string.Create(Culture, $"B,{bill.StartDate:yyyy-MM-dd},{bill.EndDate:yyyy-MM-dd},{bill.Usage}");
        }

        foreach (var series in usage.IntervalSeries)
        {
            yield return string.Create(
                Culture, $"S,{series.MeterNumber},{series.Channel.Value},{series.Unit.Value},{series.Interval.TotalMinutes}");
            foreach (var reading in series)
            {
                yield return string.Create(Culture, $"{reading.End:yyyy-MM-ddTHH:mmzzz},{reading.Quantity},{reading.ReadType.Value}");
            }
        }
    }

    private sealed class FileLines(ICallbackSink sink)
    {
        private readonly List<BillingPeriod> _bills = [];
        private readonly List<IntervalSeries> _series = [];
        private UsageHistory? _line;
        private IntervalSeriesBuilder? _builder;

        public void Take(string[] fields)
        {
            switch (fields)
            {
                case ["L", var number, var esiId, var noData]:
                    Finish();
                    _line = new UsageHistory
                    {
                        LineNumber = int.Parse(number, Culture),
                        EsiId = EsiId.Parse(esiId),
                        NoData = noData.Length == 0 ? null : new ReportedError { Code = noData, Description = "None." },
                    };
                    break;
                case ["B", var start, var end, var usage]:
                    _bills.Add(new BillingPeriod
                    {
                        StartDate = DateOnly.Parse(start, Culture),
                        EndDate = DateOnly.Parse(end, Culture),
                        Usage = decimal.Parse(usage, Culture),
                    });
                    break;
                case ["S", var meter, var channel, var unit, var minutes]:
                    CloseSeries();
                    _builder = new IntervalSeriesBuilder(
                        meter.Length == 0 ? null : meter,
                        new UsageChannel(channel),
                        new UsageUnit(unit),
                        TimeSpan.FromMinutes(double.Parse(minutes, Culture)));
                    break;
                case [var end, var quantity, var type]:
                    _builder!.Add(DateTimeOffset.Parse(end, Culture), decimal.Parse(quantity, Culture), new ReadType(type));
                    break;
                default:
                    throw new WireFormatException("bad-value", "Data/File");
            }
        }

        public void Finish()
        {
            CloseSeries();
            if (_line is not null)
            {
                sink.OnUsage(_line with { BillingPeriods = [.. _bills], IntervalSeries = [.. _series] });
            }

            _bills.Clear();
            _series.Clear();
        }

        private void CloseSeries()
        {
            if (_builder is not null)
            {
                _series.Add(_builder.Build());
                _builder = null;
            }
        }
    }
}
