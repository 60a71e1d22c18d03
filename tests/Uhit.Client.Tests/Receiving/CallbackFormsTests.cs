using System.Text;
using Uhit.Client.Receiving;
using Uhit.Client.Store;
using Uhit.Client.Tests.Decompression;
using Uhit.Client.Tests.Inbox;
using Uhit.Client.Tests.Wire.Support;
using Uhit.Client.Usage;
using static Uhit.Client.Tests.Receiving.CallbackMessages;

namespace Uhit.Client.Tests.Receiving;

/// <summary>Callbacks that come in other forms than one document in UTF-8.</summary>
public sealed class CallbackFormsTests
{
    private const string Multipart = "multipart/related; type=\"text/xml\"; boundary=\"zz\"; start=\"<root>\"";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string?> Forms => new()
    {
        { "text/xml; charset=utf-8", null },
        { "text/xml", "gzip" },
        { "text/xml; charset=utf-16", null },
        { "text/xml; charset=utf-16be", "x-gzip" },
        { "text/xml; charset=iso-8859-1", null },
        { "text/xml; charset=windows-1252", "gzip" },
        { Multipart, null },
        { Multipart, "gzip" },
        { "multipart/related; type=\"application/xop+xml\"; start-info=\"text/xml\"; boundary=zz; start=\"<root>\"", null },
    };

    // The digest is of what the message says: in another form it is the same message.
    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Handle_AnyForm_IsStoredAsItCameAndIsTheSameMessageAsThePlainOne(string contentType, string? contentEncoding)
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        var sent = InForm(Delivery(Header("D-1")), contentType, contentEncoding);

        var first = await SendAsync(fixture, sent, contentType, contentEncoding);
        var plain = await fixture.SendAsync(Delivery(Header("D-1")));

        Assert.Equal((200, 200), (first.StatusCode, plain.StatusCode));
        Assert.Equal(first.Body.ToArray(), plain.Body.ToArray());
        Assert.Contains("Accepted", Encoding.UTF8.GetString(first.Body.Span), StringComparison.Ordinal);
        var stored = await OnlyMessageAsync(fixture);
        Assert.Equal(sent, await BytesAsync(fixture.Store.Inbox, stored.Receipt, stored.BodyEncoding));
        Assert.Equal((sent.Length, contentEncoding), ((int)stored.BodyLength, stored.BodyContentEncoding));
        Assert.Equal(contentType == "text/xml; charset=utf-8" ? null : contentType, stored.BodyContentType);
    }

    // Conflicting content is found in any form.
    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Handle_OtherContentUnderTheSameNumber_IsRefusedInAnyForm(string contentType, string? contentEncoding)
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        await fixture.SendAsync(Delivery(Header("D-1")));

        var other = await SendAsync(
            fixture, InForm(Delivery(Header("D-1"), readings: 7), contentType, contentEncoding), contentType, contentEncoding);

        Assert.Contains("ConflictingContent", Encoding.UTF8.GetString(other.Body.Span), StringComparison.Ordinal);
        var kept = await fixture.Store.Inbox.ListAsync(ReceiverFixture.Client, InboxRoom.Unreadable, Token).ToListAsync(Token);
        Assert.Equal(
            contentEncoding, (await fixture.Store.Inbox.FindEntryAsync(Assert.Single(kept).Receipt, Token))!.BodyContentEncoding);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Replay_AnyForm_ReadsTheKeptBytes(string contentType, string? contentEncoding)
    {
        await using var fixture = await RoomFixture.CreateAsync(
            withInquiry: true, received: FailingWireFormat.With(new InvalidOperationException()));
        await SendAsync(fixture.Receiver, InForm(Delivery(Header("D-1")), contentType, contentEncoding), contentType, contentEncoding);
        var kept = Assert.Single(await fixture.ListAsync(InboxRoom.Unreadable));

        Assert.Equal(InboxActionOutcome.Stored, (await fixture.Inbox.ReplayAsync(kept.Receipt, Token)).Outcome);

        var stored = await OnlyMessageAsync(fixture.Receiver);
        Assert.Equal(contentEncoding, stored.BodyContentEncoding);
        Assert.Equal(2, (await fixture.Store.Inbox.ReadMessageUsageAsync(stored.Receipt, Token).ToListAsync(Token)).Count);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Import_AnyForm_AdoptsTheStoredBytes(string contentType, string? contentEncoding)
    {
        await using var fixture = await RoomFixture.CreateAsync();
        await SendAsync(fixture.Receiver, InForm(Validation(Header("V-1")), contentType, contentEncoding), contentType, contentEncoding);

        Assert.Equal(1, (await fixture.ImportAsync()).Adopted);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task OpenDocument_AnyForm_IsTheXmlInUtf8(string contentType, string? contentEncoding)
    {
        await using var fixture = await RoomFixture.CreateAsync();
        await SendAsync(fixture.Receiver, InForm(Validation(Header("V-1")), contentType, contentEncoding), contentType, contentEncoding);
        var entry = Assert.Single(await fixture.ListAsync(InboxRoom.Unmatched));

        await using var document = await fixture.Inbox.OpenDocumentAsync(entry.Receipt, Token);
        using var all = new MemoryStream();
        await document!.CopyToAsync(all, Token);

        Assert.Equal(Validation(Header("V-1")), all.ToArray());
        Assert.Null(await fixture.Inbox.OpenDocumentAsync(ReceiptId.Create(fixture.Time), Token));
    }

    public static TheoryData<string, string, string?, byte[], int> Hostile
    {
        get
        {
            var whole = Delivery(Header("D-1"));
            byte[] Parts(string before, string behind) =>
                [.. Encoding.ASCII.GetBytes(before), .. whole, .. Encoding.ASCII.GetBytes(behind)];
            return new TheoryData<string, string, string?, byte[], int>
            {
                { "gzip cut off", "text/xml", "gzip", Packed.Gzip(whole)[..^9], 500 },
                { "gzip damaged", "text/xml", "gzip", [.. Packed.Gzip(whole)[..^8], 1, 2, 3, 4, 5, 6, 7, 8], 500 },
                { "gzip that is plain", "text/xml", "gzip", whole, 500 },
                { "gzip in gzip", "text/xml", "gzip", Packed.Gzip(Packed.Gzip(whole)), 500 },
                { "zip", "text/xml", "gzip", Packed.Zip(true, System.IO.Compression.CompressionLevel.Fastest, ("a", whole)), 500 },
                { "bomb of zeros", "text/xml", "gzip", Packed.Gzip(new byte[100 * 1024 * 1024]), 500 },
                { "bomb of spaces", "text/xml", "gzip", Packed.Gzip([.. "<a>"u8, .. Enumerable.Repeat((byte)' ', 100 * 1024 * 1024)]),
                    500 },
                { "larger than allowed", "text/xml", "gzip", Packed.Gzip(Delivery(Header("D-1"), readings: 150_000)), 413 },
                { "UTF-16 in name only", "text/xml; charset=utf-16be", null,
                    Encoding.Unicode.GetBytes("\uFEFF<a>").Concat(new byte[] { 0x3C }).ToArray(), 500 },
                { "Latin-1 as UTF-8", "text/xml; charset=utf-8", null,
                    Encoding.Latin1.GetBytes("<?xml version='1.0' encoding='iso-8859-1'?><a>é</a>"), 500 },
                { "no root part", Multipart, null, Parts("--zz\r\nContent-ID: <other>\r\n\r\n", "\r\n--zz--"), 500 },
                { "part with endless headers", Multipart, null,
                    Parts("--zz\r\nContent-ID: <root>\r\nX: " + new string('x', 100_000) + "\r\n\r\n", "\r\n--zz--"), 500 },
                { "ten thousand parts", Multipart, null,
                    Parts(
                        "--zz\r\nContent-ID: <root>\r\n\r\n",
                        string.Concat(Enumerable.Repeat("\r\n--zz\r\n\r\n", 10_000)) + "\r\n--zz--"), 500 },
                { "ten thousand parts before", Multipart, null,
                    Parts(
                        string.Concat(Enumerable.Repeat("--zz\r\n\r\n\r\n", 10_000)) + "--zz\r\nContent-ID: <root>\r\n\r\n",
                        "\r\n--zz--"), 500 },
                { "preamble of noise", Multipart, null,
                    Parts(new string('x', 1_000_000) + "\r\n--zz\r\nContent-ID: <root>\r\n\r\n", "\r\n--zz--"), 500 },
                { "SOAP 1.2 inside", "multipart/related; type=\"application/soap+xml\"; boundary=zz", null,
                    Parts("--zz\r\n\r\n", "\r\n--zz--"), 500 },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Hostile), DisableDiscoveryEnumeration = true)]
    public async Task Handle_HostileForms_StoreNothing(string what, string contentType, string? contentEncoding, byte[] body, int status)
    {
        using var fixture = await ReceiverFixture.CreateAsync(maxBodyBytes: 8 * 1024 * 1024);

        var response = await SendAsync(fixture, body, contentType, contentEncoding);

        Assert.True(status == response.StatusCode, $"{what}: {response.StatusCode}");
        Assert.DoesNotContain("TryAgain", Encoding.UTF8.GetString(response.Body.Span), StringComparison.Ordinal);
        foreach (var room in Enum.GetValues<InboxRoom>())
        {
            Assert.Empty(await fixture.Store.Inbox.ListAsync(ReceiverFixture.Client, room, Token).ToListAsync(Token));
        }

        Assert.Equal(0, (await fixture.StatisticsAsync()).StagedReceipts);
        Assert.DoesNotContain(fixture.Log.Collector.GetSnapshot(), record => record.Level == Microsoft.Extensions.Logging.LogLevel.Error);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Handle_FileAsMtomPart_IsRead(bool isFirst, bool isPacked)
    {
        using var fixture = await ReceiverFixture.CreateAsync(format: CsvPayloadFormat.Create());
        const string Type = "multipart/related; type=\"application/xop+xml\"; start-info=\"text/xml\"; boundary=zz; start=\"<root>\"";
        var usage =
            new UsageHistory
            {
                LineNumber = 1,
                EsiId = EsiIds[0],
                BillingPeriods =
                    [new BillingPeriod { StartDate = new DateOnly(2026, 1, 1), EndDate = new DateOnly(2026, 2, 1), Usage = 12.5m }],
            };
        var root =
            "--zz\r\nContent-Type: application/xop+xml; charset=utf-8\r\nContent-ID: <root>\r\n\r\n<s:Envelope "
                + "xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><d:Data xmlns:d='urn:test:payload' "
                + $"head='{ThirdParty}|{Asked}|D-1|2026-06-15T12:00:00Z||X-1|1|1'><d:File>"
                + "<i:Include xmlns:i='http://www.w3.org/2004/08/xop/include' href='cid:file%40cnp'/></d:File></d:Data></s:Body>"
                + "</s:Envelope>\r\n";
        byte[] file =
        [
            .. "--zz\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <file@cnp>\r\n\r\n"u8,
            .. CsvPayloadFormat.Packed([usage]),
            .. "\r\n"u8,
        ];
        byte[] body = isFirst
            ? [.. file, .. Encoding.UTF8.GetBytes(root), .. "--zz--"u8]
            : [.. Encoding.UTF8.GetBytes(root), .. file, .. "--zz--"u8];

        var response = await SendAsync(fixture, isPacked ? Packed.Gzip(body) : body, Type, isPacked ? "gzip" : null);

        Assert.Contains("Accepted", Encoding.UTF8.GetString(response.Body.Span), StringComparison.Ordinal);
        var stored = await OnlyMessageAsync(fixture);
        var read = Assert.Single(await fixture.Store.Inbox.ReadMessageUsageAsync(stored.Receipt, Token).ToListAsync(Token));
        Assert.Equal(12.5m, Assert.Single(UsageCodec.Unpack(read).BillingPeriods).Usage);
    }

    // The message is well-formed: it is kept, and can be read once the format is mended or CNP is asked.
    [Theory]
    [InlineData("<d:File>H4sIAAAA</d:File>", "payload-cut-off")]
    [InlineData("<d:File>QUJD</d:File>", "payload-cut-off")]
    [InlineData("<d:File><i:Include xmlns:i='http://www.w3.org/2004/08/xop/include' href='cid:none'/></d:File>", "payload-missing")]
    [InlineData(
        "<d:File><i:Include xmlns:i='http://www.w3.org/2004/08/xop/include' href='http://169.254.169.254/'/></d:File>",
        "payload-not-taken")]
    public async Task Handle_BrokenFile_IsKeptAsUnreadable(string file, string reason)
    {
        using var fixture = await ReceiverFixture.CreateAsync(format: CsvPayloadFormat.Create());
        var body =
            "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>"
                + $"<d:Data xmlns:d='urn:test:payload' head='{ThirdParty}|{Asked}|D-1|2026-06-15T12:00:00Z||X-1|1|1'>{file}</d:Data>"
                + "</s:Body></s:Envelope>";

        var response = await SendAsync(fixture, Encoding.UTF8.GetBytes(body), "text/xml", null);

        Assert.Equal(500, response.StatusCode);
        Assert.Equal(
            reason, Assert.Single(
                await fixture.Store.Inbox.ListAsync(ReceiverFixture.Client, InboxRoom.Unreadable, Token).ToListAsync(Token)).Reason);
    }

    private static Task<CallbackResponse> SendAsync(ReceiverFixture fixture, byte[] body, string contentType, string? contentEncoding)
    {
        var plain = fixture.Post(body);
        return fixture.Receiver.HandleAsync(
            new CallbackRequest
            {
                Method = "POST",
                ContentType = contentType,
                ContentEncoding = contentEncoding,
                ContentLength = body.Length,
                Body = SplitStream.Random(body, body.Length),
                PeerCertificate = plain.PeerCertificate,
            },
            Token);
    }

    private static byte[] InForm(byte[] utf8, string contentType, string? contentEncoding)
    {
        var text = Encoding.UTF8.GetString(utf8);
        byte[] Named(string encoding, Encoding encoder) =>
            [.. encoder.GetPreamble(), .. encoder.GetBytes(text.Replace("utf-8", encoding, StringComparison.Ordinal))];
        var bytes = contentType.Contains("utf-16be", StringComparison.Ordinal) ? Named("utf-16", Encoding.BigEndianUnicode)
            : contentType.Contains("utf-16", StringComparison.Ordinal) ? Named("utf-16", Encoding.Unicode)
            : contentType.Contains("1252", StringComparison.Ordinal) || contentType.Contains("8859", StringComparison.Ordinal)
            ? Named("iso-8859-1", Encoding.Latin1)
            : utf8;
        if (contentType.StartsWith("multipart", StringComparison.Ordinal))
        {
            bytes =
            [
                .. "--zz\r\nContent-ID: <first>\r\n\r\nnot it\r\n"u8,
                .. "--zz\r\nContent-Type: text/xml; charset=utf-8\r\nContent-ID: <root>\r\n\r\n"u8,
                .. bytes,
                .. "\r\n--zz--\r\n"u8,
            ];
        }

        return contentEncoding is null ? bytes : Packed.Gzip(bytes);
    }

    private static async Task<InboxMessage> OnlyMessageAsync(ReceiverFixture fixture)
    {
        var entries = await fixture.Store.Inbox.ListAsync(ReceiverFixture.Client, InboxRoom.Inbox, Token).ToListAsync(Token);
        return (await fixture.Store.Inbox.FindAsync(Assert.Single(entries).Receipt, Token))!;
    }

    private static async Task<byte[]> BytesAsync(ICallbackInbox inbox, ReceiptId receipt, string encoding)
    {
        await using var body = await StoredBodies.OpenAsync(inbox, receipt, encoding, Token);
        using var all = new MemoryStream();
        await body.CopyToAsync(all, Token);
        return all.ToArray();
    }
}
