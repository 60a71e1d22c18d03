using System.Globalization;
using Uhit.Client.Usage;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Reliability.Measure;

/// <summary>Reads the same delivery by generated code and by the folder that describes the same contract, in turn.</summary>
internal static class MappingRun
{
    public static bool Run(int rounds, int years, TextWriter output)
    {
        var folder = MappedContract.Load(Path.Combine(Tests.Repository.Root, "tests", "Contracts", "reference"));
        var envelope = Delivery(years);
        var ratio = new Ratio(
            $"a delivery of {years} meter-years ({envelope.Length / 1e6:F0} MB) into the domain, mapped against generated", 1);
        for (var i = -3; i < rounds; i++)
        {
            var mapped = Rate(folder.WireFormat, envelope);
            var generated = Rate(ReferenceWireFormat.Instance, envelope);
            if (i >= 0)
            {
                // The first rounds only warm up.
                ratio.Add(mapped.PerSecond, generated.PerSecond);
            }

            if (i == rounds - 1)
            {
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"allocated: {mapped.Allocated / 5e6:F1} MB mapped, {generated.Allocated / 5e6:F1} MB generated"));
            }
        }

        output.WriteLine(ratio);
        return ratio.IsReached;
    }

    private static (double PerSecond, long Allocated) Rate(SimulatedWireFormat format, byte[] envelope)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        // Of the processor: other work on the machine does not count.
        var start = Environment.CpuUsage.TotalTime;
        var sink = new CountingSink();
        for (var i = 0; i < 5; i++)
        {
            using var body = SoapEnvelope.Open(envelope, MessageLimits.Default);
            format.ReadCallback(UhitOperation.DeliverHistoricalUsage, body, sink);
            body.ReadToEnd();
        }

        return (sink.Readings / (Environment.CpuUsage.TotalTime - start).TotalSeconds, GC.GetAllocatedBytesForCurrentThread() - allocated);
    }

    private static byte[] Delivery(int years)
    {
        var header = new MessageHeader
        {
            AuthenticationId = AuthenticationId.Parse("123456789"),
            RequestId = RequestId.Parse("R1"),
            MessageId = MessageId.Parse("M1"),
            SentAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
        };
        return SoapEnvelopeWriter.ToBytes(SoapVersion.Soap11, writer => ReferenceWireFormat.Instance.WriteDelivery(
            writer, header, null, new DeliveryPart(DeliveryId.Parse("D1"), 1, 1), Enumerable.Range(1, years).Select(Year)));
    }

    private static UsageHistory Year(int line)
    {
        var series = new IntervalSeriesBuilder("M1", UsageChannel.EnergyDelivered, UsageUnit.KilowattHour, TimeSpan.FromMinutes(15));
        var start = CentralTime.StartOf(new DateOnly(2025, 1, 1));
        for (var i = 1; i <= 35_040; i++)
        {
            series.Add(
                TimeZoneInfo.ConvertTime(start.AddMinutes(15 * i), CentralTime.Zone),
                new decimal(100 + (i * 7919 % 3000), 0, 0, false, 3),
                i % 500 == 0 ? ReadType.Estimated : ReadType.Actual);
        }

        return new UsageHistory { LineNumber = line, EsiId = EsiId.Parse("1008901000000000000001"), IntervalSeries = [series.Build()] };
    }
}
