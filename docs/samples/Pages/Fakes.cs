// <fake>
using Uhit.Client;
using Uhit.Client.Testing;

// </fake>
internal static class Fakes
{
    public static async Task RunAsync(TimeProvider time)
    {
        // <fake>
        var client = new FakeUsageHistoryClient(time);
        var submitted = await client.SubmitAsync(new InquiryBuilder(time).AddLines(1).WithClientReference("customer-1").Build());
        var id = submitted.Inquiry!.RequestId;

        var esiId = InquiryBuilder.EsiIdOf(1);
        client.Deliver(
            id,
            new UsageHistoryBuilder(esiId).AddIntervals(new UsagePeriod(new(2026, 1, 1), new(2026, 1, 31)), 0.25m).Build());

        var snapshot = await client.WaitAsync(id);   // complete: the line was delivered
        // </fake>
        Console.WriteLine(snapshot.RequestId);
    }

    public static async Task HandleAsync(TimeProvider time, IUsageHistoryHandler<UsageDelivered> handler)
    {
        // <event>
        var usage = new UsageHistoryBuilder(
            InquiryBuilder.EsiIdOf(1)).AddBillingPeriod(new UsagePeriod(new(2026, 1, 1), new(2026, 1, 31)), 900m).Build();
        await handler.HandleAsync(new EventBuilder(timeProvider: time).UsageDelivered(usage) with { Attempt = 2 }, CancellationToken.None);
        // </event>
    }
}
