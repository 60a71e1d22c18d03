using Uhit.Client.Conformance.Store;
using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Store;
using Uhit.Client.Testing;
using Uhit.Client.Usage;

namespace Uhit.Client.Tests.Sending;

public class InquiryUsageReaderTests
{
    private static readonly EsiId First = InquiryBuilder.EsiIdOf(1);
    private static readonly EsiId Second = InquiryBuilder.EsiIdOf(2);
    private static readonly UsagePeriod June = new(new DateOnly(2026, 6, 1), new DateOnly(2026, 6, 2));
    private static readonly UsagePeriod SecondOfJune = new(new DateOnly(2026, 6, 2), new DateOnly(2026, 6, 2));

    private readonly ClientHarness _harness = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadUsage_PartMissing_IsNotReadUntilItCame()
    {
        var id = await SubmitAsync();
        await DeliverAsync(id, "D-1", 1, 2, Flat(First, June, 1m));
        Assert.Empty(await ReadAsync(id));

        await DeliverAsync(id, "D-1", 2, 2, Flat(Second, June, 2m));

        var read = await ReadAsync(id);
        Assert.Equal([(First, 192m), (Second, 384m)], read.Select(history => (history.EsiId, history.ToTotals().KilowattHoursDelivered)));
    }

    [Fact]
    public async Task ReadUsage_OneEsiIdInTwoParts_IsPutTogether()
    {
        var id = await SubmitAsync();
        await DeliverAsync(id, "D-1", 1, 2, Flat(First, new UsagePeriod(June.Start, June.Start), 1m));
        await DeliverAsync(id, "D-1", 2, 2, Flat(First, SecondOfJune, 1m));

        var history = Assert.Single(await ReadAsync(id));

        Assert.Equal(192, Assert.Single(history.IntervalSeries).Count);
    }

    [Fact]
    public async Task ReadUsage_Correction_HoldsWhereItSpeaksWhateverCameFirst()
    {
        var id = await SubmitAsync();
        await DeliverAsync(id, "D-2", 1, 1, sentMinute: 10, Flat(First, SecondOfJune, 3m));
        await DeliverAsync(id, "D-1", 1, 1, sentMinute: 5, Flat(First, June, 1m));

        var history = Assert.Single(await ReadAsync(id));

        Assert.Equal((96 * 1m) + (96 * 3m), history.ToTotals().KilowattHoursDelivered);
    }

    [Fact]
    public async Task ReadUsage_IncompleteCorrection_LeavesWhatWasWhole()
    {
        var id = await SubmitAsync();
        await DeliverAsync(id, "D-1", 1, 1, Flat(First, June, 1m));
        await DeliverAsync(id, "D-2", 1, 2, sentMinute: 10, Flat(First, June, 9m));

        Assert.Equal(192m, Assert.Single(await ReadAsync(id)).ToTotals().KilowattHoursDelivered);
    }

    [Fact]
    public async Task ReadUsage_EsiIdThatWasNotAsked_IsLeftOut()
    {
        var id = await SubmitAsync();
        await DeliverAsync(id, "D-1", 1, 1, Flat(InquiryBuilder.EsiIdOf(99), June, 5m), Flat(Second, June, 1m));

        Assert.Equal(Second, Assert.Single(await ReadAsync(id)).EsiId);
    }

    [Fact]
    public async Task ReadUsage_UnknownInquiry_Throws() =>
        await Assert.ThrowsAsync<UhitInquiryException>(() => ReadAsync(RequestId.Parse("R-unknown")));

    private static UsageHistory Flat(EsiId esiId, UsagePeriod days, decimal value) =>
        new UsageHistoryBuilder(esiId).AddIntervals(days, value).Build();

    private async Task<RequestId> SubmitAsync() =>
        (await _harness.Client.SubmitAsync(new InquiryBuilder(_harness.Time).AddLines(2).Build(), Token)).Inquiry!.RequestId;

    private async Task<List<UsageHistory>> ReadAsync(RequestId id) => await _harness.Client.ReadUsageAsync(id, Token).ToListAsync(Token);

    private Task DeliverAsync(RequestId id, string delivery, int part, int count, params UsageHistory[] usage) =>
        DeliverAsync(id, delivery, part, count, 0, usage);

    private async Task DeliverAsync(RequestId id, string delivery, int part, int count, int sentMinute, params UsageHistory[] usage)
    {
        var receipt = Sample.Receipt(_harness.Time.GetUtcNow());
        for (var i = 0; i < usage.Length; i++)
        {
            await _harness.Store.Inbox.AppendUsageAsync(receipt, i, [UsageCodec.Pack(usage[i])], Token);
        }

        await _harness.Store.Inbox.AppendBodyAsync(receipt, 0, "a"u8.ToArray(), Token);
        var sample = Sample.Message($"{delivery}-{part}", id.Value, $"{delivery}-{part}", ClientHarness.Name, receipt: receipt);
        var message = sample with
        {
            Part = new DeliveryPart(DeliveryId.Parse(delivery), part, count),
            UsageCount = usage.Length,
            Header = sample.Header with { SentAt = _harness.Time.GetUtcNow().AddMinutes(sentMinute) },
        };
        var fact = new Delivered(
            message.Order, null, message.Part, [.. usage.Select(history => new DeliveredLine(history.EsiId, history.Received, null))]);
        var result = await _harness.Store.Inbox.CommitAsync(
            message, record => record.Apply(fact, _harness.Time.GetUtcNow(), _harness.Calendar), Token);
        Assert.Equal(InboxOutcome.Stored, result.Outcome);
    }
}
