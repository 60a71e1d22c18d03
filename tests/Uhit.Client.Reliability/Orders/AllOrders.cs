using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Reliability.InProcess;
using Uhit.Client.Testing;

namespace Uhit.Client.Reliability.Orders;

/// <summary>Every order of {CNP's answer at once, validation, part 1, part 2}: alone, with a duplicate
/// of each one, and with duplicates of all.</summary>
internal static class AllOrders
{
    private static readonly string[] Steps = ["answer", "validation", "part1", "part2"];

    private static readonly RequestId Asked = RequestId.Parse("R-1");

    private static readonly DateTimeOffset Start = new(2026, 3, 6, 15, 0, 0, TimeSpan.FromHours(-6));

    /// <summary>The orders: of the four, of the four and one of them again, and, where asked for, of the four twice.</summary>
    /// <param name="withAllTwice">Whether those with a duplicate of every one are among them: 2,520.</param>
    public static IReadOnlyList<int[]> Of(bool withAllTwice)
    {
        var once = new[] { 0, 1, 2, 3 };
        var orders = Permutations.Of(once).ToList();
        foreach (var again in once)
        {
            orders.AddRange(Permutations.Of([.. once, again]));
        }

        if (withAllTwice)
        {
            orders.AddRange(Permutations.Of([.. once, .. once]));
        }

        return orders;
    }

    /// <summary>Plays them over one kind of store.</summary>
    /// <returns>What was broken, with the order.</returns>
    public static async Task<IReadOnlyList<string>> PlayAsync(IReadOnlyList<int[]> orders, string store, Cast cast)
    {
        var outcomes = new ScenarioOutcome[orders.Count];
        await StoreHouses.ForEachAsync(store, Enumerable.Range(0, orders.Count), async (i, stores) =>
        {
            // Half of them are handled while they come, the others in the end.
            outcomes[i] = await ScenarioRun.PlayAsync(
                Scenario(orders[i], works: i % 2 == 0), cast, stores, "order-" + i).ConfigureAwait(false);
        }).ConfigureAwait(false);

        var broken = new List<string>();
        foreach (var (outcome, i) in outcomes.Select((outcome, i) => (outcome, i)))
        {
            broken.AddRange(outcome.Violations.Select(violation => $"{Name(i)}: {violation}"));
            if (!outcome.EndsLike(outcomes[0]))
            {
                broken.Add($"{Name(i)} ends otherwise than {Name(0)}:\n{outcome.State}\n{outcome.Events}\n{outcome.Answers}\ninstead "
                    + $"of\n{outcomes[0].State}\n{outcomes[0].Events}\n{outcomes[0].Answers}");
            }
        }

        return broken;

        string Name(int i) => string.Join(' ', orders[i].Select(step => Steps[step]));
    }

    private static Scenario Scenario(int[] order, bool works)
    {
        var inquiry = new InquiryBuilder(new DateOnly(2026, 3, 6)).AddLines(2).Build();
        var esiIds = inquiry.Lines.Select(line => line.EsiId).ToList();
        var transaction = TransactionId.Parse("T-1");
        var delivery = DeliveryId.Parse("D-1");
        var sentAt = Start.AddHours(1);
        Step[] all =
        [
            new Step.Noted(Asked, new Acknowledged(
                new MessageOrder(Start.AddSeconds(1), "Q-R-1"),
                new Acknowledgement
                {
                    RequestId = Asked,
                    MessageId = MessageId.Parse("Q-R-1"),
                    TransactionId = transaction,
                    ReceivedAt = Start.AddSeconds(1),
                    Status = AcknowledgementStatus.Accepted,
                },
                Attempt: 1)),
            new Step.Arrives(
                Message.Validating(
                    Asked, "V-1", sentAt, transaction,
                    [.. esiIds.Select((esiId, i) =>
                        new LineValidation { LineNumber = i + 1, EsiId = esiId, Status = ValidationStatus.Validated })]),
                Process: 0),
            new Step.Arrives(Part(1, [UsageSamples.Of(1, esiIds[0], [1, 2], RequestedUsage.BillingAndInterval, 1)]), Process: 0),
            new Step.Arrives(
                Part(2, [
                    UsageSamples.Of(1, esiIds[0], [2, 3], RequestedUsage.Interval, 2),
                    UsageSamples.Of(2, esiIds[1], [1], RequestedUsage.BillingAndInterval, 2),
                ]),
                Process: 0),
        ];

        var steps = new List<Step>();
        foreach (var (step, i) in order.Select((step, i) => (step, i)))
        {
            steps.Add(all[step] is Step.Arrives arrives ? arrives with { Process = i % 2 } : all[step]);
            steps.Add(new Step.ClockMoved(TimeSpan.FromMinutes(7)));
            if (works)
            {
                steps.Add(new Step.Worked(i % 2, MaxEvents: 2));
            }
        }

        return new Scenario(Start, new Dictionary<RequestId, UsageHistoryInquiry> { [Asked] = inquiry }, steps);

        Message Part(int number, IReadOnlyList<Usage.UsageHistory> usage) =>
            Message.Delivering(Asked, $"P-{number}", sentAt.AddHours(number), transaction, new DeliveryPart(delivery, number, 2), usage);
    }
}
