using System.Xml;
using System.Xml.Linq;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Reference.Generated;

namespace Uhit.Client.Tests.Wire.Generator;

public sealed class StreamingTests
{
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit };

    [Fact]
    public void Read_Delivery_CallsInTheOrderOfTheMessage()
    {
        var recorder = new DeliveryRecorder();
        DeliverHistoricalUsage.Read(WireText.Open(File.ReadAllText(Repository.Golden("DeliverHistoricalUsage"))), recorder);
        Assert.Equal(
            [
                "delivery", "history", "period", "period", "series", "reading", "reading", "reading", "reading", "/series", "/history",
                "history", "/history", "/delivery",
            ],
            recorder.Calls);
    }

    [Fact]
    public void Read_FaultInTheMiddle_NeverSaysTheEnd()
    {
        var message = new Fragment("DeliverHistoricalUsage");
        message.Root.Elements().Last().Element(Fragment.Ns + "EsiId")!.Value = "x";
        var recorder = new DeliveryRecorder();

        Assert.Throws<WireFormatException>(() =>
            DeliverHistoricalUsage.Read(WireText.Open(message.Root.ToString(SaveOptions.DisableFormatting)), recorder));

        Assert.Equal("/history", recorder.Calls[^1]);
        Assert.Null(recorder.Message);
    }

    [Fact]
    public void Read_TenMeterYears_AllocatesNothingPerReading()
    {
        const int Readings = 350_400;
        var bytes = Delivery(Readings);
        var few = Delivery(1_000);
        Count(few, 1_000);

        var small = Count(few, 1_000);
        var large = Count(bytes, Readings);

        Assert.True(large - small < 64 * 1024, $"{large - small} bytes for {Readings} readings");
    }

    [Fact]
    public void Write_TenMeterYears_AllocatesNothingPerReading()
    {
        Allocated(1_000);
        var small = Allocated(1_000);
        var large = Allocated(350_400);
        Assert.True(large - small < 64 * 1024, $"{large - small} bytes");

        static long Allocated(int readings)
        {
            using var writer = XmlWriter.Create(Stream.Null);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Message(readings).Write(writer);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void Write_StreamedElements_AreTakenOneByOne()
    {
        var taken = 0;
        var longest = 0L;
        using var output = new MemoryStream();
        using var writer = XmlWriter.Create(output);
        Message(Series()).Write(writer);
        writer.Flush();

        Assert.Equal(50_000, taken);
        Assert.True(longest > 1_000_000, "the writer took all readings before it wrote the first");

        IEnumerable<Reading> Series()
        {
            for (; taken < 50_000; taken++)
            {
                longest = output.Length;
                yield return new Reading { EndTime = DateTimeOffset.UnixEpoch, Quantity = 1, ReadType = "Actual" };
            }
        }
    }

    private static long Count(byte[] bytes, int expected)
    {
        var counter = new CountingHandler();
        using var reader = XmlReader.Create(new MemoryStream(bytes), Settings);
        var elements = new ElementReader(reader);
        var before = GC.GetAllocatedBytesForCurrentThread();
        DeliverHistoricalUsage.Read(elements, counter);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(expected, counter.Readings);
        return allocated;
    }

    private static byte[] Delivery(int readings)
    {
        var output = new MemoryStream();
        using (var writer = XmlWriter.Create(output))
        {
            Message(readings).Write(writer);
        }

        return output.ToArray();
    }

    private static DeliverHistoricalUsage Message(int readings) => Message(Series(readings));

    private static IEnumerable<Reading> Series(int count)
    {
        var start = new DateTimeOffset(2025, 1, 1, 0, 15, 0, Samples.Cst);
        for (var i = 0; i < count; i++)
        {
            yield return new Reading
            {
                EndTime = start.AddMinutes(15 * (i % 35_040)),
                Quantity = i % 1000 / 1000m,
                ReadType = i % 50 == 0 ? "Estimated" : "Actual",
            };
        }
    }

    private static DeliverHistoricalUsage Message(IEnumerable<Reading> readings) => new()
    {
        Header = Samples.Header,
        DeliveryId = "D",
        PartNumber = 1,
        PartCount = 1,
        UsageHistory =
        [
            new UsageHistory
            {
                LineNumber = 1,
                EsiId = "1008901000000000000001",
                IntervalData = [new IntervalData { Channel = "EnergyDelivered", IntervalMinutes = 15, Reading = readings }],
            },
        ],
    };
}
