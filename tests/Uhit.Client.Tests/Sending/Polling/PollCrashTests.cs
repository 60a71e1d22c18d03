using Microsoft.Extensions.DependencyInjection;
using Uhit.Client.SecondContract.Enterprise;
using Uhit.Client.Store;
using Uhit.Client.Testing;
using Uhit.Client.Tests.Registration;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Sending.Polling;

/// <summary>A process that dies at each call of its store while it fetches, before the call and after it: the next one finishes, nothing is
/// lost and nothing stored twice.</summary>
public sealed class PollCrashTests : IDisposable
{
    private readonly ClientSettings _settings = new("Test");
    private readonly WireSecrets _secrets = new([KeyValuePair.Create("cnp-user", "rep"), KeyValuePair.Create("cnp-password", "s3cret!")]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _settings.Dispose();

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Poll_DiesAtAnyCallOfTheStore_TheNextProcessFinishes(bool isAfter, bool asksPerClient)
    {
        var format = new EnterpriseWireFormat(EnterpriseAnswers.Fetched) { Polls = new WirePolling { AsksPerClient = asksPerClient } };
        await using var desk = await PollDesk.StartAsync(_settings, format.WithSecrets(_secrets.Get));
        _settings["Uhit:Test:Endpoint"] = desk.Address.ToString();
        _settings["Uhit:Test:ServerTrust:RootFiles:0"] = _settings.File("ca.pem");
        _settings["Uhit:Test:Secrets:cnp-user"] = "rep";
        _settings["Uhit:Test:Secrets:cnp-password"] = "s3cret!";

        var points = 0;
        for (var hasDied = true; hasDied; points++)
        {
            var store = new InMemoryUhitStore();
            var death = new DyingStore.Death();
            await using var first = Services(format, DyingStore.Of<IUhitStore>(store, death));
            var id = (await first.GetRequiredService<IUsageHistoryClient>().SubmitAsync(
                new InquiryBuilder(TimeProvider.System).AddLines(1).Build(), Token)).Inquiry!.RequestId;
            var asked = desk.Asked.Single(message => message.Header.RequestId == id);
            desk.Hold(PollDesk.Validation(asked), PollDesk.Delivery(asked));
            death.Arm(points + 1, isAfter);
            try
            {
                await first.GetRequiredKeyedService<IUsageHistoryClient>("Test").PollAsync(Token);
            }
            catch (UhitException)
            {
            }

            hasDied = death.HasCome;
            await using var next = Services(format, store);
            var poller = next.GetRequiredKeyedService<IUsageHistoryClient>("Test");
            await poller.PollAsync(Token);
            await poller.PollAsync(Token);

            var client = next.GetRequiredService<IUsageHistoryClient>();
            Assert.True((await client.FindAsync(id, Token))!.IsComplete, $"Lost after {points} calls.");
            Assert.Equal(2, await store.Inbox.ListAsync("Test", InboxRoom.Inbox, Token).CountAsync(Token));
            Assert.Equal([123m], (await client.ReadUsageAsync(id, Token).ToListAsync(Token)).SelectMany(usage => usage.BillingPeriods)
                .Select(period => period.Usage));
            Assert.Equal(["D-" + id.Value, "V-" + id.Value], desk.Confirmed
                .Where(confirmed => confirmed.EndsWith(id.Value, StringComparison.Ordinal)).Distinct()
                .Order(StringComparer.Ordinal));
            var record = await store.Inquiries.FindAsync("Test", id, Token);
            Assert.All(record!.Ledger.Fetches!.Values, fetch => Assert.True(fetch.IsConfirmed));
        }

        // A loop that never kills shows nothing.
        Assert.InRange(points, 10, 100);
        TestContext.Current.TestOutputHelper?.WriteLine($"{points - 1} points");
    }

    private ServiceProvider Services(SimulatedWireFormat format, IUhitStore store)
    {
        var services = _settings.Services();
        services.AddUhitClient("Test").UseWireFormat(format).UseStore(_ => store);
        return services.BuildServiceProvider();
    }
}
