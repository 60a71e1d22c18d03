using System.Security.Cryptography;
using Uhit.Client.Receiving;
using Uhit.Client.Testing;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Receiving;

/// <summary>The bytes of a callback: how many are taken, how they are stored, and what its HTTP headers must say.</summary>
public sealed class BodyRulesTests
{
    private const int Chunk = 1024 * 1024;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // As many bytes as the bound says, as they come and of the document in them.
    [Theory]
    [InlineData(100, 100, 1, true)]
    [InlineData(100, 99, 1, false)]
    [InlineData(100, 200, 2, true)]
    [InlineData(100, 199, 2, false)]
    public async Task Receive_AsManyBytesAsTheBound_IsTaken(int length, int maxBytes, int grows, bool isTaken)
    {
        var store = new InMemoryUhitStore();
        var judge = new BodyJudge(
            MessageLimits.Default, body => grows == 1 ? body : new DoubledStream(body), _ => { });
        using var spool = new BodySpool(store.Inbox, ReceiptId.Create(TimeProvider.System), judge);
        var body = "<a>"u8.ToArray().Concat(Enumerable.Repeat((byte)'x', length - 3)).ToArray();

        var failure = await Record.ExceptionAsync(() => spool.ReceiveAsync(new MemoryStream(body), maxBytes, Token));

        Assert.Equal(isTaken ? null : BodyProblem.TooLarge, (failure as BodyException)?.Problem);
    }

    // One chunk stays in memory; more go to the store as they fill, and the last with them.
    [Theory]
    [InlineData(10, 0)]
    [InlineData(Chunk / 2, 0)]
    [InlineData(Chunk * 3, 4)]
    public async Task Receive_NoiseOfEachLength_IsGivenBackByteForByte(int length, int chunks)
    {
        var store = new InMemoryUhitStore();
        var receipt = ReceiptId.Create(TimeProvider.System);
        using var spool = new BodySpool(store.Inbox, receipt);
        var body = new byte[length];
        new Random(1).NextBytes(body);

        await spool.ReceiveAsync(new MemoryStream(body), long.MaxValue, Token);

        Assert.Equal((chunks, length), (spool.StagedChunks, (int)spool.Length));
        Assert.Equal(SHA256.HashData(body), spool.Sha256);
        Assert.Equal(body[..Math.Min(length, 16 * 1024)], spool.Start.ToArray());
        Assert.Equal(body, await ReadAsync(await spool.OpenAsync(Token)));
        Assert.Equal(body, await ReadAsync(spool.Open(Token)));
        await spool.StageAsync(Token);
        Assert.Equal(Math.Max(1, chunks), spool.StagedChunks);
        Assert.Equal(body, await ReadAsync(await spool.OpenAsync(Token)));
    }

    // Of a body that is not taken the first 16 KiB, in which its header stands.
    [Theory]
    [InlineData(10, 10)]
    [InlineData(16 * 1024, 16 * 1024)]
    [InlineData(16 * 1024 + 1, 16 * 1024)]
    public async Task ReceiveStart_ABody_ItsFirstBytes(int length, int expected)
    {
        using var spool = new BodySpool(new InMemoryUhitStore().Inbox, ReceiptId.Create(TimeProvider.System));
        var body = new byte[length];
        new Random(1).NextBytes(body);
        using var stream = new MemoryStream(body);

        await spool.ReceiveStartAsync(stream, Token);

        Assert.Equal(body[..expected], spool.Start.ToArray());
        Assert.Equal((expected, expected), ((int)spool.Length, (int)stream.Position));
    }

    // Stored by a version that packed nothing, by this one, or by a later one.
    [Theory]
    [InlineData("identity", true)]
    [InlineData("br", true)]
    [InlineData("zstd", false)]
    [InlineData("", false)]
    public async Task Decode_StoredUnderAnEncoding_IsReadWhereItIsKnown(string encoding, bool isKnown)
    {
        using var packed = new MemoryStream();
        if (encoding == "br")
        {
            await using var brotli = new System.IO.Compression.BrotliStream(
                packed, System.IO.Compression.CompressionMode.Compress, leaveOpen: true);
            brotli.Write("hello"u8);
        }
        else
        {
            packed.Write("hello"u8);
        }

        packed.Position = 0;

        if (isKnown)
        {
            Assert.Equal("hello"u8.ToArray(), await ReadAsync(StoredBodies.Decode(packed, encoding)));
        }
        else
        {
            Assert.False(Assert.Throws<UhitStoreException>(() => StoredBodies.Decode(packed, encoding)).IsTransient);
        }
    }

    [Theory]
    [InlineData("text/xml", null, null, null, null)]
    [InlineData("text/xml", null, 5L, null, null)]
    [InlineData("text/xml", null, 1L, "", null)]
    [InlineData("text/xml", null, null, "chunked", null)]
    [InlineData("text/xml", "gzip", 5L, null, null)]
    [InlineData("application/soap+xml", null, 5L, null, null)]
    [InlineData("text/xml", null, 0L, null, 400)]
    [InlineData("text/xml", null, 0L, "chunked", 400)]
    [InlineData("text/xml", null, 5L, "chunked", 400)]
    [InlineData("text/xml", "br", 5L, null, 415)]
    [InlineData("text/plain", null, 5L, null, 415)]
    [InlineData(null, null, 5L, null, 415)]
    public void Check_HeadersOfAPost_ArePassedOrRefused(
        string? contentType, string? contentEncoding, long? length, string? transferEncoding, int? refusal)
    {
        var refused = RequestHead.Check(
            new CallbackRequest
            {
                Method = "POST",
                ContentType = contentType,
                ContentEncoding = contentEncoding,
                ContentLength = length,
                TransferEncoding = transferEncoding,
                Path = "notify",
                SoapAction = "\"urn:a\"",
                Body = Stream.Null,
            },
            out var head);

        Assert.Equal(refusal, refused?.StatusCode);
        Assert.Equal(refusal is null, head is not null);
        if (head is not null)
        {
            var isSoap11 = contentType == "text/xml";
            Assert.Equal(
                (isSoap11 ? SoapVersion.Soap11 : SoapVersion.Soap12, isSoap11 ? "\"urn:a\"" : null, "notify", false),
                (head.SoapVersion, head.Action, head.Path, head.IsStored));
            Assert.Equal(head.SoapVersion, head.AnswerVersion);
        }
    }

    [Fact]
    public void OfStoredAndOfAnswer_SayHowItCame()
    {
        var stored = RequestHead.OfStored("urn:a");
        var answer = RequestHead.OfAnswer(UhitOperation.FetchUsage, RequestId.Parse("R-1"), Client.Wire.Decoding.WireForm.Utf8);

        Assert.Equal(
            (true, "urn:a", string.Empty, SoapVersion.Soap11), (stored.IsStored, stored.Action, stored.Path, stored.AnswerVersion));
        Assert.Equal("p", RequestHead.OfStored(null, "p").Path);
        Assert.Equal(
            (true, UhitOperation.FetchUsage, "R-1", string.Empty, null),
            (answer.IsStored, answer.ReadAs, answer.Asked?.Value, answer.Path, answer.Action));
        Assert.Same(Client.Wire.Decoding.WireForm.Utf8, answer.Form);
    }

    private static async Task<byte[]> ReadAsync(Stream stream)
    {
        await using var disposing = stream;
        using var all = new MemoryStream();
        await stream.CopyToAsync(all, Token);
        return all.ToArray();
    }

    /// <summary>A document that is twice as long as the bytes that come.</summary>
    private sealed class DoubledStream(Stream inner) : MemoryStream
    {
        private int _left;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_left > 0)
            {
                var given = Math.Min(_left, buffer.Length);
                buffer.Span[..given].Fill((byte)'x');
                _left -= given;
                return given;
            }

            return _left = await inner.ReadAsync(buffer, cancellationToken);
        }
    }
}
