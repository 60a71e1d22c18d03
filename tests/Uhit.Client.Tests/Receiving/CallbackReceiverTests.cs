using System.Globalization;
using System.Xml.Linq;
using Uhit.Client.Inquiries;
using Uhit.Client.Receiving;
using Uhit.Client.Store;
using Uhit.Client.Wire;
using static Uhit.Client.Tests.Receiving.CallbackMessages;

namespace Uhit.Client.Tests.Receiving;

public sealed class CallbackReceiverTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Handle_Validation_StoredAndAccepted()
    {
        using var fixture = await ReceiverFixture.CreateAsync();

        var response = await fixture.SendAsync(Validation(Header("V-1")));

        Assert.Equal(200, response.StatusCode);
        Assert.Equal("text/xml; charset=utf-8", response.ContentType);
        var answer = ReceiverFixture.AnswerOf(response, UhitOperation.NotifyValidation);
        Assert.Equal(AcknowledgementStatus.Accepted, answer.Status);
        Assert.Equal(
            (Asked, MessageId.Parse("V-1"), fixture.Time.GetUtcNow()), (answer.RequestId, answer.MessageId!.Value, answer.ReceivedAt));
        Assert.Equal((1, 0, 0), Rooms(await fixture.StatisticsAsync()));
        Assert.All((await fixture.SnapshotAsync()).Lines, line => Assert.Equal(LineState.Validated, line.State));
        Assert.Equal([StoredEventKind.ValidationReceived], Kinds(await fixture.EventsAsync()));
    }

    [Fact]
    public async Task Handle_Delivery_DataAndBytesAreKept()
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        var sent = Delivery(Header("D-1"));

        await fixture.SendAsync(sent);

        var delivered = (await fixture.EventsAsync()).Single(stored => stored.Kind == StoredEventKind.UsageDelivered);
        var lines = await fixture.Store.Inbox.ReadMessageUsageAsync(delivered.Receipt!.Value, Token).ToListAsync(Token);
        Assert.Equal(EsiIds, lines.Select(line => line.EsiId));
        Assert.Equal(1.25m, UsageCodec.Unpack(lines[0]).IntervalSeries[0][0].Quantity);
        var message = await fixture.Store.Inbox.FindAsync(delivered.Receipt.Value, Token);
        Assert.Equal(sent.Length, message!.BodyLength);
        Assert.Equal(sent, await BodyOf(fixture.Store, message));
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(sent), message.BodySha256.ToArray());
    }

    [Fact]
    public async Task Handle_SameDeliveryTwice_StoredOnceAndAnsweredAlike()
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        var sent = Delivery(Header("D-1"));

        var first = await fixture.SendAsync(sent);
        fixture.Time.Advance(TimeSpan.FromHours(3));
        var second = await fixture.SendAsync(sent);

        Assert.Equal(200, second.StatusCode);
        Assert.Equal(first.Body.ToArray(), second.Body.ToArray());
        var statistics = await fixture.StatisticsAsync();
        Assert.Equal((1, 0, 0), Rooms(statistics));
        Assert.Equal((2L, 0L), (statistics.UsageLines, statistics.StagedReceipts));
        Assert.Equal([StoredEventKind.UsageDelivered, StoredEventKind.InquiryCompleted], Kinds(await fixture.EventsAsync()));
    }

    [Fact]
    public async Task Handle_SameDeliveryInTheOtherSoapVersion_AnsweredInTheCallersVersion()
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        await fixture.SendAsync(Delivery(Header("D-1")));

        var second = await fixture.SendAsync(Delivery(Header("D-1"), version: SoapVersion.Soap12), SoapVersion.Soap12);
        var third = await fixture.SendAsync(Delivery(Header("D-1"), version: SoapVersion.Soap12), SoapVersion.Soap12);

        Assert.Equal("application/soap+xml; charset=utf-8", second.ContentType);
        Assert.Equal(AcknowledgementStatus.Accepted, ReceiverFixture.AnswerOf(second, UhitOperation.DeliverHistoricalUsage).Status);
        Assert.Equal(second.Body.ToArray(), third.Body.ToArray());
        Assert.Equal((1, 0, 0), Rooms(await fixture.StatisticsAsync()));
    }

    [Fact]
    public async Task Handle_TenCopiesAtOnce_StoredOnceAndAnsweredAlike()
    {
        var gate = new GatedStore(waitFor: 10);
        using var fixture = await ReceiverFixture.CreateAsync(gate);
        var sent = Delivery(Header("D-1"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => fixture.SendAsync(sent))));

        Assert.All(answers, answer => Assert.Equal(200, answer.StatusCode));
        Assert.Single(answers.Select(answer => Convert.ToHexString(answer.Body.Span)).Distinct());
        var statistics = await fixture.StatisticsAsync();
        Assert.Equal((1, 0, 0), Rooms(statistics));
        Assert.Equal((2L, 0L), (statistics.UsageLines, statistics.StagedReceipts));
        Assert.Equal([StoredEventKind.UsageDelivered, StoredEventKind.InquiryCompleted], Kinds(await fixture.EventsAsync()));
    }

    [Fact]
    public async Task Handle_OneReadingChanged_RejectedAndKeptAside()
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        await fixture.SendAsync(Delivery(Header("D-1")));

        var response = await fixture.SendAsync(Delivery(Header("D-1"), firstReading: 1.26m));

        Assert.Equal(200, response.StatusCode);
        var answer = ReceiverFixture.AnswerOf(response, UhitOperation.DeliverHistoricalUsage);
        Assert.Equal(AcknowledgementStatus.Rejected, answer.Status);
        Assert.Equal("ConflictingContent", Assert.Single(answer.Errors).Code);
        Assert.Equal((1, 0, 1), Rooms(await fixture.StatisticsAsync()));
        var kept = await fixture.Store.Inbox.ListAsync(null, InboxRoom.Unreadable, Token).SingleAsync(Token);
        Assert.Equal(("conflict", "D-1", true), (kept.Reason, kept.MessageKey, kept.HasBody));
        var stored = (await fixture.EventsAsync())[0].Receipt!.Value;
        var line = await fixture.Store.Inbox.ReadMessageUsageAsync(stored, Token).FirstAsync(Token);
        Assert.Equal(1.25m, UsageCodec.Unpack(line).IntervalSeries[0][0].Quantity);
    }

    [Theory]
    [InlineData(1.25, AcknowledgementStatus.Accepted, 0)]
    [InlineData(1.26, AcknowledgementStatus.Rejected, 1)]
    public async Task Handle_StoredUnderAnOlderDigest_IsComparedByItsBytes(double reading, AcknowledgementStatus expected, int unreadable)
    {
        using var fixture = await ReceiverFixture.CreateAsync(new GatedStore { FirstHasAnOlderDigest = true });
        var first = await fixture.SendAsync(Delivery(Header("D-1"), firstReading: 1.25m));

        var again = await fixture.SendAsync(Delivery(Header("D-1"), firstReading: (decimal)reading));

        Assert.Equal(expected, ReceiverFixture.AnswerOf(again, UhitOperation.DeliverHistoricalUsage).Status);
        Assert.Equal(unreadable == 0, first.Body.Span.SequenceEqual(again.Body.Span));
        Assert.Equal((1, 0, unreadable), Rooms(await fixture.StatisticsAsync()));
    }

    [Fact]
    public async Task Handle_OnlyPrefixesAndWhiteSpaceChanged_IsTheSameMessage()
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        var first = await fixture.SendAsync(Delivery(Header("D-1")));
        var rewritten = Rewritten(Text(Delivery(Header("D-1"))));
        Assert.NotEqual(Text(Delivery(Header("D-1"))), rewritten);

        var second = await fixture.SendAsync(Bytes(rewritten));

        Assert.Equal(200, second.StatusCode);
        Assert.Equal(first.Body.ToArray(), second.Body.ToArray());
        Assert.Equal((1, 0, 0), Rooms(await fixture.StatisticsAsync()));
    }

    [Fact]
    public async Task Handle_DataBeforeValidation_SameStateInTheEnd()
    {
        using var fixture = await ReceiverFixture.CreateAsync();

        await fixture.SendAsync(Delivery(Header("D-1")));
        var answer = await fixture.SendAsync(Validation(Header("V-1")));

        Assert.Equal(AcknowledgementStatus.Accepted, ReceiverFixture.AnswerOf(answer, UhitOperation.NotifyValidation).Status);
        var snapshot = await fixture.SnapshotAsync();
        Assert.True(snapshot.IsComplete);
        Assert.Equal(
            [StoredEventKind.UsageDelivered, StoredEventKind.InquiryCompleted, StoredEventKind.ValidationReceived],
            Kinds(await fixture.EventsAsync()));
    }

    [Fact]
    public async Task Handle_BeforeTheAnswerToItsRequest_ResolvesTheSend()
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        Assert.Equal(SendingState.Sending, (await fixture.SnapshotAsync()).Sending);

        var response = await fixture.SendAsync(Validation(Header("V-1")));

        Assert.Equal(AcknowledgementStatus.Accepted, ReceiverFixture.AnswerOf(response, UhitOperation.NotifyValidation).Status);
        Assert.Equal((1, 0, 0), Rooms(await fixture.StatisticsAsync()));
        Assert.All((await fixture.SnapshotAsync()).Lines, line => Assert.Equal(LineState.Validated, line.State));
    }

    [Fact]
    public async Task Handle_AcknowledgementByCallback_BecomesAnEvent()
    {
        using var fixture = await ReceiverFixture.CreateAsync();

        await fixture.SendAsync(Acknowledgement(Header("A-1")));

        Assert.Equal(SendingState.Accepted, (await fixture.SnapshotAsync()).Sending);
        var stored = Assert.Single(await fixture.EventsAsync());
        Assert.Equal(StoredEventKind.InquiryAcknowledged, stored.Kind);
        Assert.NotNull(stored.Receipt);
    }

    [Fact]
    public async Task Handle_UnknownInquiry_KeptAsUnmatchedAndAccepted()
    {
        using var fixture = await ReceiverFixture.CreateAsync(withInquiry: false);

        var response = await fixture.SendAsync(Delivery(Header("D-1")));

        Assert.Equal(AcknowledgementStatus.Accepted, ReceiverFixture.AnswerOf(response, UhitOperation.DeliverHistoricalUsage).Status);
        var statistics = await fixture.StatisticsAsync();
        Assert.Equal((0, 1, 0), Rooms(statistics));
        Assert.Equal(2, statistics.UsageLines);
        var stored = Assert.Single(await fixture.EventsAsync());
        Assert.Equal((StoredEventKind.CallbackUnmatched, "CNP"), (stored.Kind, stored.Content.Peer));
        Assert.Equal(EventKeys.Unmatched(UhitOperation.DeliverHistoricalUsage, "CNP", "D-1"), stored.Key);
    }

    // The setting was mistyped, the store is used under the right ID by now, and this process still runs under
    // the old one: CNP must not take its message for refused.
    [Fact]
    public async Task Handle_AuthenticationIdThatTookOursPlaceInTheStore_IsAskedForAgain()
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        var (right, third) = (AuthenticationId.Parse("987654321"), AuthenticationId.Parse("111111111"));
        await fixture.Store.Maintenance.NoteAuthenticationIdAsync(ReceiverFixture.Client, ThirdParty, null, Token);
        Assert.Equal(200, (await fixture.SendAsync(Validation(Header("V-1", authenticationId: right)))).StatusCode);

        await fixture.Store.Maintenance.NoteAuthenticationIdAsync(ReceiverFixture.Client, right, ThirdParty, Token);
        var response = await fixture.SendAsync(Validation(Header("V-2", authenticationId: right)));

        Assert.Equal((500, "TryAgain"), (response.StatusCode, ReceiverFixture.FaultOf(response).Detail!.Code));
        Assert.Single(fixture.Log.Collector.GetSnapshot(), record => record.Id.Id == 1640);
        Assert.Equal(200, (await fixture.SendAsync(Validation(Header("V-3", authenticationId: third)))).StatusCode);
        Assert.Equal(0, (await fixture.StatisticsAsync()).Messages);
    }

    [Fact]
    public async Task Handle_AnotherClientsAuthenticationId_RejectedAndNothingStored()
    {
        using var fixture = await ReceiverFixture.CreateAsync();

        var response = await fixture.SendAsync(Padded(Delivery(Header("D-1", authenticationId: AuthenticationId.Parse("987654321")))));

        Assert.Equal(200, response.StatusCode);
        var answer = ReceiverFixture.AnswerOf(response, UhitOperation.DeliverHistoricalUsage);
        Assert.Equal((AcknowledgementStatus.Rejected, "NotAuthorized"), (answer.Status, Assert.Single(answer.Errors).Code));
        await AssertNothingStoredAsync(fixture);
        Assert.Contains(fixture.Log.Collector.GetSnapshot(), record => record.Id.Id == 1201);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Handle_CertificateThatIsNotAllowed_ForbiddenAndNothingStored(bool showsOne)
    {
        using var fixture = await ReceiverFixture.CreateAsync();

        var response = await fixture.Receiver.HandleAsync(
            new CallbackRequest
            {
                Method = "POST",
                ContentType = "text/xml",
                Body = new MemoryStream(Validation(Header("V-1"))),
                PeerCertificate = showsOne ? fixture.Stranger : null,
            },
            Token);

        Assert.Equal(403, response.StatusCode);
        await AssertNothingStoredAsync(fixture);
        var told = Assert.Single(fixture.Log.Collector.GetSnapshot());
        Assert.Equal((1200, true), (told.Id.Id, told.Message.Contains(showsOne ? "NotPinned" : "NoCertificate", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Handle_FloodOfRefusals_FewAreLoggedAndTheOthersCounted()
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        for (var i = 0; i < 1239; i++)
        {
            await fixture.Receiver.HandleAsync(
                new CallbackRequest { Method = "POST", ContentType = "text/xml", Body = Stream.Null }, Token);
        }

        for (var i = 0; i < 7; i++)
        {
            await fixture.SendAsync(Bytes("<not-soap/>"));
        }

        fixture.Time.Advance(LogLimiter.Window);

        var log = fixture.Log.Collector.GetSnapshot();
        Assert.Equal(LogLimiter.PerWindow, log.Count(record => record.Id.Id == 1200));
        Assert.Contains("1234 more", Assert.Single(log, record => record.Id.Id == 1236).Message, StringComparison.Ordinal);
        Assert.Equal(LogLimiter.PerWindow, log.Count(record => record.Id.Id == 1207));
        Assert.Contains("2 more", Assert.Single(log, record => record.Id.Id == 1238).Message, StringComparison.Ordinal);
        Assert.Contains("load balancer", log.First(record => record.Id.Id == 1200).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handle_FloodOfAnAllowedPeer_FewAreLoggedAndTheOthersCounted()
    {
        using var fixture = await ReceiverFixture.CreateAsync(limits: new MessageLimits { MaxReadings = 20 });
        await fixture.SendAsync(Delivery(Header("D-1"), readings: 1));
        for (var i = 0; i < LogLimiter.PerWindow + 2; i++)
        {
            await fixture.SendAsync(Delivery(Header("D-1"), readings: 2 + i));
        }

        for (var i = 0; i < LogLimiter.PerWindow + 3; i++)
        {
            await fixture.SendAsync(
                Bytes(Text(Delivery(Header("B-" + i))).Replace("EsiId>1008901", "EsiId>x" + i, StringComparison.Ordinal)));
        }

        for (var i = 0; i < LogLimiter.PerWindow + 4; i++)
        {
            await fixture.SendAsync(Delivery(Header("L-" + i), readings: 21 + i));
        }

        fixture.Time.Advance(LogLimiter.Window);

        var log = fixture.Log.Collector.GetSnapshot();
        Assert.All([1205, 1206, 1217], id => Assert.Equal(LogLimiter.PerWindow, log.Count(record => record.Id.Id == id)));
        Assert.Contains(" 2 more", Assert.Single(log, record => record.Id.Id == 1633).Message, StringComparison.Ordinal);
        Assert.Equal([3, 4], log.Where(record => record.Id.Id == 1634)
            .Select(record => int.Parse(record.GetStructuredStateValue("Count")!, CultureInfo.InvariantCulture)).Order());
    }

    [Fact]
    public async Task Handle_LargeDelivery_SpooledInChunksAndReadBack()
    {
        var store = new GatedStore();
        using var fixture = await ReceiverFixture.CreateAsync(store);
        var sent = Padded(Delivery(Header("D-1"), readings: 1000));

        var response = await fixture.SendAsync(sent);

        Assert.Equal(AcknowledgementStatus.Accepted, ReceiverFixture.AnswerOf(response, UhitOperation.DeliverHistoricalUsage).Status);
        var message = await fixture.Store.Inbox.FindAsync((await fixture.EventsAsync())[0].Receipt!.Value, Token);
        Assert.Equal(sent, await BodyOf(fixture.Store, message!));
        Assert.Equal(0, (await fixture.StatisticsAsync()).StagedReceipts);
        Assert.InRange(store.Chunks, 2, 10);
        Assert.Equal(1024 * 1024, store.MostChunkBytes);
    }

    [Fact]
    public async Task Handle_RequiredElementMissing_FaultAndKeptUnreadable()
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        var broken = Text(Delivery(Header("D-1"))).Replace("<Channel>EnergyDelivered</Channel>", string.Empty, StringComparison.Ordinal);
        Assert.NotEqual(Text(Delivery(Header("D-1"))), broken);

        var response = await fixture.SendAsync(Bytes(broken));

        Assert.Equal(500, response.StatusCode);
        var fault = ReceiverFixture.FaultOf(response);
        Assert.Equal((SoapFaultCode.Sender, "NotUnderstood", "D-1"), (fault.Code, fault.Detail!.Code, fault.Detail.MessageId!.Value.Value));
        var statistics = await fixture.StatisticsAsync();
        Assert.Equal((0, 0, 1), Rooms(statistics));
        Assert.Equal((0L, 0L), (statistics.UsageLines, statistics.StagedReceipts));
        Assert.Empty(await fixture.EventsAsync());
    }

    [Fact]
    public async Task Handle_BeyondALimitOfXml_FaultNotKeptAndTheLogNamesTheSetting()
    {
        using var fixture = await ReceiverFixture.CreateAsync(limits: MessageLimits.Default with { MaxDepth = 3 });

        var response = await fixture.SendAsync(Delivery(Header("D-1")));
        await fixture.SendAsync(Bytes("<!DOCTYPE x><x/>"));

        Assert.Equal(500, response.StatusCode);
        Assert.Equal("The XML is refused: MaxDepth.", ReceiverFixture.FaultOf(response).Reason);
        Assert.Equal((0, 0, 0), Rooms(await fixture.StatisticsAsync()));
        var told = fixture.Log.Collector.GetSnapshot().Where(record => record.Id.Id == 1207).Select(record => record.Message).ToList();
        Assert.EndsWith(": The XML is refused: MaxDepth. It was not kept: see the setting Callback:Limits:MaxDepth.", told[0]);
        Assert.EndsWith(": The XML is refused: DocumentType.", told[1]);
    }

    [Fact]
    public async Task OnSent_AnswerWentOut_BecomesAnEventOnce()
    {
        using var fixture = await ReceiverFixture.CreateAsync();

        for (var i = 0; i < 2; i++)
        {
            await (await fixture.SendAsync(Validation(Header("V-1")))).OnSentAsync(Token);
        }

        Assert.Equal([StoredEventKind.ValidationReceived, StoredEventKind.CallbackAcknowledged], Kinds(await fixture.EventsAsync()));
    }

    [Fact]
    public async Task Handle_ReadingThatLostAgainstALaterOneChanged_RejectedAndKeptAside()
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        var first = ReceiverFixture.AnswerOf(await fixture.SendAsync(Doubled("1.0", "2.0")), UhitOperation.DeliverHistoricalUsage);

        var same = ReceiverFixture.AnswerOf(await fixture.SendAsync(Doubled("1.00", "2.0")), UhitOperation.DeliverHistoricalUsage);
        var other = ReceiverFixture.AnswerOf(await fixture.SendAsync(Doubled("9.9", "2.0")), UhitOperation.DeliverHistoricalUsage);

        Assert.Equal((AcknowledgementStatus.Accepted, AcknowledgementStatus.Accepted), (first.Status, same.Status));
        Assert.Equal("ConflictingContent", Assert.Single(other.Errors).Code);
        Assert.Equal((1, 0, 1), Rooms(await fixture.StatisticsAsync()));
    }

    [Fact]
    public async Task Handle_WireFormatThatFails_FaultAndKeptUnreadable()
    {
        using var fixture = await ReceiverFixture.CreateAsync(
            format: FailingWireFormat.With(new KeyNotFoundException("1008901000000000000001")));

        var response = await fixture.SendAsync(Delivery(Header("D-1")));

        Assert.Equal(500, response.StatusCode);
        Assert.DoesNotContain(response.Headers, header => header.Key == "Retry-After");
        Assert.Equal(
            (SoapFaultCode.Sender, "NotUnderstood"),
            (ReceiverFixture.FaultOf(response).Code, ReceiverFixture.FaultOf(response).Detail!.Code));
        var kept = await fixture.Store.Inbox.ListAsync(null, InboxRoom.Unreadable, Token).SingleAsync(Token);
        Assert.Equal(("format-failed", "D-1", true), (kept.Reason, kept.MessageKey, kept.HasBody));
        Assert.Equal((0L, 0L), ((await fixture.StatisticsAsync()).UsageLines, (await fixture.StatisticsAsync()).StagedReceipts));
    }

    [Theory]
    [InlineData(nameof(SimulatedWireFormat.FindOperations), false)]
    [InlineData(nameof(SimulatedWireFormat.FindOperations), true)]
    [InlineData(nameof(SimulatedWireFormat.IsAction), false)]
    [InlineData(nameof(SimulatedWireFormat.UnderstandsHeader), false)]
    [InlineData(nameof(SimulatedWireFormat.UnderstandsHeader), true)]
    public async Task Handle_WireFormatThatFailsBeforeTheBody_FaultAndKeptUnreadable(string member, bool isLarge)
    {
        using var fixture = await ReceiverFixture.CreateAsync(
            format: FailingWireFormat.With(new KeyNotFoundException("1008901000000000000001"), member),
            maxUnreadableBytes: 64 * 1024 * 1024);
        var delivery = Text(isLarge ? Padded(Delivery(Header("D-1"), readings: 1000)) : Delivery(Header("D-1")));
        var body = delivery.IndexOf(":Body>", StringComparison.Ordinal);
        var start = delivery.LastIndexOf('<', body);
        var sent = delivery.Insert(
            start, $"<{delivery[(start + 1)..body]}:Header><x:Trace xmlns:x=\"urn:x\">1</x:Trace></{delivery[(start + 1)..body]}:Header>");

        var response = await fixture.SendAsync(Bytes(sent));
        var broken = await fixture.SendAsync(Bytes(sent[..^3]));

        Assert.Equal((500, "NotUnderstood"), (response.StatusCode, ReceiverFixture.FaultOf(response).Detail!.Code));
        Assert.DoesNotContain(response.Headers, header => header.Key == "Retry-After");
        Assert.Equal((500, "Malformed"), (broken.StatusCode, ReceiverFixture.FaultOf(broken).Detail!.Code));
        var kept = await fixture.Store.Inbox.ListAsync(null, InboxRoom.Unreadable, Token).SingleAsync(Token);
        Assert.Equal(("format-failed", null, null, true), (kept.Reason, kept.Operation, kept.MessageKey, kept.HasBody));
        var log = fixture.Log.Collector.GetSnapshot();
        Assert.Contains("A message from", Assert.Single(log, record => record.Id.Id == 1206).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(log, record => record.Id.Id == 1208);
        Assert.Equal(0L, (await fixture.StatisticsAsync()).StagedReceipts);
    }

    private static async Task AssertNothingStoredAsync(ReceiverFixture fixture)
    {
        var statistics = await fixture.StatisticsAsync();
        Assert.Equal((0, 0, 0), Rooms(statistics));
        Assert.Equal((0L, 0L, 0L), (statistics.UsageLines, statistics.StagedReceipts, statistics.WaitingEvents));
    }

    private static (long Messages, long Unmatched, long Unreadable) Rooms(StoreStatistics statistics) =>
        (statistics.Messages, statistics.Unmatched, statistics.Unreadable);

    private static IEnumerable<StoredEventKind> Kinds(IEnumerable<StoredEvent> events) => events.Select(stored => stored.Kind);

    private static async Task<byte[]> BodyOf(IUhitStore store, InboxMessage message)
    {
        await using var stored = await store.Inbox.OpenBodyAsync(message.Receipt, Token);
        await using var plain = new System.IO.Compression.BrotliStream(stored, System.IO.Compression.CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        await plain.CopyToAsync(bytes, Token);
        return bytes.ToArray();
    }

    // The first reading twice, with two values.
    private static byte[] Doubled(string first, string second)
    {
        var document = XDocument.Parse(Text(Delivery(Header("D-1"))));
        var reading = document.Descendants().First(element => element.Name.LocalName == "Reading");
        QuantityOf(reading).Value = first;
        reading.AddAfterSelf(new XElement(reading));
        QuantityOf(reading.ElementsAfterSelf().First()).Value = second;
        return Bytes(document.ToString(SaveOptions.DisableFormatting));

        static XElement QuantityOf(XElement reading) => reading.Elements().Single(element => element.Name.LocalName == "Quantity");
    }

    // The same infoset with other prefixes, indented, and a trailing zero on each quantity.
    private static string Rewritten(string message)
    {
        using var reader = new StringReader(message);
        var document = XDocument.Load(reader);
        foreach (var element in document.Descendants())
        {
            element.Attributes().Where(attribute => attribute.IsNamespaceDeclaration).Remove();
            if (element.Name.LocalName == "Quantity")
            {
                element.Value += element.Value.Contains('.', StringComparison.Ordinal) ? "00" : ".0";
            }
        }

        var body = document.Root!.Elements().Single().Elements().Single();
        document.Root.Add(
            new XAttribute(XNamespace.Xmlns + "zz", body.Name.NamespaceName),
            new XAttribute(XNamespace.Xmlns + "E", document.Root.Name.NamespaceName));
        return document.ToString(SaveOptions.None);
    }
}
