using Uhit.Client.Events;
using Uhit.Client.Tests.Inbox;
using Uhit.Client.Usage;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;
using static Uhit.Client.Tests.Receiving.CallbackMessages;

namespace Uhit.Client.Tests.Receiving;

/// <summary>The event of a delivery and the client's view give one answer to one question.</summary>
public class DeliveredUsageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadUsage_EsiIdInSeveralLinesOfAPart_IsOneHistoryAndCountsOnce()
    {
        var (delivered, client) = await ReadAsync(History(0, 300), History(1, 100), History(0, 300));

        Assert.Equal([(EsiIds[0], 300m), (EsiIds[1], 100m)], delivered);
        Assert.Equal(delivered, client);
    }

    [Fact]
    public async Task ReadUsage_MonthTakenBackInAnotherLine_IsTheNewOne()
    {
        var (delivered, client) = await ReadAsync(History(0, 300), History(0, -300), History(0, 290));

        Assert.Equal([(EsiIds[0], 290m)], delivered);
        Assert.Equal(delivered, client);
    }

    [Fact]
    public async Task ReadUsage_BillTwiceInOneLine_IsThereOnce()
    {
        var twice = History(0, 300);
        var (delivered, client) = await ReadAsync(twice with { BillingPeriods = [.. twice.BillingPeriods, .. twice.BillingPeriods] });

        Assert.Equal([(EsiIds[0], 300m)], delivered);
        Assert.Equal(delivered, client);
    }

    private static UsageHistory History(int esiId, decimal usage) => new()
    {
        LineNumber = esiId + 1,
        EsiId = EsiIds[esiId],
        BillingPeriods = [new BillingPeriod { StartDate = new DateOnly(2025, 1, 1), EndDate = new DateOnly(2025, 2, 1), Usage = usage }],
    };

    /// <summary>What is billed for each ESI ID by hand-made sums, in the event and in the client's view.</summary>
    private static async Task<((EsiId, decimal)[] Delivered, (EsiId, decimal)[] Client)> ReadAsync(params UsageHistory[] histories)
    {
        await using var fixture = await RoomFixture.CreateAsync(withInquiry: true);
        await fixture.Receiver.SendAsync(SoapEnvelopeWriter.ToBytes(
            SoapVersion.Soap11,
            writer => ReferenceWireFormat.Instance.WriteDelivery(
                writer, Header("D-1"), TransactionId.Parse("T-1"), new DeliveryPart(DeliveryId.Parse("D-1"), 1, 1), histories)));
        var stored = (await fixture.Receiver.EventsAsync()).Single(stored => stored.Kind == StoredEventKind.UsageDelivered);
        var delivered = (UsageDelivered)EventTable.Default.Create(stored, null, fixture.Store);
        return (await SumsAsync(delivered.ReadUsageAsync(Token)), await SumsAsync(fixture.Client.ReadUsageAsync(Asked, Token)));
    }

    private static async Task<(EsiId, decimal)[]> SumsAsync(IAsyncEnumerable<UsageHistory> read) =>
        await read.Select(history => (history.EsiId, history.BillingPeriods.Sum(period => period.Usage))).ToArrayAsync(Token);
}
