using System.Text;
using Uhit.Client.Receiving;
using Uhit.Client.Store;
using Uhit.Client.Testing;
using Uhit.Client.Tests.Decompression;
using Uhit.Client.Tests.Wire.Support;
using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Sending.Polling;

/// <summary>What is fetched comes in every form that a callback may have, with its data in a part beside the document: it is stored as it
/// came, and read again from there.</summary>
public sealed class FetchFormsTests
{
    private const string Mtom = "multipart/related; type=\"application/xop+xml\"; start-info=\"text/xml\"; boundary=zz; start=\"<root>\"";

    // As some services write it: a root part of text/xml, an id with a URL in it, and a line break before the first boundary.
    private const string Soap11Mtom = "multipart/related; type=\"application/xop+xml\"; boundary=\"uuid:zz\"; "
        + "start=\"<root.message@cxf.apache.org>\"; start-info=\"text/xml\"";

    private static readonly EsiId Esi = InquiryBuilder.EsiIdOf(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Mtom, null, "utf-8", false)]
    [InlineData(Mtom, "gzip", "utf-8", false)]
    [InlineData(Mtom, null, "utf-8", true)]
    [InlineData(Mtom, null, "utf-16", false)]
    [InlineData(Soap11Mtom, null, "utf-8", false)]
    [InlineData("text/xml", "gzip", "utf-8", false)]
    [InlineData("text/xml; charset=utf-16", null, "utf-16", false)]
    [InlineData("text/xml", null, "iso-8859-1", false)]
    [InlineData("text/xml; charset=utf-8", null, "utf-8", false)]
    public async Task Poll_AnyForm_IsStoredByteForByteAndItsDataAreRead(
        string contentType, string? contentEncoding, string charset, bool isLarge)
    {
        await using var fixture = await FetchFixture.StartAsync(Fetched(), new WirePolling { Confirms = false });
        var id = await fixture.SubmitAsync(Esi);
        var bytes = Answer(id, contentType, contentEncoding, charset, isLarge);
        fixture.Ready.Enqueue((contentType, contentEncoding, bytes));

        Assert.Equal(1, await fixture.PollAsync());

        var stored = await OnlyAsync(fixture, InboxRoom.Inbox);
        Assert.Equal(bytes, await BytesAsync(fixture, stored));
        Assert.Equal([12.5m], (await fixture.Usage.ReadUsageAsync(id, Token).ToListAsync(Token)).SelectMany(usage => usage.BillingPeriods)
            .Select(bill => bill.Usage));
        await using var document = await fixture.Inbox.OpenDocumentAsync(stored.Receipt, Token);
        using var reader = new StreamReader(document!, Encoding.UTF8);
        Assert.Contains("<d:Data", await reader.ReadToEndAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Mtom, null, "utf-8")]
    [InlineData(Mtom, "gzip", "utf-8")]
    [InlineData("text/xml", null, "iso-8859-1")]
    public async Task Adopt_FetchedBeforeItsInquiryWasKnown_IsReadAgainWithItsParts(
        string contentType, string? contentEncoding, string charset)
    {
        await using var fixture = await FetchFixture.StartAsync(
            Fetched(), new WirePolling { AsksPerClient = true, Confirms = false });
        await fixture.SubmitAsync(Esi);
        var elsewhere = RequestId.Parse("R-elsewhere");
        fixture.Ready.Enqueue((contentType, contentEncoding, Answer(elsewhere, contentType, contentEncoding, charset, isLarge: false)));
        await fixture.PollAsync();
        var waiting = await OnlyAsync(fixture, InboxRoom.Unmatched);
        var known = (await fixture.Store.Inquiries.FindAsync(FetchFixture.Client, fixture.Asked[0].Header.RequestId, Token))!;
        await fixture.Store.Inquiries.AddAsync(known with { RequestId = elsewhere }, Token);

        Assert.Equal(InboxActionOutcome.Adopted, (await fixture.Inbox.AdoptAsync(waiting.Receipt, Token)).Outcome);

        Assert.Equal(
            [12.5m], (await fixture.Usage.ReadUsageAsync(elsewhere, Token).ToListAsync(Token)).SelectMany(usage => usage.BillingPeriods)
                .Select(bill => bill.Usage));
    }

    [Theory]
    [InlineData(Mtom, null)]
    [InlineData(Mtom, "gzip")]
    public async Task Replay_KeptAsUnreadable_IsReadAgainWithItsParts(string contentType, string? contentEncoding)
    {
        var isBroken = true;
        await using var fixture = await FetchFixture.StartAsync(Fetched(() => isBroken), new WirePolling { Confirms = false });
        var id = await fixture.SubmitAsync(Esi);
        fixture.Ready.Enqueue((contentType, contentEncoding, Answer(id, contentType, contentEncoding, "utf-8", isLarge: false)));
        await Assert.ThrowsAsync<UhitServiceException>(fixture.PollAsync);
        isBroken = false;

        Assert.Equal(
            InboxActionOutcome.Stored,
            (await fixture.Inbox.ReplayAsync((await OnlyAsync(fixture, InboxRoom.Unreadable)).Receipt, Token)).Outcome);

        Assert.Equal([12.5m], (await fixture.Usage.ReadUsageAsync(id, Token).ToListAsync(Token)).SelectMany(usage => usage.BillingPeriods)
            .Select(bill => bill.Usage));
    }

    [Fact]
    public async Task Poll_TheFetchOfOneCanNotBeWritten_TheOthersAreAskedAllTheSame()
    {
        await using var fixture = await FetchFixture.StartAsync(
            Fetched(), new WirePolling { Confirms = false },
            settings: static (_, settings) => settings["Uhit:Test:Polling:MaxConcurrency"] = "1");
        await fixture.SubmitAsync(InquiryBuilder.EsiIdOf(2));
        var id = await fixture.SubmitAsync(Esi);
        var isFirst = true;
        fixture.OnWrite = _ =>
        {
            var fails = isFirst;
            isFirst = false;
            if (fails)
            {
                throw new WireFormatException("value-not-writable", "Fetch");
            }
        };
        fixture.Ready.Enqueue(("text/xml", null, Answer(id, "text/xml", null, "utf-8", isLarge: false)));

        var failure = await Assert.ThrowsAsync<UhitConnectionException>(fixture.PollAsync);

        Assert.Contains("could not write the fetch", failure.Message, StringComparison.Ordinal);
        Assert.Single(await fixture.ListAsync(InboxRoom.Inbox));
    }

    // As versions before stored it: the document alone, in UTF-8, whatever it declares.
    [Fact]
    public void FormOf_StoredWithoutAContentType_IsItsDocumentInUtf8()
    {
        var form = ServicePeer.FormOf(ServicePeer.Fetched, null, null);
        using var document = form.OpenDocument(
            new MemoryStream("<?xml version='1.0' encoding='iso-8859-1'?><a>é</a>"u8.ToArray()), Client.Wire.MessageLimits.Default);
        using var reader = new StreamReader(document, Encoding.UTF8);

        Assert.Contains("é", reader.ReadToEnd(), StringComparison.Ordinal);
        Assert.Null(ServicePeer.ContentTypeOf(ServicePeer.Fetched, form));
        Assert.Equal("text/xml", ServicePeer.ContentTypeOf(ServicePeer.Answered, Client.Wire.Decoding.WireForm.Plain));
    }

    private static SimulatedWireFormat Fetched(Func<bool>? isBroken = null)
    {
        var format = CsvPayloadFormat.Create();
        return AlteredFormat.Of(format, (nameof(SimulatedWireFormat.ReadCallback), a =>
        {
            if (isBroken?.Invoke() is true)
            {
                throw new InvalidOperationException();
            }

            format.ReadCallback(UhitOperation.DeliverHistoricalUsage, (WireBody)a[1]!, (ICallbackSink)a[2]!);
            return null;
        }
        ));
    }

    private static byte[] Answer(RequestId id, string contentType, string? contentEncoding, string charset, bool isLarge)
    {
        if (contentType == Soap11Mtom)
        {
            var plain = Encoding.Latin1.GetString(Answer(id, Mtom, null, charset, isLarge));
            return Encoding.Latin1.GetBytes("\r\n" + plain
                .Replace("--zz", "--uuid:zz", StringComparison.Ordinal)
                .Replace("<root>", "<root.message@cxf.apache.org>", StringComparison.Ordinal)
                .Replace("application/xop+xml; charset", "text/xml; charset", StringComparison.Ordinal)
                .Replace("cid:file@cnp", "cid:1-2@http%3A%2F%2Fcxf.apache.org%2F", StringComparison.Ordinal)
                .Replace("<file@cnp>", "<1-2@http://cxf.apache.org/>", StringComparison.Ordinal));
        }

        var isParted = contentType.StartsWith("multipart", StringComparison.Ordinal);
        var usage =
            new UsageHistory
            {
                LineNumber = 1,
                EsiId = Esi,
                BillingPeriods =
                    [new BillingPeriod { StartDate = new DateOnly(2026, 1, 1), EndDate = new DateOnly(2026, 2, 1), Usage = 12.5m }],
            };
        var file = CsvPayloadFormat.Packed([usage]);
        var content = isParted
            ? "<i:Include xmlns:i='http://www.w3.org/2004/08/xop/include' href='cid:file@cnp'/>"
            : Convert.ToBase64String(file);
        var text = $"<?xml version='1.0' encoding='{charset}'?><s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>"
            + $"<d:Data xmlns:d='urn:test:payload' head='123456789|{id.Value}|D-1|2026-06-15T12:00:00Z||X-1|1|1' name='é'>"
            + $"<d:File>{content}</d:File></d:Data></s:Body></s:Envelope>";
        var encoding = charset switch { "utf-16" => Encoding.Unicode, "iso-8859-1" => Encoding.Latin1, _ => new UTF8Encoding(false) };
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
        if (isParted)
        {
            var filler = new byte[isLarge ? 5_000_000 : 3];
            new Random(1).NextBytes(filler);
            bytes =
            [
                .. Encoding.ASCII.GetBytes($"--zz\r\nContent-Type: application/xop+xml; charset={charset}\r\nContent-ID: <root>\r\n\r\n"),
                .. bytes,
                .. "\r\n--zz\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <other@cnp>\r\n\r\n"u8,
                .. filler, .. "\r\n--zz\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\n"u8,
                .. "Content-ID: <file@cnp>\r\n\r\n"u8, .. file, .. "\r\n--zz--"u8,
            ];
        }

        return contentEncoding is null ? bytes : Packed.Gzip(bytes);
    }

    private static async Task<InboxEntry> OnlyAsync(FetchFixture fixture, InboxRoom room) => Assert.Single(await fixture.ListAsync(room));

    private static async Task<byte[]> BytesAsync(FetchFixture fixture, InboxEntry entry)
    {
        await using var body = await fixture.Inbox.OpenBodyAsync(entry.Receipt, Token);
        using var all = new MemoryStream();
        await body!.CopyToAsync(all, Token);
        return all.ToArray();
    }
}
