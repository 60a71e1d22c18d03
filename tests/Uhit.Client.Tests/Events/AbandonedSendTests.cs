using Uhit.Client.Inquiries.Ledger;

namespace Uhit.Client.Tests.Events;

public sealed class AbandonedSendTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_OneInquiryCannotBeChanged_EndsTheSendsOfTheOthersAndTellsOnce()
    {
        var store = new StoppingStore(int.MaxValue);
        await using var fixture = new DispatcherFixture { Store = store };
        foreach (var id in new[] { "R-1", "R-2", "R-3" })
        {
            var record = Conformance.Store.Sample.Inquiry(id, client: DispatcherFixture.Client, createdAt: fixture.Time.GetUtcNow());
            await store.Inquiries.AddAsync(
                record.Apply(
                    new SendStarted(1, fixture.Time.GetUtcNow(), MessageId.Create(fixture.Time)),
                    fixture.Time.GetUtcNow(),
                    fixture.Calendar).Record, Token);
        }

        store.Unreadable.Add(RequestId.Parse("R-2"));
        await fixture.StartAsync();
        await fixture.AdvanceUntilAsync(
            async () => await StateAsync("R-1") == SendingState.Uncertain && await StateAsync("R-3") == SendingState.Uncertain,
            TimeSpan.FromMinutes(1));
        var until = fixture.Time.GetUtcNow().AddHours(1);
        await fixture.AdvanceUntilAsync(() => Task.FromResult(fixture.Time.GetUtcNow() >= until), TimeSpan.FromMinutes(1));
        Assert.Equal(SendingState.Sending, await StateAsync("R-2"));
        store.Unreadable.Clear();
        await fixture.AdvanceUntilAsync(async () => await StateAsync("R-2") == SendingState.Uncertain, TimeSpan.FromMinutes(1));

        Assert.Single(fixture.Log.Collector.GetSnapshot(), entry => entry.Id.Id == 1315);

        async Task<SendingState> StateAsync(string id) =>
            (await store.Inquiries.FindAsync(DispatcherFixture.Client, RequestId.Parse(id), Token))!.Sending;
    }
}
