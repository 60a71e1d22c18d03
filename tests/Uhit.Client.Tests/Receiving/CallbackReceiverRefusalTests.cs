using System.Text;
using Uhit.Client.Receiving;
using Uhit.Client.Store;
using Uhit.Client.Wire;
using static Uhit.Client.Tests.Receiving.CallbackMessages;

namespace Uhit.Client.Tests.Receiving;

/// <summary>What is not taken: the answer, and that the store stays empty.</summary>
public sealed class CallbackReceiverRefusalTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("PUT")]
    [InlineData("TRACE")]
    [InlineData("OPTIONS")]
    [InlineData("post")]
    public async Task Handle_OtherMethod_405WithAllow(string method)
    {
        using var fixture = await ReceiverFixture.CreateAsync(withInquiry: false);
        var response = await fixture.Receiver.HandleAsync(fixture.Request(method), Token);
        Assert.Equal(405, response.StatusCode);
        Assert.Contains(KeyValuePair.Create("Allow", "POST"), response.Headers);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/json")]
    [InlineData("text/html")]
    [InlineData("text/xml; charset=utf-7")]
    [InlineData("text/xml; charset=utf-32")]
    [InlineData("text/xml; charset=ibm037")]
    [InlineData("multipart/related; type=\"application/xop+xml\"")]
    public async Task Handle_OtherContentType_415(string? contentType)
    {
        using var fixture = await ReceiverFixture.CreateAsync(withInquiry: false);
        var request = fixture.Request("POST", contentType: contentType, body: new MemoryStream(Validation(Header("V-1"))));
        Assert.Equal(415, (await fixture.Receiver.HandleAsync(request, Token)).StatusCode);
        await AssertEmptyAsync(fixture);
    }

    [Theory]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("identity, gzip")]
    [InlineData("gzip, gzip")]
    [InlineData("unknown")]
    public async Task Handle_CompressedBody_415(string encoding)
    {
        using var fixture = await ReceiverFixture.CreateAsync(withInquiry: false);
        var request = fixture.Request(
            "POST", contentType: "text/xml", contentEncoding: encoding, body: new MemoryStream(Validation(Header("V-1"))));
        Assert.Equal(415, (await fixture.Receiver.HandleAsync(request, Token)).StatusCode);
        await AssertEmptyAsync(fixture);
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(null)]
    public async Task Handle_EmptyBody_400(long? length)
    {
        using var fixture = await ReceiverFixture.CreateAsync(withInquiry: false);
        var response = await fixture.Receiver.HandleAsync(fixture.Request("POST", contentType: "text/xml", length: length), Token);
        Assert.Equal(400, response.StatusCode);
        await AssertEmptyAsync(fixture);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Handle_TooLarge_413AndWhatWasSpooledIsGone(bool isDeclared)
    {
        using var fixture = await ReceiverFixture.CreateAsync(withInquiry: false, maxBodyBytes: 2_000_000);
        var body = Padded(Delivery(Header("D-1")));
        var request = fixture.Request(
            "POST", contentType: "text/xml", length: isDeclared ? body.Length : null, body: new MemoryStream(body));

        var response = await fixture.Receiver.HandleAsync(request, Token);

        Assert.Equal(413, response.StatusCode);
        await AssertEmptyAsync(fixture);
    }

    [Theory]
    [InlineData("not xml at all")]
    [InlineData("<Other/>")]
    [InlineData("<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body/></s:Envelope>")]
    [InlineData("<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><Unknown/></s:Body></s:Envelope>")]
    [InlineData(
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><s:Fault><faultcode>s:Client</faultcode></s:Fault>"
            + "</s:Body></s:Envelope>")]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"c\">]><s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"/>")]
    public async Task Handle_NoMessageOfTheService_FaultAndNothingStored(string body)
    {
        using var fixture = await ReceiverFixture.CreateAsync(withInquiry: false);
        var response = await fixture.SendAsync(Bytes(body));
        Assert.Equal(500, response.StatusCode);
        Assert.Equal(SoapFaultCode.Sender, ReceiverFixture.FaultOf(response).Code);
        await AssertEmptyAsync(fixture);
    }

    [Fact]
    public async Task Handle_TruncatedAnywhere_NothingStored()
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        var whole = Delivery(Header("D-1"));
        foreach (var length in Enumerable.Range(1, whole.Length - 1).Where(n => n % 97 == 0).Append(whole.Length - 1))
        {
            var response = await fixture.SendAsync(whole[..length]);
            Assert.Equal(500, response.StatusCode);
            Assert.Equal(SoapFaultCode.Sender, ReceiverFixture.FaultOf(response).Code);
        }

        await AssertEmptyAsync(fixture);
    }

    [Fact]
    public async Task Handle_UnknownHeaderThatMustBeUnderstood_MustUnderstandFault()
    {
        using var fixture = await ReceiverFixture.CreateAsync(withInquiry: false);
        var body = Text(Validation(Header("V-1"))).Replace(
            "<s:Body>", "<s:Header><x xmlns=\"urn:x\" s:mustUnderstand=\"1\"/></s:Header><s:Body>", StringComparison.Ordinal);
        Assert.Equal(SoapFaultCode.MustUnderstand, ReceiverFixture.FaultOf(await fixture.SendAsync(Bytes(body))).Code);
        await AssertEmptyAsync(fixture);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("\"\"", true)]
    [InlineData("NotifyValidation", true)]
    [InlineData("DeliverHistoricalUsage", false)]
    [InlineData("NotifyValidation/DeliverHistoricalUsage", false)]
    public async Task Handle_SoapAction_MustAgreeWithTheBody(string? action, bool isTaken)
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        var sent = action is null or "\"\"" ? action : '"' + ReferenceWireFormat.Instance.GetAction(UhitOperation.NotifyValidation).Replace(
            "NotifyValidation", action, StringComparison.Ordinal) + '"';

        var response = await fixture.SendAsync(Validation(Header("V-1")), soapAction: sent);

        Assert.Equal(isTaken ? 200 : 500, response.StatusCode);
        Assert.Equal(isTaken ? 1 : 0, (await fixture.StatisticsAsync()).Messages);
    }

    [Fact]
    public async Task Handle_EnvelopeOfTheOtherVersion_FaultInTheVersionOfTheContentType()
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        var response = await fixture.SendAsync(Validation(Header("V-1"), version: SoapVersion.Soap12), SoapVersion.Soap11);
        Assert.Equal((500, "text/xml; charset=utf-8"), (response.StatusCode, response.ContentType));
        await AssertEmptyAsync(fixture);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    public async Task Handle_PartThatCannotBe_Unreadable(int part, int parts)
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        var response = await fixture.SendAsync(Delivery(Header("D-1"), part: part, parts: parts));
        Assert.Equal("NotUnderstood", ReceiverFixture.FaultOf(response).Detail!.Code);
        Assert.Equal((0L, 1L), ((await fixture.StatisticsAsync()).Messages, (await fixture.StatisticsAsync()).Unreadable));
    }

    [Fact]
    public async Task Handle_UnreadableBeyondTheBound_NotedWithoutItsBody()
    {
        using var fixture = await ReceiverFixture.CreateAsync(maxUnreadableBytes: 10);
        await fixture.SendAsync(Delivery(Header("D-1"), part: 2));
        var kept = await fixture.Store.Inbox.ListAsync(null, InboxRoom.Unreadable, Token).SingleAsync(Token);
        Assert.Equal((false, "bad-part"), (kept.HasBody, kept.Reason));
    }

    [Theory]
    [InlineData("AppendBodyAsync")]
    [InlineData("AppendUsageAsync")]
    [InlineData("CommitAsync")]
    public async Task Handle_StoreFails_AskedToTryAgainAndNothingAcknowledged(string call)
    {
        var store = new GatedStore { FailsAt = call };
        using var fixture = await ReceiverFixture.CreateAsync(store);

        var response = await fixture.SendAsync(Padded(Delivery(Header("D-1"))));

        Assert.Equal(500, response.StatusCode);
        Assert.Equal(SoapFaultCode.Receiver, ReceiverFixture.FaultOf(response).Code);
        Assert.Contains(KeyValuePair.Create("Retry-After", "30"), response.Headers);
        await AssertEmptyAsync(fixture);

        store.FailsAt = null;
        Assert.Equal(200, (await fixture.SendAsync(Delivery(Header("D-1")))).StatusCode);
    }

    [Fact]
    public async Task Handle_SweptBeforeTheCommit_AskedToTryAgainAndNothingAcknowledged()
    {
        var store = new GatedStore { SweepsBeforeCommit = true };
        using var fixture = await ReceiverFixture.CreateAsync(store);

        var response = await fixture.SendAsync(Padded(Delivery(Header("D-1"))));

        Assert.Equal(SoapFaultCode.Receiver, ReceiverFixture.FaultOf(response).Code);
        await AssertEmptyAsync(fixture);

        store.SweepsBeforeCommit = false;
        Assert.Equal(200, (await fixture.SendAsync(Delivery(Header("D-1")))).StatusCode);
    }

    [Fact]
    public async Task Handle_UnreadableRoomFull_AnsweredAlikeAndLogged()
    {
        using var fixture = await ReceiverFixture.CreateAsync(new GatedStore { MaxEntries = 1 });
        await fixture.SendAsync(Delivery(Header("D-1"), part: 2));
        Assert.DoesNotContain(fixture.Log.Collector.GetSnapshot(), record => record.Id.Id == 1215);

        var response = await fixture.SendAsync(Delivery(Header("D-2"), part: 2));

        Assert.Equal("NotUnderstood", ReceiverFixture.FaultOf(response).Detail!.Code);
        Assert.Single(fixture.Log.Collector.GetSnapshot(), record => record.Id.Id == 1215);
        var statistics = await fixture.StatisticsAsync();
        Assert.Equal((1L, 0L), (statistics.Unreadable, statistics.StagedReceipts));

        for (var i = 0; i < LogLimiter.PerWindow + 1; i++)
        {
            await fixture.SendAsync(Delivery(Header("D-3" + i), part: 2));
        }

        fixture.Time.Advance(LogLimiter.Window);
        var log = fixture.Log.Collector.GetSnapshot();
        Assert.Equal(LogLimiter.PerWindow, log.Count(record => record.Id.Id == 1215));
        Assert.Contains(" 2 more", Assert.Single(log, record => record.Id.Id == 1635).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handle_UnreadableAndStoreFails_AskedToTryAgain()
    {
        using var fixture = await ReceiverFixture.CreateAsync(new GatedStore { FailsAt = "KeepUnreadableAsync" });
        var response = await fixture.SendAsync(Delivery(Header("D-1"), part: 2));
        Assert.Equal(SoapFaultCode.Receiver, ReceiverFixture.FaultOf(response).Code);
        await AssertEmptyAsync(fixture);
    }

    [Fact]
    public async Task Handle_UnreadableWaitsTooLongForOthers_AskedToTryAgainAndTheSettingIsNamed()
    {
        using var fixture = await ReceiverFixture.CreateAsync(
            new GatedStore { FailsAt = "KeepUnreadableAsync", Failure = new BodyException(BodyProblem.WaitedTooLong) });

        var response = await fixture.SendAsync(Delivery(Header("D-1"), part: 2));

        Assert.Equal("TryAgain", ReceiverFixture.FaultOf(response).Detail!.Code);
        var log = fixture.Log.Collector.GetSnapshot();
        Assert.Contains("Callback:MaxStagedBytes", Assert.Single(log, record => record.Id.Id == 1226).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(log, record => record.Id.Id == 1208);
        await AssertEmptyAsync(fixture);
    }

    [Fact]
    public async Task Handle_CallerBreaksOff_NothingStaysBehind()
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        using var aborted = new CancellationTokenSource();
        var body = new EndingStream(Padded(Delivery(Header("D-1"))), aborted.Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => fixture.Receiver.HandleAsync(fixture.Request("POST", contentType: "text/xml", body: body), aborted.Token));

        await AssertEmptyAsync(fixture);
    }

    [Fact]
    public async Task Handle_HostCantReadTheBody_AnsweredWithTheHostsStatus()
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        var request = new CallbackRequest
        {
            Method = "POST",
            ContentType = "text/xml",
            Body = new EndingStream(Validation(Header("V-1")), () => throw new IOException("too slow")),
            PeerCertificate = fixture.Post([]).PeerCertificate,
            StatusOfReadFailure = failure => failure is IOException ? 408 : null,
        };

        Assert.Equal(408, (await fixture.Receiver.HandleAsync(request, Token)).StatusCode);
        await AssertEmptyAsync(fixture);
    }

    [Fact]
    public async Task Handle_HostileIdentifiers_AreNotRepeated()
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        var hostile = "&lt;hostile&gt;" + new string('x', 100);
        var body = Text(Validation(Header("V-1"))).Replace("V-1", hostile, StringComparison.Ordinal);
        var response = await fixture.SendAsync(Bytes(body));
        Assert.Equal(500, response.StatusCode);
        Assert.DoesNotContain("hostile", Encoding.UTF8.GetString(response.Body.Span), StringComparison.Ordinal);
    }

    private static async Task AssertEmptyAsync(ReceiverFixture fixture)
    {
        var statistics = await fixture.StatisticsAsync();
        Assert.Equal(
            (0L, 0L, 0L, 0L, 0L),
            (statistics.Messages, statistics.Unmatched, statistics.Unreadable, statistics.UsageLines, statistics.StagedReceipts));
    }

    /// <summary>Gives its bytes, and then something happens instead of the end.</summary>
    private sealed class EndingStream(byte[] bytes, Action atEnd) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            if (read == 0)
            {
                atEnd();
                cancellationToken.ThrowIfCancellationRequested();
            }

            return read;
        }
    }
}
