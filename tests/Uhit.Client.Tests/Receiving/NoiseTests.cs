using System.Security.Cryptography;
using System.Text;
using Moq;
using Uhit.Client.Receiving;
using Uhit.Client.Store;
using Uhit.Client.Tests.Wire.Xml;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;
using static Uhit.Client.Tests.Receiving.CallbackMessages;

namespace Uhit.Client.Tests.Receiving;

/// <summary>Noise of an allowed peer: refused at its first bad byte, before anything of it is
/// stored, and not received any further.</summary>
public sealed class NoiseTests
{
    private const string Open = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>";
    private const long Endless = 1_000_000_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // What it begins with, what follows for ever, and how many bytes may be read of it.
    public static TheoryData<string, string, string, long> Noise => new()
    {
        { "text", "", "AAAA", 200_000 },
        { "a tag that does not end", "<", "abcdefgh", 200_000 },
        { "tags of ever new names", Open, "<n{0}>", 200_000 },
        { "text in an element", Open + "<a>", "YWJjZA", 200_000 },
        { "end tags that close nothing", Open + "<a>", "</b>", 70_000 },
        { "end tags in the other order", Open, "<a><b></a></b>", 70_000 },
        { "more ends than beginnings", "", "<a></a></a>", 70_000 },
        { "a document type", "<!DOCTYPE a [", "<!ENTITY b 'c'>", 70_000 },
        { "another encoding", "<?xml version='1.0' encoding='utf-7'?>", "<a/>", 70_000 },
        { "deep elements", Open, "<a>", 70_000 },
    };

    [Theory]
    [MemberData(nameof(Noise))]
    public async Task Handle_EndlessNoise_RefusedWithoutBeingStoredOrReceived(string what, string start, string repeated, long most)
    {
        using var fixture = await ReceiverFixture.CreateAsync(StoreThatTakesNothing(), withInquiry: false);
        await using var body = new RepeatingStream(
            start, i => repeated.Replace("{0}", $"{i}", StringComparison.Ordinal), Endless, string.Empty);

        var response = await fixture.Receiver.HandleAsync(Post(fixture, body), Token);

        Assert.Equal((what, 500), (what, response.StatusCode));
        Assert.DoesNotContain(response.Headers, header => header.Key == "Retry-After");
        Assert.Equal(SoapFaultCode.Sender, ReceiverFixture.FaultOf(response).Code);
        Assert.InRange(body.BytesRead, 1, most);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<")]
    [InlineData(Open + "<a>")]
    [InlineData(Open + "<!--")]
    [InlineData(Open + "<a b=\"")]
    [InlineData(Open + "<![CDATA[")]
    public async Task Handle_EndlessRandomBytes_RefusedWithoutBeingStoredOrReceived(string start)
    {
        using var fixture = await ReceiverFixture.CreateAsync(StoreThatTakesNothing(), withInquiry: false);
        await using var body = new RandomBytes(Encoding.UTF8.GetBytes(start));

        var response = await fixture.Receiver.HandleAsync(Post(fixture, body), Token);

        Assert.Equal(500, response.StatusCode);
        Assert.DoesNotContain(response.Headers, header => header.Key == "Retry-After");
        Assert.InRange(body.BytesRead, 1, 200_000);
    }

    // Well-formed, and nothing of ours: the start of it says so before the first piece goes to the store.
    [Theory]
    [InlineData("<feed>", "<entry id=\"{0}\">{1}</entry>")]
    [InlineData(Open + "<other xmlns=\"urn:other\">", "<entry id=\"{0}\">{1}</entry>")]
    [InlineData("<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body>", "<entry id=\"{0}\">{1}</entry>")]
    public async Task Handle_EndlessForeignXml_RefusedBeforeAnythingIsStored(string start, string repeated)
    {
        using var fixture = await ReceiverFixture.CreateAsync(StoreThatTakesNothing(), withInquiry: false);
        var random = new Random(3);
        var noise = new byte[600];
        await using var body = new RepeatingStream(
            start,
            i =>
            {
                random.NextBytes(noise);
                return repeated.Replace("{0}", $"{i}", StringComparison.Ordinal).Replace(
                    "{1}", Convert.ToBase64String(noise), StringComparison.Ordinal);
            },
            Endless,
            string.Empty);

        var response = await fixture.Receiver.HandleAsync(Post(fixture, body), Token);

        Assert.Equal(500, response.StatusCode);
        Assert.DoesNotContain(response.Headers, header => header.Key == "Retry-After");
        Assert.InRange(body.BytesRead, 1, 4_000_000);
    }

    [Fact]
    public async Task Handle_ACallbackWhoseBodyComesAfterMegabytesOfHeader_IsTakenAsBefore()
    {
        using var fixture = await ReceiverFixture.CreateAsync();

        Assert.Equal(200, (await fixture.SendAsync(Padded(Delivery(Header("D-1"))))).StatusCode);
        Assert.Equal(1, (await fixture.StatisticsAsync()).Messages);
    }

    // Whoever sends byte by byte is judged byte by byte.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public async Task Handle_NoiseInTinyPieces_IsNotReceivedToItsEnd(int size)
    {
        using var fixture = await ReceiverFixture.CreateAsync(StoreThatTakesNothing(), withInquiry: false);
        var body = new PieceStream(Bytes(Open + "<a></b>" + new string(' ', 200_000)), size);

        var response = await fixture.Receiver.HandleAsync(Post(fixture, body), Token);

        Assert.Equal((500, "Malformed"), (response.StatusCode, ReceiverFixture.FaultOf(response).Detail!.Code));
        Assert.InRange(body.Position, 1, 100_000);
    }

    private sealed class PieceStream(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
    }

    [Fact]
    public async Task Handle_ALargeDeliveryInSmallPieces_IsTaken()
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        var sent = Delivery(Header("D-1"), readings: 40_000);

        var response = await fixture.Receiver.HandleAsync(Post(fixture, new TrickleStream(sent, 997)), Token);

        Assert.Equal(200, response.StatusCode);
        Assert.Equal(2, (await fixture.StatisticsAsync()).UsageLines);
    }

    private static CallbackRequest Post(ReceiverFixture fixture, Stream body) =>
        fixture.Request("POST", contentType: SoapEnvelopeWriter.ContentType(SoapVersion.Soap11, null), body: body);

    // Whatever is appended fails, and the caller would be asked to come again.
    private static IUhitStore StoreThatTakesNothing()
    {
        var inbox = new Mock<ICallbackInbox>(MockBehavior.Strict);
        inbox.Setup(it => it.DiscardAsync(It.IsAny<ReceiptId>(), It.IsAny<CancellationToken>())).Returns(Task.CompletedTask);
        var store = new Mock<IUhitStore>();
        store.SetupGet(it => it.Inbox).Returns(inbox.Object);
        return store.Object;
    }

    private sealed class RandomBytes(byte[] start) : MemoryStream
    {
        public long BytesRead { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (BytesRead == 0 && start.Length > 0)
            {
                start.CopyTo(buffer);
                BytesRead = start.Length;
                return ValueTask.FromResult(start.Length);
            }

            RandomNumberGenerator.Fill(buffer.Span);
            BytesRead += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
