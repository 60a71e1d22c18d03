using System.Text;
using Uhit.Client.Store;

namespace Uhit.Client.Conformance.Store;

/// <summary><see cref="ICallbackInbox"/>: storing what was spooled, and what is a copy.</summary>
public abstract class InboxConformance : StoreConformance
{
    private ICallbackInbox Inbox => Store.Inbox;

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
    public async Task EveryCall_CancelledBefore_IsCancelledAndDoesNothing()
    {
        var cancelled = new CancellationToken(true);
        var receipt = Sample.Receipt();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Inbox.AppendBodyAsync(receipt, 0, "a"u8.ToArray(), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Inbox.AppendUsageAsync(receipt, 0, Sample.Usage(1), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Inbox.CommitAsync(Sample.Message(), _ => null, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Inbox.KeepUnreadableAsync(Sample.Unreadable(receipt), new RoomQuota(10, 10), null, cancelled));
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
