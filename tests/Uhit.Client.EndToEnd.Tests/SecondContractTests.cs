using Uhit.Client.EndToEnd.Tests.Harness;
using Uhit.Client.SecondContract;
using Uhit.Client.Simulator;

namespace Uhit.Client.EndToEnd.Tests;

/// <summary>Another contract in place of the reference one: SOAP 1.2, other names and shapes, no MessageIds.
/// Client, receiver, store and simulator are unchanged.</summary>
public class SecondContractTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("normal")]
    [InlineData("duplicates")]
    [InlineData("parts")]
    [InlineData("correction")]
    public async Task SecondContract_RunsTheSameExchange(string scenario)
    {
        await using var exchange = await Exchange.StartAsync(new ExchangeSettings
        {
            WireFormat = new SecondWireFormat(),
            Scenario = SimulatorScenarios.Find(scenario)!,
        });
        var id = await ScenarioTests.SubmitAsync(exchange, 2);

        var snapshot = await exchange.Client.WaitAsync(id, Token).WaitAsync(TimeSpan.FromSeconds(90), Token);
        await exchange.Simulator.WaitForCompletionAsync(id, Token).WaitAsync(TimeSpan.FromSeconds(90), Token);

        Assert.All(snapshot.Lines, line => Assert.Equal(LineState.Delivered, line.State));
        await ScenarioTests.AssertSumsAsync(exchange, id);
        var messages = await exchange.Store.Inbox.ListAsync(Exchange.ClientName, Store.InboxRoom.Inbox, Token).ToListAsync(Token);
        Assert.NotEmpty(messages);
        var stored = await exchange.Store.Inbox.FindAsync(messages[0].Receipt, Token);
        Assert.Equal(exchange.Settings.WireFormat.Id, stored!.WireFormat);
    }
}
