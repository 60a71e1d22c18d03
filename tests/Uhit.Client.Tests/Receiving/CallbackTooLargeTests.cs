using Microsoft.Extensions.Logging;
using Uhit.Client.Certificates;
using Uhit.Client.Events;
using Uhit.Client.Receiving;
using static Uhit.Client.Tests.Receiving.CallbackMessages;

namespace Uhit.Client.Tests.Receiving;

/// <summary>A body that is too large: told as such whoever finds it so, in the log and as an event of its inquiry.</summary>
public sealed class CallbackTooLargeTests
{
    private const long Limit = 2_000_000;
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Handle_TooLarge_AWarningWithTheSettingAndAnEvent(bool isDeclared)
    {
        using var fixture = await ReceiverFixture.CreateAsync(maxBodyBytes: Limit);

        var response = await SendAsync(fixture, Large("D-1"), isDeclared);

        Assert.Equal((413, "The body is too large: the limit is 2000000 bytes.\n"), (response.StatusCode, Text(response.Body.ToArray())));
        Assert.Contains(KeyValuePair.Create("Connection", "close"), response.Headers);
        var logged = Assert.Single(fixture.Log.Collector.GetSnapshot(), record => record.Id.Id == 1209);
        Assert.Equal(LogLevel.Warning, logged.Level);
        Assert.Contains("Callback:MaxBodyBytes (2000000)", logged.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(fixture.Log.Collector.GetSnapshot(), record => record.Id.Id is 1210 or 1208);
        var stored = Assert.Single(await fixture.EventsAsync());
        var told = Assert.IsType<CallbackTooLarge>(EventTable.Default.Create(stored, null, fixture.Store));
        Assert.Equal(
            (Asked, UhitOperation.DeliverHistoricalUsage, "CNP", Limit), (told.RequestId, told.Operation, told.Peer, told.MaxBytes));
        Assert.Equal("D-1", told.Header.MessageId!.Value.Value);
        Assert.Equal(
            (0L, 0L, 0L), ((await fixture.StatisticsAsync()).Messages, (await fixture.StatisticsAsync()).Unreadable,
                (await fixture.StatisticsAsync()).StagedReceipts));
    }

    [Fact]
    public async Task Handle_HostRefusesMore_IsToldAsTooLargeAndNotAsBrokenOff()
    {
        using var fixture = await ReceiverFixture.CreateAsync(maxBodyBytes: 100_000_000);
        var request = Request(
            fixture, new EndingStream(Large("D-1"), () => throw new IOException("Request body too large.")), length: null);

        var response = await fixture.Receiver.HandleAsync(request, Token);

        Assert.Equal(413, response.StatusCode);
        Assert.Single(fixture.Log.Collector.GetSnapshot(), record => record.Id.Id == 1219 && record.Level == LogLevel.Warning);
        Assert.DoesNotContain(fixture.Log.Collector.GetSnapshot(), record => record.Id.Id is 1210 or 1209);
        Assert.Equal(StoredEventKind.CallbackTooLarge, Assert.Single(await fixture.EventsAsync()).Kind);
    }

    [Fact]
    public async Task Handle_SentAgainAndAgain_OneEventAndFewLines()
    {
        using var fixture = await ReceiverFixture.CreateAsync(maxBodyBytes: Limit);
        for (var i = 0; i < LogLimiter.PerWindow + 4; i++)
        {
            await SendAsync(fixture, Large("D-" + i), isDeclared: true);
        }

        Assert.Single(await fixture.EventsAsync());
        Assert.Equal(LogLimiter.PerWindow, fixture.Log.Collector.GetSnapshot().Count(record => record.Id.Id == 1209));
        fixture.Time.Advance(LogLimiter.Window);
        Assert.Contains(
            "4 more callbacks",
            Assert.Single(fixture.Log.Collector.GetSnapshot(), record => record.Id.Id == 1218).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handle_UnknownInquiryOrOtherAuthenticationIdOrNoHeader_AWarningAndNoEvent()
    {
        using var fixture = await ReceiverFixture.CreateAsync(maxBodyBytes: Limit);

        await SendAsync(fixture, Large("D-1", Header("D-1", RequestId.Parse("R-other"))), isDeclared: true);
        await SendAsync(fixture, Large("D-1", Header("D-1", authenticationId: AuthenticationId.Parse("987654321"))), isDeclared: false);
        await SendAsync(fixture, Bytes(Comments + Text(Delivery(Header("D-1")))), isDeclared: false);

        Assert.Empty(await fixture.EventsAsync());
        Assert.Equal(3, fixture.Log.Collector.GetSnapshot().Count(record => record.Id.Id == 1209));
    }

    [Fact]
    public async Task Handle_DeclaredTooLargeAndNothingFollows_AnsweredAfterAMoment()
    {
        using var fixture = await ReceiverFixture.CreateAsync(maxBodyBytes: Limit);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answering = fixture.Receiver.HandleAsync(Request(fixture, new SilentStream(begun), Limit + 1), Token);
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);

        fixture.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(413, (await answering.WaitAsync(TimeSpan.FromSeconds(30), Token)).StatusCode);
        Assert.Single(fixture.Log.Collector.GetSnapshot(), record => record.Id.Id == 1209);
    }

    [Fact]
    public async Task Handle_PeerRemovedWhileItsBodyArrives_RefusedAndNothingStored()
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        var removing = new EndingStream(Delivery(Header("D-1")), () => fixture.Receiver.Options.Peers.Update([]));

        var response = await fixture.Receiver.HandleAsync(Request(fixture, removing, length: null), Token);

        Assert.Equal(403, response.StatusCode);
        Assert.Single(fixture.Log.Collector.GetSnapshot(), record => record.Id.Id == 1220);
        var statistics = await fixture.StatisticsAsync();
        Assert.Equal((0L, 0L, 0L, 0L), (statistics.Messages, statistics.Unmatched, statistics.UsageLines, statistics.StagedReceipts));
        Assert.Empty(await fixture.EventsAsync());
    }

    [Fact]
    public async Task Handle_PeerRemovedManyTimes_AFewLinesAndACount()
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        var allowed = new PeerOptions();
        allowed.PinnedKeys.Add(KeyPin.Of(fixture.Post([]).PeerCertificate!).ToString());
        for (var i = 0; i < LogLimiter.PerWindow + 2; i++)
        {
            fixture.Receiver.Options.Peers.Update([allowed]);
            var removing = new EndingStream(Delivery(Header("D-1")), () => fixture.Receiver.Options.Peers.Update([]));
            Assert.Equal(403, (await fixture.Receiver.HandleAsync(Request(fixture, removing, length: null), Token)).StatusCode);
        }

        Assert.Equal(LogLimiter.PerWindow, fixture.Log.Collector.GetSnapshot().Count(record => record.Id.Id == 1220));
        fixture.Time.Advance(LogLimiter.Window);
        Assert.Contains(
            "2 more messages",
            Assert.Single(fixture.Log.Collector.GetSnapshot(), record => record.Id.Id == 1630).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handle_PeerRenamedWhileItsBodyArrives_AskedToTryAgain()
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        var renamed = new PeerOptions { Name = "Other" };
        renamed.PinnedKeys.Add(KeyPin.Of(fixture.Post([]).PeerCertificate!).ToString());
        var renaming = new EndingStream(Delivery(Header("D-1")), () => fixture.Receiver.Options.Peers.Update([renamed]));

        Assert.Equal(500, (await fixture.Receiver.HandleAsync(Request(fixture, renaming, length: null), Token)).StatusCode);
        Assert.Equal(0, (await fixture.StatisticsAsync()).Messages);
        Assert.Equal(200, (await fixture.SendAsync(Delivery(Header("D-1")))).StatusCode);
    }

    [Fact]
    public async Task Handle_PeerRemovedWhileAnUnreadableBodyArrives_NotKept()
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        var removing = new EndingStream(Delivery(Header("D-1"), part: 2), () => fixture.Receiver.Options.Peers.Update([]));

        Assert.Equal(403, (await fixture.Receiver.HandleAsync(Request(fixture, removing, length: null), Token)).StatusCode);
        Assert.Equal((0L, 0L), ((await fixture.StatisticsAsync()).Unreadable, (await fixture.StatisticsAsync()).StagedReceipts));
    }

    [Theory]
    [InlineData("text/plain", null, null, null, 415)]
    [InlineData("text/xml", "br", null, null, 415)]
    [InlineData("text/xml", null, 0L, null, 400)]
    [InlineData("text/xml", null, null, null, 400)]
    [InlineData("text/xml", null, 5L, "chunked", 400)]
    public async Task Handle_UnfitRequests_AreLoggedAFewTimesAndCounted(
        string contentType, string? contentEncoding, long? length, string? transferEncoding, int status)
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        for (var i = 0; i < LogLimiter.PerWindow + 2; i++)
        {
            var request = new CallbackRequest
            {
                Method = "POST",
                ContentType = contentType,
                ContentEncoding = contentEncoding,
                ContentLength = length,
                TransferEncoding = transferEncoding,
                Body = transferEncoding is null ? Stream.Null : new MemoryStream(Delivery(Header("D-1"))),
                PeerCertificate = fixture.Post([]).PeerCertificate,
            };
            var response = await fixture.Receiver.HandleAsync(request, Token);
            Assert.Equal(status, response.StatusCode);
            Assert.Equal(transferEncoding is not null, response.Headers.Contains(KeyValuePair.Create("Connection", "close")));
        }

        var logs = fixture.Log.Collector;
        Assert.Equal(LogLimiter.PerWindow, logs.GetSnapshot().Count(record => record.Id.Id == 1221 && record.Level == LogLevel.Warning));
        fixture.Time.Advance(LogLimiter.Window);
        Assert.Contains(
            $"2 more requests from CNP in the last minute were refused with status {status}",
            Assert.Single(logs.GetSnapshot(), record => record.Id.Id == 1222).Message,
            StringComparison.Ordinal);
        Assert.Equal(0, (await fixture.StatisticsAsync()).Messages);
    }

    private static string Comments => string.Concat(Enumerable.Repeat("<!--" + new string('x', 60_000) + "-->", 50));

    private static byte[] Large(string messageId, MessageHeader? header = null)
    {
        // The padding is behind the header, as the data of a large delivery is.
        var text = Text(Delivery(header ?? Header(messageId)));
        return Bytes(text.Replace("</s:Envelope>", Comments + "</s:Envelope>", StringComparison.Ordinal));
    }

    private static Task<CallbackResponse> SendAsync(ReceiverFixture fixture, byte[] body, bool isDeclared) =>
        fixture.Receiver.HandleAsync(Request(fixture, new MemoryStream(body), isDeclared ? body.Length : null), Token);

    private static CallbackRequest Request(ReceiverFixture fixture, Stream body, long? length) => new()
    {
        Method = "POST",
        ContentType = "text/xml",
        ContentLength = length,
        Body = body,
        PeerCertificate = fixture.Post([]).PeerCertificate,
        StatusOfReadFailure = failure => failure is IOException ? 413 : null,
    };

    /// <summary>Gives its bytes, and then something happens before the end.</summary>
    private sealed class EndingStream(byte[] bytes, Action atEnd) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            if (read == 0)
            {
                atEnd();
            }

            return read;
        }
    }

    /// <summary>A caller that sends nothing.</summary>
    private sealed class SilentStream(TaskCompletionSource begun) : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }
    }
}
