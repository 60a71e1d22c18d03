using Uhit.Client.EndToEnd.Tests.Harness;
using Uhit.Client.Simulator;
using Uhit.Client.Wire;

namespace Uhit.Client.EndToEnd.Tests;

/// <summary>Contracts as folders, without a line of C#: client, receiver, store, handler and simulator over real mutual TLS.</summary>
public class MappedContractTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("second", "normal")]
    [InlineData("second", "parts")]
    [InlineData("second", "correction")]
    [InlineData("ews", "normal")]
    [InlineData("ews", "duplicates")]
    [InlineData("ews", "failed-lines")]
    [InlineData("enterprise", "normal")]
    [InlineData("enterprise", "duplicates")]
    public async Task Folder_RunsTheWholeExchange(string contract, string scenario)
    {
        await using var exchange = await StartAsync(contract, scenario, "secret of a test");
        var id = await ScenarioTests.SubmitAsync(exchange, 3);

        var snapshot = await exchange.Client.WaitAsync(id, Token).WaitAsync(TimeSpan.FromSeconds(90), Token);
        await exchange.Simulator.WaitForCompletionAsync(id, Token).WaitAsync(TimeSpan.FromSeconds(90), Token);

        var state = scenario == "failed-lines" ? LineState.Failed : LineState.Delivered;
        Assert.Equal([state, LineState.Delivered, LineState.Delivered], snapshot.Lines.Select(line => line.State));
        if (state == LineState.Delivered)
        {
            await ScenarioTests.AssertSumsAsync(exchange, id);
        }

        var messages = await exchange.Store.Inbox.ListAsync(Exchange.ClientName, Store.InboxRoom.Inbox, Token).ToListAsync(Token);
        Assert.NotEmpty(messages);
        Assert.Equal(0, (await exchange.StatisticsAsync()).Unreadable);
        Assert.DoesNotContain(exchange.Logs.GetSnapshot(), record => record.Message.Contains("secret of a test", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Folder_WithAnotherPasswordThanCnps_IsRefusedByAFault()
    {
        await using var exchange = await StartAsync("enterprise", "normal", "another");

        var failure = await Assert.ThrowsAsync<UhitServiceException>(() => exchange.Client.SubmitAsync(exchange.Inquiry(1).Build(), Token));

        Assert.DoesNotContain("another", failure.ToString(), StringComparison.Ordinal);
    }

    private static Task<Exchange> StartAsync(string contract, string scenario, string password)
    {
        var folder = Path.Combine(Uhit.Client.Tests.Repository.Root, "tests", "Contracts", contract);
        return Exchange.StartAsync(new ExchangeSettings
        {
            WireFormat = MappedContract.Load(folder).WireFormat,
            SimulatorSecrets = new Dictionary<string, string> { ["portal-password"] = "secret of a test" },
            Scenario = SimulatorScenarios.Find(scenario)!,
            Configure = options => options.Secrets["portal-password"] = password,
        });
    }
}
