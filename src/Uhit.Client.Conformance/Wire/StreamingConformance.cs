using Uhit.Client.Usage;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Conformance.Wire;

/// <summary>A delivery of any number of lines goes through with one line in memory, in both directions.</summary>
public abstract class StreamingConformance : WireConformance
{
    /// <inheritdoc/>
    protected abstract override SimulatedWireFormat Format { get; }

    private const int Lines = 3;
    private const string OneLine = "A delivery of this contract holds one line.";
    private static readonly UsageHistory AnyYear = SeriesGen.Year(1);

    private UsageHistory Year => Carried(AnyYear);

    private MessageHeader Header => Carried(FixedMessages.Header(), UhitOperation.DeliverHistoricalUsage);

    [Fact]
    public void WriteDelivery_ManyLines_WritesEachBeforeItTakesTheNext()
    {
        Assert.SkipWhen(Format.GetMaxCallbackLines(UhitOperation.DeliverHistoricalUsage) < Lines, OneLine);
        using var stream = new MemoryStream();
        var lengths = new List<long>();

        IEnumerable<UsageHistory> Usage()
        {
            for (var i = 1; i <= Lines; i++)
            {
                lengths.Add(stream.Length);
                yield return Carried(AnyYear with { LineNumber = i });
            }
        }

        SoapEnvelopeWriter.Write(
            stream, Format.SoapVersion, writer => Format.WriteDelivery(writer, Header, null, FixedMessages.Part, Usage()));

        var line = stream.Length / Lines;
        Assert.All(lengths.Select((length, index) => length - (index * line)), ahead => Assert.InRange(ahead, -64 * 1024, 64 * 1024));
    }

    [Fact]
    public void ReadCallback_ManyLines_GivesEachAtItsEnd()
    {
        Assert.SkipWhen(Format.GetMaxCallbackLines(UhitOperation.DeliverHistoricalUsage) < Lines, OneLine);
        var bytes = new WireExchange(Format).Delivery(
            Header, TransactionId.Parse("T1"), FixedMessages.Part, [.. Enumerable.Repeat(Year, Lines)]);
        var stream = new CountingStream(bytes);
        var readAt = new List<long>();

        new WireExchange(Format).ReadCallback(() => stream, new RecordingSink { Usage = _ => readAt.Add(stream.Position) });

        var line = bytes.Length / Lines;
        Assert.Equal(Lines, readAt.Count);
        Assert.All(readAt.Select((read, index) => read - ((index + 1) * line)), ahead => Assert.InRange(ahead, -64 * 1024, 64 * 1024));
    }

    /// <summary>Without an object for every reading: the columns grow, and that is all.</summary>
    private protected long BytesAllocatedByAYear()
    {
        var exchange = new WireExchange(Format);
        var bytes = exchange.Delivery(Header, null, FixedMessages.Part, Year);
        exchange.ReadCallback(() => new MemoryStream(bytes), new RecordingSink { Usage = _ => { } });
        var before = GC.GetAllocatedBytesForCurrentThread();
        exchange.ReadCallback(() => new MemoryStream(bytes), new RecordingSink { Usage = _ => { } });
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Says how much of a message was read so far.</summary>
    private sealed class CountingStream(byte[] bytes) : MemoryStream(bytes, writable: false)
    {
        // A reader that asked for all at once could not be told from one that keeps all.
        private const int MostAtOnce = 16 * 1024;

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, MostAtOnce));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, MostAtOnce)]);
    }
}
