using Uhit.Client.EndToEnd.Tests.Harness;
using Uhit.Client.Simulator;
using Uhit.Client.Tests.Wire.Foreign;

namespace Uhit.Client.EndToEnd.Tests;

/// <summary>A contract whose messages all carry a <c>wsse:UsernameToken</c>: both sides write
/// it, and each demands it of the other.</summary>
public class HeaderBlockTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UsernameToken_InEveryMessageOfBothSides_TheExchangeRuns(bool knownLength)
    {
        await using var exchange = await Exchange.StartAsync(new ExchangeSettings
        {
            WireFormat = TokenWireFormat.With("secret", hasNonce: true),
            Scenario = SimulatorScenarios.Normal with { KnownLength = knownLength },
        });
        var id = await ScenarioTests.SubmitAsync(exchange, 2);

        var snapshot = await exchange.Client.WaitAsync(id, Token).WaitAsync(TimeSpan.FromSeconds(90), Token);
        await exchange.Simulator.WaitForCompletionAsync(id, Token).WaitAsync(TimeSpan.FromSeconds(90), Token);

        Assert.All(snapshot.Lines, line => Assert.Equal(LineState.Delivered, line.State));
        await ScenarioTests.AssertSumsAsync(exchange, id);
        Assert.All(exchange.Simulator.GetReport().Lines, line => Assert.Equal(SimulatedLineState.Delivered, line.State));
    }
}
