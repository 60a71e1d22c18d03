using Uhit.Client.EndToEnd.Tests.Harness;
using Uhit.Client.SecondContract.Enterprise;
using Uhit.Client.Simulator;
using Uhit.Client.Store;

namespace Uhit.Client.EndToEnd.Tests;

/// <summary>A plain enterprise contract with <c>wsse:UsernameToken</c> whose inquiry is answered with nothing, with the data, or whose data
/// are fetched and confirmed: client, receiver, store, handlers and simulator.</summary>
public class EnterpriseTests
{
    private static readonly Dictionary<string, string> Secrets = new()
    {
        [EnterpriseWireFormat.User] = "rep-of-ours",
        [EnterpriseWireFormat.Password] = "a pässword",
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(EnterpriseAnswers.Empty, "normal")]
    [InlineData(EnterpriseAnswers.Empty, "duplicates")]
    [InlineData(EnterpriseAnswers.Data, "normal")]
    [InlineData(EnterpriseAnswers.Data, "no-data")]
    [InlineData(EnterpriseAnswers.Fetched, "normal")]
    [InlineData(EnterpriseAnswers.Fetched, "duplicates")]
    [InlineData(EnterpriseAnswers.Fetched, "parts")]
    [InlineData(EnterpriseAnswers.Fetched, "unconfirmed")]
    public async Task Enterprise_EachKindOfAnswer_TheExchangeRuns(EnterpriseAnswers answers, string scenario)
    {
        await using var exchange = await StartAsync(answers, SimulatorScenarios.Find(scenario)!);
        var id = await ScenarioTests.SubmitAsync(exchange, 2);

        var snapshot = await exchange.Client.WaitAsync(id, Token).WaitAsync(TimeSpan.FromSeconds(90), Token);
        await exchange.Simulator.WaitForCompletionAsync(id, Token).WaitAsync(TimeSpan.FromSeconds(90), Token);
        await exchange.Recorded.WaitForAsync(events => events.OfType<InquiryCompleted>().Any());

        Assert.True(snapshot.IsComplete);
        await ScenarioTests.AssertSumsAsync(exchange, id);
        Assert.Single(exchange.Recorded.Events.OfType<ValidationReceived>());
        Assert.Equal(
            scenario == "parts" ? 4 : 1, exchange.Recorded.Events.OfType<UsageDelivered>().DistinctBy(delivered => delivered.Part).Count());
        Assert.Equal(0, (await exchange.StatisticsAsync()).StagedReceipts);
        AssertNoSecrets(exchange);
    }

    [Fact]
    public async Task Enterprise_Fetched_NothingIsLeftToConfirm()
    {
        await using var exchange = await StartAsync(EnterpriseAnswers.Fetched, SimulatorScenarios.Find("unconfirmed")!);
        var id = await ScenarioTests.SubmitAsync(exchange, 1);
        await exchange.Simulator.WaitForCompletionAsync(id, Token).WaitAsync(TimeSpan.FromSeconds(90), Token);

        var steps = new List<SimulatorStep>();
        await foreach (var step in exchange.Simulator.ReadStepsAsync(Token))
        {
            steps.Add(step);
            if (step.Kind == SimulatorStepKind.InquiryCompleted)
            {
                break;
            }
        }

        Assert.Equal(2, steps.Count(step => step.Kind == SimulatorStepKind.NoticeConfirmed));
        Assert.True(
            steps.Count(step => step.Kind == SimulatorStepKind.NoticeFetched) > 2, "What was not confirmed was not given out again.");
        Assert.Equal(2, await exchange.Store.Inbox.ListAsync(Exchange.ClientName, InboxRoom.Inbox, Token).CountAsync(Token));
    }

    // The control: what the tests above rely on is checked by the simulator.
    [Fact]
    public async Task Enterprise_WrongPassword_IsRefused()
    {
        await using var exchange = await StartAsync(EnterpriseAnswers.Empty, SimulatorScenarios.Normal, password: "another");

        var failure = await Assert.ThrowsAsync<UhitServiceException>(() => ScenarioTests.SubmitAsync(exchange, 1));

        Assert.Contains("UsernameToken", failure.Fault!.Reason, StringComparison.Ordinal);
    }

    private static Task<Exchange> StartAsync(EnterpriseAnswers answers, SimulatorScenario scenario, string? password = null) =>
        Exchange.StartAsync(new ExchangeSettings
        {
            WireFormat = new EnterpriseWireFormat(answers),
            SimulatorSecrets = Secrets,
            Scenario = scenario,
            Configure = options =>
            {
                options.Secrets[EnterpriseWireFormat.User] = Secrets[EnterpriseWireFormat.User];
                options.Secrets[EnterpriseWireFormat.Password] = password ?? Secrets[EnterpriseWireFormat.Password];
                options.Polling.Interval = TimeSpan.FromMilliseconds(50);
                options.Polling.MaxBackOff = TimeSpan.FromMilliseconds(200);
            },
        });

    private static void AssertNoSecrets(Exchange exchange)
    {
        foreach (var secret in (string[])[Secrets[EnterpriseWireFormat.User], Secrets[EnterpriseWireFormat.Password]])
        {
            Assert.DoesNotContain(
                exchange.Logs.GetSnapshot(), record => (record.Message + record.Exception).Contains(secret, StringComparison.Ordinal));
            Assert.All(
                Directory.EnumerateFiles(exchange.Folder, "uhit.db*"),
                file => Assert.DoesNotContain(secret, ReadShared(file), StringComparison.Ordinal));
        }
    }

    private static string ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, System.Text.Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
