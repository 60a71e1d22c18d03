using System.Text;
using Uhit.Client.Store;

namespace Uhit.Client.Conformance.Store;

/// <summary><see cref="ICallbackInbox"/>: spooling and storing.</summary>
public abstract class InboxConformance : StoreConformance
{
    private ICallbackInbox Inbox => Store.Inbox;

    [Fact]
    public async Task OpenBodyAsync_ChunksOfFiveMebibytes_AreReadAsTheyWereAppended()
    {
        var receipt = Sample.Receipt();
        var body = new byte[5 << 20];
        new Random(1).NextBytes(body);
        for (var i = 0; i < 5; i++)
        {
            await Inbox.AppendBodyAsync(receipt, i, body.AsMemory(i << 20, 1 << 20));
        }

        Assert.Equal(body, await ReadBodyAsync(receipt));
        await Inbox.CommitAsync(Sample.Message(receipt: receipt) with { BodyChunks = 5 }, _ => null);
        await ReopenAsync();
        Assert.Equal(body, await ReadBodyAsync(receipt));

        await using var stream = await Inbox.OpenBodyAsync(receipt);
        var copy = new MemoryStream();
        stream.CopyTo(copy);
        Assert.Equal(body, copy.ToArray());
    }

    [Fact]
    public async Task AppendBodyAsync_SameOrdinalAgain_Replaces()
    {
        var receipt = Sample.Receipt();
        await Inbox.AppendBodyAsync(receipt, 0, "aa"u8.ToArray());
        await Inbox.AppendBodyAsync(receipt, 1, "b"u8.ToArray());
        await Inbox.AppendBodyAsync(receipt, 0, "A"u8.ToArray());

        Assert.Equal("Ab"u8.ToArray(), await ReadBodyAsync(receipt));
    }

    [Fact]
    public async Task AppendBodyAsync_CallersBufferUsedAgain_IsNotSeen()
    {
        var receipt = Sample.Receipt();
        var buffer = "one"u8.ToArray();
        await Inbox.AppendBodyAsync(receipt, 0, buffer);
        buffer.AsSpan().Fill((byte)'x');

        Assert.Equal("one"u8.ToArray(), await ReadBodyAsync(receipt));
    }

    [Fact]
    public async Task AppendBodyAsync_WithAGap_IsRefused()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Inbox.AppendBodyAsync(Sample.Receipt(), 1, "a"u8.ToArray()));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Inbox.AppendUsageAsync(Sample.Receipt(), -1, Sample.Usage(1)));
    }

    [Fact]
    public async Task AppendAsync_AfterCommit_IsRefused()
    {
        var message = Sample.Message();
        await Inbox.StageAndCommitAsync(message, _ => null);

        await Assert.ThrowsAsync<InvalidOperationException>(() => Inbox.AppendBodyAsync(message.Receipt, 0, "a"u8.ToArray()));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Inbox.AppendUsageAsync(message.Receipt, 0, Sample.Usage(1)));
    }

    [Fact]
    public async Task AppendUsageAsync_Batches_AreReadByEsiIdInOrder()
    {
        await Store.Inquiries.AddAsync(Sample.Inquiry());
        var message = Sample.Message() with { UsageCount = 2500 };
        await Inbox.AppendUsageAsync(message.Receipt, 0, Lines(0, 1));
        await Inbox.AppendUsageAsync(message.Receipt, 1, Lines(1, 2001));
        await Inbox.AppendUsageAsync(message.Receipt, 2001, []);
        await Inbox.AppendUsageAsync(message.Receipt, 2001, Lines(2001, 2500));

        Assert.Equal(InboxOutcome.Stored, (await Inbox.StageAndCommitAsync(message, Sample.Delivered(message))).Outcome);
        await ReopenAsync();

        var read = await ToListAsync(Inbox.ReadMessageUsageAsync(message.Receipt));
        Assert.Equal(Enumerable.Range(0, 2500).OrderBy(line => line % 7), read.Select(line => line.LineNumber));
        Assert.All(read, line => Assert.Equal("line " + line.LineNumber, Encoding.UTF8.GetString(line.Content.Span)));
        Assert.All(read, line => Assert.Equal((Sample.Esi(line.LineNumber % 7), RequestedUsage.Interval), (line.EsiId, line.Received)));
        Assert.Equal(2500, (await ToListAsync(Inbox.ReadUsageAsync(Sample.Client, Sample.R1))).Count);
    }

    [Fact]
    public async Task ReadMessageUsageAsync_EsiIdInSeveralLines_FollowsEachOtherFromItsFirstLineOn()
    {
        var message = Sample.Message() with { UsageCount = 5 };
        await Inbox.AppendUsageAsync(message.Receipt, 0, [.. new[] { 3, 1, 3, 2, 1 }.Select((esi, i) => Sample.Usage(esi, "line " + i))]);
        await Inbox.StageAndCommitAsync(message, _ => null);

        var read = await ToListAsync(Inbox.ReadMessageUsageAsync(message.Receipt));

        Assert.Equal(["line 0", "line 2", "line 1", "line 4", "line 3"], read.Select(line => Encoding.UTF8.GetString(line.Content.Span)));
    }

    [Fact]
    public async Task AppendUsageAsync_SameOrdinalsAgain_ReplaceWhatIsThereAndGoOn()
    {
        var message = Sample.Message() with { UsageCount = 4 };
        await Inbox.AppendUsageAsync(message.Receipt, 0, Lines(10, 13));
        await Inbox.AppendUsageAsync(message.Receipt, 1, Lines(20, 23));

        Assert.Equal(InboxOutcome.Unmatched, (await Inbox.StageAndCommitAsync(message, _ => null)).Outcome);
        Assert.Equal([10, 20, 21, 22], (await ToListAsync(Inbox.ReadMessageUsageAsync(message.Receipt))).Select(line => line.LineNumber));
    }

    [Fact]
    public async Task AppendUsageAsync_WithAGap_IsRefusedAsAWhole()
    {
        var message = Sample.Message() with { UsageCount = 2 };
        await Inbox.AppendUsageAsync(message.Receipt, 0, Lines(0, 2));

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Inbox.AppendUsageAsync(message.Receipt, 3, Lines(3, 5)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Inbox.AppendUsageAsync(message.Receipt, -1, Lines(3, 5)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Inbox.AppendUsageAsync(Sample.Receipt(), 1, Lines(3, 5)));

        Assert.Equal(InboxOutcome.Unmatched, (await Inbox.StageAndCommitAsync(message, _ => null)).Outcome);
        Assert.Equal([0, 1], (await ToListAsync(Inbox.ReadMessageUsageAsync(message.Receipt))).Select(line => line.LineNumber));
    }

    [Fact]
    public async Task OpenBodyAsync_UnknownReceipt_IsAStoreException()
    {
        await Assert.ThrowsAsync<UhitStoreException>(() => Inbox.OpenBodyAsync(Sample.Receipt()));
    }

    [Fact]
    public async Task Staged_IsSeenByNobody()
    {
        await Store.Inquiries.AddAsync(Sample.Inquiry());
        var receipt = Sample.Receipt();
        await Inbox.AppendBodyAsync(receipt, 0, "a"u8.ToArray());
        await Inbox.AppendUsageAsync(receipt, 0, Sample.Usage(1));

        Assert.Null(await Inbox.FindAsync(receipt));
        Assert.Empty(await ToListAsync(Inbox.ReadMessageUsageAsync(receipt)));
        Assert.Empty(await ToListAsync(Inbox.ReadUsageAsync(Sample.Client, Sample.R1)));
        foreach (var room in Enum.GetValues<InboxRoom>())
        {
            Assert.Empty(await ToListAsync(Inbox.ListAsync(null, room)));
        }
    }

    [Fact]
    public async Task CommitAsync_KnownInquiry_StoresMessageChangeAndEvents()
    {
        await Store.Inquiries.AddAsync(Sample.Inquiry());
        var message = Sample.Message() with { UsageCount = 1 };
        await Inbox.AppendUsageAsync(message.Receipt, 0, Sample.Usage(1));

        var result = await Inbox.StageAndCommitAsync(message, Sample.Delivered(message));
        await ReopenAsync();

        Assert.Equal(InboxOutcome.Stored, result.Outcome);
        AssertSame(message, (await Inbox.FindAsync(message.Receipt))!);
        Assert.Single((await Store.Inquiries.FindAsync(Sample.Client, Sample.R1))!.Ledger.Deliveries);
        Assert.Equal(
            "packed"u8.ToArray(), Assert.Single(await ToListAsync(Inbox.ReadMessageUsageAsync(message.Receipt))).Content.ToArray());
        var statistics = await Store.Maintenance.GetStatisticsAsync(null);
        Assert.Equal(
            (1, 0, 1, 1, 0),
            (statistics.Messages, statistics.Unmatched, statistics.UsageLines, statistics.WaitingEvents, statistics.StagedReceipts));
        var entry = Assert.Single(await ToListAsync(Inbox.ListAsync(Sample.Client, InboxRoom.Inbox)));
        Assert.Equal(
            (message.Receipt, "M-1", true, "cnp", 1000L), (entry.Receipt, entry.MessageKey, entry.HasBody, entry.Peer, entry.BodyLength));
        Assert.Equal(Sample.R1, entry.RequestId);
    }

    [Fact]
    public async Task CommitAsync_UnknownInquiry_GoesToUnmatchedWithItsEvent()
    {
        var message = Sample.Message();

        var result = await Inbox.StageAndCommitAsync(message, _ => throw new InvalidOperationException("not to be called"));

        Assert.Equal(InboxOutcome.Unmatched, result.Outcome);
        Assert.Equal(message.Receipt, Assert.Single(await ToListAsync(Inbox.ListAsync(null, InboxRoom.Unmatched))).Receipt);
        Assert.Empty(await ToListAsync(Inbox.ListAsync(null, InboxRoom.Inbox)));
        var statistics = await Store.Maintenance.GetStatisticsAsync(Sample.Client);
        Assert.Equal((0, 1, 1), (statistics.Messages, statistics.Unmatched, statistics.WaitingEvents));
        AssertSame(message, (await Inbox.FindAsync(message.Receipt))!);
    }

    [Fact]
    public async Task CommitAsync_AnotherClientsInquiry_IsUnmatched()
    {
        await Store.Inquiries.AddAsync(Sample.Inquiry(client: "Other"));

        Assert.Equal(InboxOutcome.Unmatched, (await Inbox.StageAndCommitAsync(Sample.Message(), _ => null)).Outcome);
    }

    [Fact]
    public async Task CommitAsync_SameIdentityAndContent_IsADuplicateAndChangesNothing()
    {
        await Store.Inquiries.AddAsync(Sample.Inquiry());
        var first = Sample.Message();
        await Inbox.StageAndCommitAsync(first, Sample.Delivered(first));
        await ReopenAsync();
        var again = Sample.Message() with { AnswerSoap11 = "other"u8.ToArray() };

        var result = await Inbox.StageAndCommitAsync(again, _ => throw new InvalidOperationException("not to be called"));

        Assert.Equal(InboxOutcome.Duplicate, result.Outcome);
        AssertSame(first, result.Message);
        Assert.Null(await Inbox.FindAsync(again.Receipt));
        Assert.Equal(1, (await Store.Maintenance.GetStatisticsAsync(null)).StagedReceipts);
        await Inbox.DiscardAsync(again.Receipt);
        Assert.Equal(0, (await Store.Maintenance.GetStatisticsAsync(null)).StagedReceipts);
    }

    [Fact]
    public async Task CommitAsync_OtherContent_IsAConflict()
    {
        var first = Sample.Message();
        await Inbox.StageAndCommitAsync(first, _ => null);

        var result = await Inbox.StageAndCommitAsync(Sample.Message(content: "b"), _ => null);

        Assert.Equal(InboxOutcome.Conflict, result.Outcome);
        AssertSame(first, result.Message);
        Assert.Equal(1, (await Store.Maintenance.GetStatisticsAsync(null)).Unmatched);
    }

    [Fact]
    public async Task CommitAsync_OtherDigestVersion_SaysSo()
    {
        await Inbox.StageAndCommitAsync(Sample.Message(), _ => null);

        Assert.Equal(
            InboxOutcome.DigestVersionDiffers,
            (await Inbox.StageAndCommitAsync(Sample.Message(content: "b") with { DigestVersion = 2 }, _ => null)).Outcome);
    }

    [Fact]
    public async Task CommitAsync_OtherClientPeerOrOperation_IsAnotherMessage()
    {
        await Inbox.StageAndCommitAsync(Sample.Message(), _ => null);

        Assert.Equal(InboxOutcome.Unmatched, (await Inbox.StageAndCommitAsync(Sample.Message(client: "Other"), _ => null)).Outcome);
        Assert.Equal(InboxOutcome.Unmatched, (await Inbox.StageAndCommitAsync(Sample.Message(peer: "other"), _ => null)).Outcome);
        Assert.Equal(
            InboxOutcome.Unmatched,
            (await Inbox.StageAndCommitAsync(Sample.Message() with { Operation = UhitOperation.NotifyValidation }, _ => null)).Outcome);
    }

    [Fact]
    public async Task CommitAsync_FiftyCopiesAtOnce_StoresOneAndAnswersAllAlike()
    {
        await Store.Inquiries.AddAsync(Sample.Inquiry());

        var results = await AtOnceAsync(50, i =>
        {
            var message = Sample.Message() with { AnswerSoap11 = Encoding.UTF8.GetBytes("answer " + i) };
            return Inbox.StageAndCommitAsync(message, Sample.Delivered(message));
        });

        Assert.Single(results, result => result.Outcome is InboxOutcome.Stored);
        Assert.Equal(49, results.Count(result => result.Outcome is InboxOutcome.Duplicate));
        Assert.Single(results.Select(result => Encoding.UTF8.GetString(result.Message.AnswerSoap11.Span)).Distinct());
        Assert.Equal(1, (await Store.Maintenance.GetStatisticsAsync(null)).WaitingEvents);
    }

    [Fact]
    public async Task CommitAsync_ChangeThrows_StoresNothing()
    {
        await Store.Inquiries.AddAsync(Sample.Inquiry());
        var message = Sample.Message();

        await Assert.ThrowsAsync<FormatException>(() => Inbox.StageAndCommitAsync(message, _ => throw new FormatException()));

        Assert.Null(await Inbox.FindAsync(message.Receipt));
        Assert.Equal(InboxOutcome.Stored, (await Inbox.StageAndCommitAsync(message, Sample.Delivered(message))).Outcome);
    }

    [Fact]
    public async Task CommitAsync_UsageWithoutPart_IsRefused()
    {
        var message = Sample.Message() with { Part = null, UsageCount = 1 };
        await Inbox.AppendUsageAsync(message.Receipt, 0, Sample.Usage(1));

        await Assert.ThrowsAsync<ArgumentException>(() => Inbox.StageAndCommitAsync(message, _ => null));
    }

    [Fact]
    public async Task CommitAsync_SweptBefore_IsNotStored()
    {
        await Store.Inquiries.AddAsync(Sample.Inquiry());
        var message = Sample.Message();
        await Inbox.AppendBodyAsync(message.Receipt, 0, "a"u8.ToArray());
        Assert.Equal(1, await Store.Maintenance.SweepOrphansAsync(Time.GetUtcNow().AddTicks(1)));

        await AssertNotStoredAsync(message);
        await AssertNotStoredAsync(message with { BodyChunks = 0 });
        Assert.Equal(0, (await Store.Maintenance.GetStatisticsAsync(null)).StagedReceipts);

        Assert.Equal(InboxOutcome.Stored, (await Inbox.StageAndCommitAsync(message, Sample.Delivered(message))).Outcome);
    }

    [Fact]
    public async Task CommitAsync_MissingChunk_IsNotStored()
    {
        await Store.Inquiries.AddAsync(Sample.Inquiry());
        var message = Sample.Message() with { BodyChunks = 2 };
        await Inbox.AppendBodyAsync(message.Receipt, 0, "a"u8.ToArray());

        await AssertNotStoredAsync(message);
        await AssertNotStoredAsync(message with { BodyChunks = 0 });

        await Inbox.AppendBodyAsync(message.Receipt, 1, "b"u8.ToArray());
        Assert.Equal(InboxOutcome.Stored, (await Inbox.CommitAsync(message, Sample.Delivered(message))).Outcome);
    }

    [Fact]
    public async Task CommitAsync_MissingUsageLine_IsNotStored()
    {
        await Store.Inquiries.AddAsync(Sample.Inquiry());
        var message = Sample.Message() with { UsageCount = 2 };
        await Inbox.AppendBodyAsync(message.Receipt, 0, "a"u8.ToArray());
        await Inbox.AppendUsageAsync(message.Receipt, 0, Sample.Usage(1));

        await AssertNotStoredAsync(message);
        await AssertNotStoredAsync(message with { UsageCount = 0 });

        await Inbox.AppendUsageAsync(message.Receipt, 1, Sample.Usage(2));
        Assert.Equal(InboxOutcome.Stored, (await Inbox.CommitAsync(message, Sample.Delivered(message))).Outcome);
    }

    [Fact]
    public async Task CommitAsync_SweptCopy_IsAnsweredAsADuplicate()
    {
        var first = Sample.Message();
        await Inbox.StageAndCommitAsync(first, _ => null);

        Assert.Equal(InboxOutcome.Duplicate, (await Inbox.CommitAsync(Sample.Message(), _ => null)).Outcome);
        Assert.Equal(InboxOutcome.Conflict, (await Inbox.CommitAsync(Sample.Message(content: "b"), _ => null)).Outcome);
    }

    [Fact]
    public async Task DiscardAsync_Committed_TakesNothingAway()
    {
        var message = Sample.Message();
        await Inbox.StageAndCommitAsync(message, _ => null);

        await Inbox.DiscardAsync(message.Receipt);

        Assert.Equal("a"u8.ToArray(), await ReadBodyAsync(message.Receipt));
    }

    [Fact]
    public async Task ListAsync_ManyMessages_AreInOrderOfReceipt()
    {
        foreach (var i in Enumerable.Range(0, 300).Reverse())
        {
            await Inbox.StageAndCommitAsync(
                Sample.Message("M-" + i, client: i % 2 == 0 ? "A" : "B") with { ReceivedAt = Sample.Now.AddSeconds(i) }, _ => null);
        }

        Assert.Equal(
            Enumerable.Range(0, 300).Select(i => "M-" + i),
            (await ToListAsync(Inbox.ListAsync(null, InboxRoom.Unmatched))).Select(entry => entry.MessageKey));
        Assert.Equal(150, (await ToListAsync(Inbox.ListAsync("A", InboxRoom.Unmatched))).Count);
    }

    [Fact]
    public async Task ReadUsageAsync_OfAnInquiry_IsGroupedByEsiIdAndOrderedByMessage()
    {
        await Store.Inquiries.AddAsync(Sample.Inquiry());
        await Store.Inquiries.AddAsync(Sample.Inquiry("R-2"));
        await CommitWithUsageAsync("M-2", Sample.Now, 3, 1, 2);
        await CommitWithUsageAsync("M-1", Sample.Now.AddHours(-1), 2, 1);
        await CommitWithUsageAsync("M-3", Sample.Now.AddHours(-1), 1);
        await CommitWithUsageAsync("M-4", Sample.Now, 1, requestId: "R-2");
        await CommitWithUsageAsync("M-5", Sample.Now, 1, requestId: "R-unknown");

        var usage = await ToListAsync(Inbox.ReadUsageAsync(Sample.Client, Sample.R1));

        Assert.Equal(
            ["1 M-1", "1 M-3", "1 M-2", "2 M-1", "2 M-2", "3 M-2"],
            usage.Select(line => line.Usage.LineNumber + " " + Encoding.UTF8.GetString(line.Usage.Content.Span)));
        Assert.All(usage, line => Assert.Equal(line.Order.MessageKey, line.Part.DeliveryId.Value));
        Assert.Equal(Sample.Now.AddHours(-1), usage[0].Order.SentAt);
        Assert.Equal(Sample.Esi(1), usage[0].Usage.EsiId);
        Assert.Equal(RequestedUsage.Interval, usage[0].Usage.Received);
        Assert.Equal([3, 1, 2], (await ToListAsync(Inbox.ReadMessageUsageAsync(usage[^1].Receipt))).Select(line => line.LineNumber));
        Assert.Empty(await ToListAsync(Inbox.ReadUsageAsync(Sample.Client, RequestId.Parse("R-unknown"))));
    }

    [Fact]
    public async Task EveryCall_CancelledBefore_IsCancelledAndDoesNothing()
    {
        var cancelled = new CancellationToken(true);
        var receipt = Sample.Receipt();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Inbox.AppendBodyAsync(receipt, 0, "a"u8.ToArray(), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Inbox.AppendUsageAsync(receipt, 0, Sample.Usage(1), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Inbox.CommitAsync(Sample.Message(), _ => null, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Inbox.KeepUnreadableAsync(Sample.Unreadable(receipt), new RoomQuota(10, 10), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ToListAsync(Inbox.ListAsync(null, InboxRoom.Inbox, cancelled)));
        var statistics = await Store.Maintenance.GetStatisticsAsync(null);
        Assert.Equal((0, 0, 0), (statistics.Unmatched, statistics.Unreadable, statistics.StagedReceipts));
    }

    private async Task AssertNotStoredAsync(InboxMessage message)
    {
        var exception = await Assert.ThrowsAsync<UhitStoreException>(() => Inbox.CommitAsync(message, Sample.Delivered(message)));

        Assert.True(exception.IsTransient);
        Assert.Null(await Inbox.FindAsync(message.Receipt));
        Assert.Empty((await Store.Inquiries.FindAsync(Sample.Client, Sample.R1))!.Ledger.Deliveries);
        var statistics = await Store.Maintenance.GetStatisticsAsync(null);
        Assert.Equal((0, 0, 0), (statistics.Messages, statistics.Unmatched, statistics.WaitingEvents));
    }

    private async Task CommitWithUsageAsync(string key, DateTimeOffset sentAt, params int[] lines) =>
        await CommitWithUsageAsync(key, sentAt, lines, "R-1");

    private Task CommitWithUsageAsync(string key, DateTimeOffset sentAt, int line, string requestId) =>
        CommitWithUsageAsync(key, sentAt, [line], requestId);

    private async Task CommitWithUsageAsync(string key, DateTimeOffset sentAt, int[] lines, string requestId)
    {
        var message = Sample.Message(key, requestId);
        message = message with
        {
            Header = message.Header with { SentAt = sentAt },
            Part = new DeliveryPart(DeliveryId.Parse(key), 1, 1),
            UsageCount = lines.Length,
        };
        for (var i = 0; i < lines.Length; i++)
        {
            await Inbox.AppendUsageAsync(message.Receipt, i, Sample.Usage(lines[i], key));
        }

        await Inbox.StageAndCommitAsync(message, Sample.Delivered(message));
    }

    private static List<PackedUsage> Lines(int from, int to) =>
        [.. Enumerable.Range(from, to - from).Select(i => Sample.Usage(i, "line " + i) with { EsiId = Sample.Esi(i % 7) })];

    private async Task<byte[]> ReadBodyAsync(ReceiptId receipt)
    {
        await using var stream = await Inbox.OpenBodyAsync(receipt);
        var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }

    private static void AssertSame(InboxMessage expected, InboxMessage actual)
    {
        Assert.Equal(expected.Digest.ToArray(), actual.Digest.ToArray());
        Assert.Equal(expected.BodySha256.ToArray(), actual.BodySha256.ToArray());
        Assert.Equal(expected.AnswerSoap11.ToArray(), actual.AnswerSoap11.ToArray());
        Assert.Equal(expected.AnswerSoap12.ToArray(), actual.AnswerSoap12.ToArray());
        Assert.Equal(
            expected,
            actual with
            {
                Digest = expected.Digest,
                BodySha256 = expected.BodySha256,
                AnswerSoap11 = expected.AnswerSoap11,
                AnswerSoap12 = expected.AnswerSoap12,
            });
    }
}
