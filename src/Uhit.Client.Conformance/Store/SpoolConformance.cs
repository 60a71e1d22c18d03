using System.Text;
using Uhit.Client.Store;

namespace Uhit.Client.Conformance.Store;

/// <summary><see cref="ICallbackInbox"/>: spooling bodies and usage, and reading them.</summary>
public abstract class SpoolConformance : StoreConformance
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
    public async Task DiscardAsync_Committed_TakesNothingAway()
    {
        var message = Sample.Message();
        await Inbox.StageAndCommitAsync(message, _ => null);

        await Inbox.DiscardAsync(message.Receipt);

        Assert.Equal("a"u8.ToArray(), await ReadBodyAsync(message.Receipt));
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
            usage.Select(line => line.LineNumber + " " + Encoding.UTF8.GetString(line.Content.Span)));
        Assert.All(usage, line => Assert.Equal(line.MessageKey, line.Part!.DeliveryId.Value));
        Assert.Equal(Sample.Now.AddHours(-1), usage[0].SentAt);
        Assert.Equal(Sample.Esi(1), usage[0].EsiId);
        Assert.Equal(RequestedUsage.Interval, usage[0].Received);
        Assert.Equal([3, 1, 2], (await ToListAsync(Inbox.ReadMessageUsageAsync(usage[^1].Receipt))).Select(line => line.LineNumber));
        Assert.Empty(await ToListAsync(Inbox.ReadUsageAsync(Sample.Client, RequestId.Parse("R-unknown"))));
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
}
