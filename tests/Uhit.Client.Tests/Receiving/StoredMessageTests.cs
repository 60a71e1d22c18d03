using Uhit.Client.Receiving;
using Uhit.Client.Store;
using Uhit.Client.Tests.Wire.Support;
using Uhit.Client.Wire;
using static Uhit.Client.Tests.Receiving.CallbackMessages;

namespace Uhit.Client.Tests.Receiving;

/// <summary>What is kept beside the bytes of a message: by it the message is found, shown, and read again as it came.</summary>
public sealed class StoredMessageTests
{
    private static readonly RequestId Unknown = RequestId.Parse("R-unknown");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("notices", "urn:action", "notices", "urn:action")]
    [InlineData("", "", null, null)]
    public async Task Handle_Message_IsKeptWithHowItCame(string path, string action, string? keptPath, string? keptAction)
    {
        using var fixture = await CreateAsync(path);
        var body = Delivery(Header("D-1"));

        var response = await fixture.Receiver.HandleAsync(Post(fixture, body, path, action), Token);

        Assert.Equal(200, response.StatusCode);
        var message = await MessageAsync(fixture, InboxRoom.Inbox);
        Assert.Equal((keptPath, keptAction), (message.CallbackPath, message.SoapAction));
        Assert.Equal(
            (ReceiverFixture.Client, UhitEnvironment.Test, fixture.Receiver.Options.Peers.Evaluate(Caller(fixture), null).PeerName),
            (message.Client, message.Environment, message.Peer));
        Assert.Equal(
            (UhitOperation.DeliverHistoricalUsage, "D-1", body.Length, EsiIds.Length, fixture.Time.GetUtcNow()),
            (message.Operation, message.MessageKey, (int)message.BodyLength, message.UsageCount, message.ReceivedAt));
    }

    [Fact]
    public async Task Handle_UnknownInquiry_ItsEventSaysWhatCame()
    {
        using var fixture = await ReceiverFixture.CreateAsync();

        await fixture.SendAsync(Delivery(Header("D-1", Unknown)));

        var message = await MessageAsync(fixture, InboxRoom.Unmatched);
        var stored = Assert.Single(await fixture.EventsAsync(Unknown));
        Assert.Equal((StoredEventKind.CallbackUnmatched, message.Receipt), (stored.Kind, stored.Receipt));
        var content = stored.Content;
        Assert.Equal(
            (UhitOperation.DeliverHistoricalUsage, message.Peer, Header("D-1", Unknown), TransactionId.Parse("T-1")),
            (content.Operation, content.Peer, content.Header, content.TransactionId));
        Assert.Equal((new DeliveryPart(DeliveryId.Parse("D-1"), 1, 1), EsiIds.Length), (content.Part, content.UsageCount));
    }

    [Fact]
    public async Task OnSent_AnswerWentOut_ItsEventSaysWhatWasAnswered()
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        var response = await fixture.SendAsync(Validation(Header("V-1")));
        var receivedAt = fixture.Time.GetUtcNow();
        fixture.Time.Advance(TimeSpan.FromSeconds(5));

        await response.OnSentAsync(Token);

        var message = await MessageAsync(fixture, InboxRoom.Inbox);
        var stored = Assert.Single(await fixture.EventsAsync(), stored => stored.Kind == StoredEventKind.CallbackAcknowledged);
        Assert.Equal((message.Receipt, receivedAt.AddSeconds(5)), (stored.Receipt, stored.OccurredAt));
        var content = stored.Content;
        Assert.Equal(
            (UhitOperation.NotifyValidation, message.Peer, Header("V-1")), (content.Operation, content.Peer, content.Header));
        var answer = content.Acknowledgement!;
        Assert.Equal(
            (Asked, MessageId.Parse("V-1"), receivedAt, AcknowledgementStatus.Accepted),
            (answer.RequestId, answer.MessageId, answer.ReceivedAt, answer.Status));
    }

    [Theory]
    [InlineData("notices", "urn:action", "notices", "urn:action")]
    [InlineData("", "", null, null)]
    public async Task Handle_NotTranslatable_IsKeptWithHowItCame(string path, string action, string? keptPath, string? keptAction)
    {
        using var fixture = await CreateAsync(path);
        var body = Bytes(Text(Delivery(Header("D-1"))).Replace(EsiIds[1].Value, "none", StringComparison.Ordinal));

        await fixture.Receiver.HandleAsync(Post(fixture, body, path, action), Token);

        var entry = await fixture.Store.Inbox.ListAsync(ReceiverFixture.Client, InboxRoom.Unreadable, Token).SingleAsync(Token);
        var kept = (await fixture.Store.Inbox.FindEntryAsync(entry.Receipt, Token))!;
        Assert.Equal((keptPath, keptAction), (kept.CallbackPath, kept.SoapAction));
        Assert.Equal(
            (UhitOperation.DeliverHistoricalUsage, "D-1", "bad-value", body.Length, fixture.Time.GetUtcNow()),
            (kept.Operation, kept.MessageKey, kept.Reason, (int)kept.BodyLength, kept.ReceivedAt));
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(body), kept.BodySha256.ToArray());
    }

    // What belongs to a message is nobody's to throw away; what does not is not left to the sweep.
    [Theory]
    [InlineData("stored", 0)]
    [InlineData("unmatched", 0)]
    [InlineData("unreadable", 0)]
    [InlineData("duplicate", 1)]
    [InlineData("malformed", 1)]
    public async Task Handle_WhatIsStaged_IsThrownAwayOnlyWhereItBelongsToNoMessage(string ending, int discards)
    {
        var store = new GatedStore();
        using var fixture = await ReceiverFixture.CreateAsync(store);
        if (ending == "duplicate")
        {
            await fixture.SendAsync(Delivery(Header("D-1")));
        }

        await fixture.SendAsync(ending switch
        {
            "unmatched" => Delivery(Header("D-1", Unknown)),
            "unreadable" => Delivery(Header("D-1"), part: 2),
            "malformed" => Delivery(Header("D-1"))[..^5],
            _ => Delivery(Header("D-1")),
        });

        Assert.Equal(discards, store.Discards);
    }

    // Nobody can say that the two are the same: taken for a copy, the second would be thrown away.
    [Fact]
    public async Task Handle_StoredOneOfAnOlderDigestCanNotBeReadAnyMore_IsKeptAsAConflict()
    {
        var reads = 0;
        using var fixture = await ReceiverFixture.CreateAsync(
            new GatedStore { FirstHasAnOlderDigest = true },
            format: AlteredFormat.With((nameof(SimulatedWireFormat.ReadCallback), args =>
            {
                if (++reads == 3)
                {
                    throw new WireFormatException("bad-value", "EsiId");
                }

                ReferenceWireFormat.Instance.ReadCallback((UhitOperation)args[0]!, (WireBody)args[1]!, (ICallbackSink)args[2]!);
                return null;
            }
        )));
        await fixture.SendAsync(Delivery(Header("D-1")));

        var response = await fixture.SendAsync(Delivery(Header("D-1")));

        var answer = ReceiverFixture.AnswerOf(response, UhitOperation.DeliverHistoricalUsage);
        Assert.Equal((AcknowledgementStatus.Rejected, "ConflictingContent"), (answer.Status, Assert.Single(answer.Errors).Code));
        Assert.Equal(1, (await fixture.StatisticsAsync()).Unreadable);
    }

    // Each commit costs the store a sync, each line in memory room: a thousand lines go together.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(999, 1)]
    [InlineData(1000, 1)]
    [InlineData(1001, 2)]
    [InlineData(2000, 2)]
    public async Task Handle_ManyLines_AreAppendedInBatchesOfAThousand(int lines, int appends)
    {
        var store = new GatedStore();
        using var fixture = await ReceiverFixture.CreateAsync(store);

        await fixture.SendAsync(CallbackFloodTests.Flood("D-1", lines, _ => EsiIds[0].Value));

        Assert.Equal(appends, store.UsageAppends);
        Assert.Equal(lines, (await fixture.StatisticsAsync()).UsageLines);
    }

    private static Task<ReceiverFixture> CreateAsync(string path) => ReceiverFixture.CreateAsync(format: AlteredFormat.With(
        (nameof(SimulatedWireFormat.CallbackPaths), _ => new[] { path }), (nameof(SimulatedWireFormat.IsAction), _ => true)));

    private static System.Security.Cryptography.X509Certificates.X509Certificate2 Caller(ReceiverFixture fixture) =>
        fixture.Post([]).PeerCertificate!;

    private static CallbackRequest Post(ReceiverFixture fixture, byte[] body, string path, string action) => new()
    {
        Method = "POST",
        Path = path,
        ContentType = "text/xml; charset=utf-8",
        SoapAction = action,
        ContentLength = body.Length,
        Body = new MemoryStream(body),
        PeerCertificate = Caller(fixture),
    };

    private static async Task<InboxMessage> MessageAsync(ReceiverFixture fixture, InboxRoom room)
    {
        var entry = await fixture.Store.Inbox.ListAsync(ReceiverFixture.Client, room, Token).SingleAsync(Token);
        return (await fixture.Store.Inbox.FindAsync(entry.Receipt, Token))!;
    }
}
