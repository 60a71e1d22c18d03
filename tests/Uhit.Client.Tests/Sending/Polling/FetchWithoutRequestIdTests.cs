using System.Text;
using Uhit.Client.Store;
using Uhit.Client.Testing;
using Uhit.Client.Tests.Wire.Support;
using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Sending.Polling;

/// <summary>Whatever is ready is asked for, and what comes names its inquiry by CNP's number only: it is
/// confirmed as that inquiry's, and by its own numbers.</summary>
public sealed class FetchWithoutRequestIdTests
{
    private static readonly WirePolling OfClient = new() { AsksPerClient = true };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Poll_TwoDocumentsReady_EachIsConfirmedAsItsInquirysAndOnce()
    {
        await using var fixture = await StartAsync(withMessageId: true);
        var (first, second) = (await fixture.SubmitAsync(InquiryBuilder.EsiIdOf(1)), await fixture.SubmitAsync(InquiryBuilder.EsiIdOf(2)));
        fixture.Ready.Enqueue(Document("M-2", "T-2", InquiryBuilder.EsiIdOf(2)));
        fixture.Ready.Enqueue(Document("M-1", "T-1", InquiryBuilder.EsiIdOf(1)));

        Assert.Equal(2, await fixture.PollAsync());
        await fixture.PollAsync();

        Assert.Equal([$"{second.Value}|M-2|T-2", $"{first.Value}|M-1|T-1"], fixture.Confirmed);
        foreach (var id in new[] { first, second })
        {
            var record = (await fixture.Store.Inquiries.FindAsync(FetchFixture.Client, id, Token))!;
            Assert.True(Assert.Single(record.Ledger.Fetches!).Value.IsConfirmed);
        }
    }

    // A crash before the confirmation: given out again, it is a copy of what is stored.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Poll_GivenOutAgain_IsConfirmedAsItsInquirys(bool withMessageId)
    {
        await using var fixture = await StartAsync(withMessageId);
        var id = await fixture.SubmitAsync(InquiryBuilder.EsiIdOf(1));
        await fixture.SubmitAsync(InquiryBuilder.EsiIdOf(2));
        var document = Document("M-1", "T-1", InquiryBuilder.EsiIdOf(1));
        fixture.Ready.Enqueue(document);
        fixture.Ready.Enqueue(document);

        Assert.Equal(1, await fixture.PollAsync());

        var expected = $"{id.Value}|{(withMessageId ? "M-1" : string.Empty)}|T-1";
        Assert.Equal([expected, expected], fixture.Confirmed);
        Assert.Single(await fixture.ListAsync(InboxRoom.Inbox));
    }

    [Fact]
    public async Task Poll_ItsInquiryIsNotKnownHere_IsConfirmedByItsOwnNumbers()
    {
        await using var fixture = await StartAsync(withMessageId: true);
        await fixture.SubmitAsync(InquiryBuilder.EsiIdOf(1));
        fixture.Ready.Enqueue(Document("M-9", "T-9", InquiryBuilder.EsiIdOf(1)));

        Assert.Equal(1, await fixture.PollAsync());

        Assert.Equal(["|M-9|T-9"], fixture.Confirmed);
        Assert.Single(await fixture.ListAsync(InboxRoom.Unmatched));
    }

    // What was stored before a crash may still have to be confirmed, with no inquiry that tells: it is asked
    // for once, and not given up because that once failed.
    [Fact]
    public async Task Poll_FirstRoundFails_AsksAgainUntilOneSucceeds()
    {
        await using var fixture = await StartAsync(withMessageId: true);
        fixture.Fails = 2;
        fixture.Ready.Enqueue(Document("M-9", "T-9", InquiryBuilder.EsiIdOf(1)));

        await Assert.ThrowsAsync<UhitServiceException>(fixture.PollAsync);
        await Assert.ThrowsAsync<UhitServiceException>(fixture.PollAsync);
        Assert.Equal(1, await fixture.PollAsync());
        var fetches = fixture.Fetches;
        Assert.Equal(0, await fixture.PollAsync());

        Assert.Equal(["|M-9|T-9"], fixture.Confirmed);
        Assert.Equal(fetches, fixture.Fetches);
    }

    private static async Task<FetchFixture> StartAsync(bool withMessageId)
    {
        var format = AlteredFormat.With(
            (nameof(SimulatedWireFormat.ReadCallback), a => Read((WireBody)a[1]!, (ICallbackSink)a[2]!, withMessageId)));
        var fixture = await FetchFixture.StartAsync(format, OfClient, CorrelationKinds.TransactionId);
        fixture.NumberOf = asked => "T-" + asked.Inquiry.Lines[0].EsiId.Value[^1];
        return fixture;
    }

    private static object? Read(WireBody body, ICallbackSink sink, bool withMessageId)
    {
        var reader = body.Reader;
        sink.OnHeader(new MessageHeader
        {
            AuthenticationId = default,
            RequestId = default,
            MessageId = withMessageId ? MessageId.Parse(reader.GetAttribute("message")!) : null,
        });
        sink.OnTransaction(TransactionId.Parse(reader.GetAttribute("number")!));
        sink.OnUsage(new UsageHistory
        {
            LineNumber = 1,
            EsiId = EsiId.Parse(reader.GetAttribute("esi")!),
            BillingPeriods =
                [new BillingPeriod { StartDate = new DateOnly(2026, 1, 1), EndDate = new DateOnly(2026, 2, 1), Usage = 12.5m }],
        });
        return null;
    }

    private static (string ContentType, string? ContentEncoding, byte[] Bytes) Document(string message, string number, EsiId esiId) =>
        ("text/xml", null, Encoding.UTF8.GetBytes(
            $"<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><Data xmlns='urn:t' message='{message}' "
                + $"number='{number}' esi='{esiId.Value}'/></s:Body></s:Envelope>"));
}
