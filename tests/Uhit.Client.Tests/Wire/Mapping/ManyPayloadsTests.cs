using System.IO.Compression;
using System.Text;
using Uhit.Client.Conformance.Wire;
using Uhit.Client.Receiving;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Decoding;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Tests.Wire.Mapping;

/// <summary>Very many small payloads in one message cost together no more than one large one.</summary>
public class ManyPayloadsTests
{
    private static readonly SimulatedWireFormat Format = MappedMessage.Delivery("""
        "each": "t:A", "esiId": "@id",
        "bills": { "payload": { "path": "t:Z", "compression": "gzip" }, "each": "Doc/B", "startDate": "@f", "endDate": "@t", "usage": "@v" }
        """);

    // Each inflates to less than the 4 MiB that any one may have whatever its ratio, which is about 1,000.
    [Fact]
    public void Bombs_EachBelowItsOwnBound_AreRefusedTogether()
    {
        var bomb = Payload(3 * 1024 * 1024);
        long spent = 0;
        var refused = Assert.Throws<WireFormatException>(() => Read(Enumerable.Repeat(bomb, 2000), bytes => spent += bytes));
        Assert.Equal("payload-too-large", refused.Code);
        Assert.InRange(spent, 4L * 1024 * 1024, 8L * 1024 * 1024);
    }

    [Fact]
    public void Payloads_TogetherBeyondTheLengthOfOne_AreRefused()
    {
        using var body = Open([Payload(10), Payload(10)]);
        var form = new WirePayloadForm { MaxBytes = 150 };
        long read = 0;
        var refused = Assert.Throws<WireFormatException>(() =>
        {
            while (body.Reader.ReadToFollowing("Z"))
            {
                using var payload = WirePayload.OpenText(body, form);
                read += payload.ReadLines().Sum(line => line.Length);
            }
        });
        Assert.Equal("payload-too-large", refused.Code);
        Assert.InRange(read, 1, 150);
    }

    [Fact]
    public void Payloads_OfTheUsualRatio_AreTakenInAnyNumber()
    {
        long spent = 0;
        var sink = Read(Enumerable.Range(0, 3000).Select(i => Payload(2000, random: new Random(i))), bytes => spent += bytes);
        Assert.Equal(3000, sink.Histories.Count);
        Assert.InRange(spent, 3000 * 2000, 3000 * 2300);
    }

    [Fact]
    public void Bytes_OfAPayload_AreSpentBeforeTheyAreRead()
    {
        var order = new List<string>();
        var sink = new RecordingSink { Usage = _ => order.Add("usage") };
        Read([Payload(40_000, random: new Random(1))], _ => order.Add("spent"), sink);
        Assert.True(order.IndexOf("usage") > 1, $"{order.Count}");
    }

    // One message is read at a time. The small one comes when the large one has begun, whose bytes are in its payloads.
    [Fact]
    public async Task SmallMessage_BesideManyPayloads_IsReadBeforeTheyEnd()
    {
        var token = TestContext.Current.CancellationToken;
        var turns = new ReadingTurns(1);
        var payloads = Enumerable.Range(0, 3000).Select(i => Payload(2000, random: new Random(i))).ToList();
        var (spent, before) = (0L, -1L);
        Task? small = null;
        using var large = await turns.OpenAsync("large", 100, token);
        var histories = await large.RunAsync(() => Read(payloads, bytes =>
        {
            small ??= ReadSmallAsync(turns, () => before = Interlocked.Read(ref spent), token);
            Interlocked.Add(ref spent, bytes);
            large.Spend(bytes, token);
        }).Histories.Count);
        await small!.WaitAsync(TimeSpan.FromSeconds(30), token);
        Assert.Equal(3000, histories);
        Assert.InRange(before, 1, ReadingTurns.Quantum + (64 * 1024));
    }

    private static async Task ReadSmallAsync(ReadingTurns turns, Action read, CancellationToken cancellationToken)
    {
        using var turn = await turns.OpenAsync("small", 100, cancellationToken);
        read();
    }

    private static RecordingSink Read(IEnumerable<string> payloads, Action<int> spend, RecordingSink? sink = null)
    {
        using var body = Open(payloads);
        body.Payloads = new PayloadBudget(spend);
        sink ??= new RecordingSink();
        sink.Begin(UhitOperation.DeliverHistoricalUsage, Format.FindOperations(body.BodyName.Name, body.BodyName.Namespace));
        Format.ReadCallback(UhitOperation.DeliverHistoricalUsage, body, sink);
        return sink;
    }

    private static SoapEnvelope Open(IEnumerable<string> payloads)
    {
        var envelope = Encoding.UTF8.GetBytes(
            "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body><Data xmlns=\"urn:t\">"
                + string.Concat(payloads.Select(payload => $"<A id=\"10089010000000001\"><Z>{payload}</Z></A>"))
                + "</Data></e:Body></e:Envelope>");
        return SoapEnvelope.Open(
            () => new MemoryStream(envelope), MessageLimits.Default, new SoapHeaders(Format, []), CancellationToken.None);
    }

    // One bill, and white space or noise behind it.
    private static string Payload(int length, Random? random = null)
    {
        var noise = random is null
            ? new string(' ', length)
            : string.Concat(Enumerable.Range(0, length).Select(_ => (char)random.Next('a', 'z')));
        var text = "<Doc><B f=\"2025-01-01\" t=\"2025-02-01\" "
            + $"v=\"1\"/>{string.Concat(noise.Chunk(60_000).Select(part => $"<!--{new string(part)}-->"))}</Doc>";
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return Convert.ToBase64String(packed.ToArray());
    }
}
