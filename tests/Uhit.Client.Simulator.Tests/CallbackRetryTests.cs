using Uhit.Client.Simulator.Tests.Support;

namespace Uhit.Client.Simulator.Tests;

public sealed class CallbackRetryTests
{
    [Theory]
    [InlineData(nameof(Reply.Unavailable))]
    [InlineData(nameof(Reply.Fault))]
    [InlineData(nameof(Reply.Drop))]
    [InlineData(nameof(Reply.AnswerAnotherMessage))]
    public async Task Callback_NotAnswered_IsSentAgainUnderItsNumber(string reply)
    {
        await using var exchange = await TestExchange.StartAsync();
        exchange.ThirdParty.Reply = position => position < 2 ? Enum.Parse<Reply>(reply) : Reply.Accept;

        await exchange.RunAsync(exchange.Inquiry(1));

        var validations = exchange.ThirdParty.Received.Where(c => c.Operation == UhitOperation.NotifyValidation).ToArray();
        Assert.Equal(3, validations.Length);
        Assert.Single(validations.Select(callback => callback.Body).Distinct());
        Assert.Single(exchange.ThirdParty.Deliveries);
    }

    [Fact]
    public async Task Callback_NotAnswered_WaitsLongerEveryTime()
    {
        await using var exchange = await TestExchange.StartAsync(configure: options => options.MaxRetryDelay = TimeSpan.FromSeconds(5));
        exchange.ThirdParty.Reply = position => position < 4 ? Reply.Fault : Reply.Accept;

        await exchange.RunAsync(exchange.Inquiry(1));

        Assert.Equal([1, 2, 4, 5], exchange.Clock.Delays.Select(delay => delay.TotalSeconds));
    }

    [Fact]
    public async Task Callback_RetryAfter_IsKept()
    {
        await using var exchange = await TestExchange.StartAsync();
        exchange.ThirdParty.Reply = position => position < 1 ? Reply.Unavailable : Reply.Accept;

        await exchange.RunAsync(exchange.Inquiry(1));

        Assert.Equal([7], exchange.Clock.Delays.Select(delay => delay.TotalSeconds));
    }

    [Fact]
    public async Task Callback_Rejected_IsNotSentAgainAndNotReported()
    {
        await using var exchange = await TestExchange.StartAsync();
        exchange.ThirdParty.Reply = _ => Reply.Reject;

        await exchange.RunAsync(exchange.Inquiry(1));

        Assert.Equal(2, exchange.ThirdParty.Received.Count);
        var line = exchange.Simulator.GetReport().Lines.Single();
        Assert.Equal((SimulatedLineState.Waiting, default), (line.State, line.Totals));
    }

    [Fact]
    public async Task Callback_NeverAnswered_IsGivenUp()
    {
        await using var exchange = await TestExchange.StartAsync(configure: options => options.MaxAttempts = 3);
        exchange.ThirdParty.Reply = _ => Reply.Fault;

        await exchange.RunAsync(exchange.Inquiry(1));

        Assert.Equal(6, exchange.ThirdParty.Received.Count);
        var givenUp = await exchange.Simulator.WaitForStepAsync(
            step => step.Kind == SimulatorStepKind.CallbackGivenUp, TestContext.Current.CancellationToken);
        Assert.Equal((UhitOperation.NotifyValidation, 3), (givenUp.Operation, givenUp.Attempt));
    }

    [Fact]
    public async Task Delivery_SentAgain_CountsOnceInTheReport()
    {
        await using var exchange = await TestExchange.StartAsync();
        exchange.ThirdParty.Reply = position => position == 1 ? Reply.Drop : Reply.Accept;

        await exchange.RunAsync(exchange.Inquiry(1));

        var usage = exchange.ThirdParty.Deliveries.Last().Usage.Single();
        Assert.Equal(Simulator.SimulatedTotals.Of(usage), exchange.Simulator.GetReport().Total);
    }
}
