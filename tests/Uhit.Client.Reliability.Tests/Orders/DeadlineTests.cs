using Uhit.Client.Reliability.InProcess;
using Uhit.Client.Testing;

namespace Uhit.Client.Reliability.Tests.Orders;

/// <summary>Each deadline is told once, however many processes look, and by the next one to start where none ran.</summary>
public sealed class DeadlineTests
{
    private const int Inquiries = 40;

    private static readonly DateTimeOffset Start = new(2026, 10, 30, 15, 0, 0, TimeSpan.FromHours(-5));

    [Fact]
    public async Task Look_ByThreeProcessesAtOnce_EachDeadlineIsOneEvent()
    {
        using var cast = new Cast();
        await using var house = new SqliteHouse();
        var (clock, history) = (new StepClock(Start), new History());
        var processes = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(async _ => new Receiver(cast, history, await house.OpenAsync(clock), "deadlines", clock)));
        await AddAsync(processes[0]);

        // Over the autumn clock change: due after 72 elapsed hours, overdue at the end of Wednesday.
        foreach (var step in new[]
        {
            TimeSpan.FromHours(72) - TimeSpan.FromTicks(1),
            TimeSpan.FromTicks(1),
            TimeSpan.FromDays(3),
            TimeSpan.FromDays(1),
        })
        {
            clock.Step(step);
            await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => processes[i % 3].LookAsync())));
        }

        Assert.Equal(Expected("due:", "overdue:"), await EventsAsync(processes[1], history));
        Array.ForEach(processes, process => process.Dispose());
    }

    [Fact]
    public async Task Look_AfterNobodyRanForWeeks_ToldByTheNextThatStarts()
    {
        using var cast = new Cast();
        await using var house = new SqliteHouse();
        var (clock, history) = (new StepClock(Start), new History());
        using (var gone = new Receiver(cast, history, await house.OpenAsync(clock), "deadlines", clock))
        {
            await AddAsync(gone);
        }

        clock.Step(TimeSpan.FromDays(40));
        using var next = new Receiver(cast, history, await house.OpenAsync(clock), "deadlines", clock);
        Assert.Equal(Inquiries, await next.LookAsync());
        using var another = new Receiver(cast, history, await house.OpenAsync(clock), "deadlines", clock);
        Assert.Equal(0, await another.LookAsync());

        Assert.Equal(Expected("due:", "overdue:"), await EventsAsync(another, history));
    }

    private static async Task AddAsync(Receiver process)
    {
        for (var i = 0; i < Inquiries; i++)
        {
            await process.AddInquiryAsync(RequestId.Parse("R-" + i), new InquiryBuilder(new DateOnly(2026, 10, 30)).AddLines(1).Build());
        }
    }

    private static async Task<IEnumerable<string>> EventsAsync(Receiver process, History history)
    {
        await using var worker = new Worker(process, "worker", static (_, _) => Task.CompletedTask);
        while (await worker.RunOnceAsync())
        {
        }

        return history.Events.Values.Select(stored => stored.Key).Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Expected(params string[] kinds) =>
        kinds.SelectMany(kind => Enumerable.Range(0, Inquiries).Select(i => $"{kind}R-{i}")).Order(StringComparer.Ordinal);
}
