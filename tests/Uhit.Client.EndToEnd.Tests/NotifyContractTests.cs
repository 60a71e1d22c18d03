using System.Net;
using System.Text;
using Uhit.Client.EndToEnd.Tests.Harness;
using Uhit.Client.Simulator;
using Uhit.Client.Store;
using Uhit.Client.Wire;

namespace Uhit.Client.EndToEnd.Tests;

/// <summary>A contract of one operation for all that CNP tells, two paths, one callback per ESI ID or all in one,
/// and none of our numbers: over real mutual TLS.</summary>
public class NotifyContractTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("normal", CorrelationKinds.TransactionId, 1, HttpStatusCode.Accepted)]
    [InlineData("normal", CorrelationKinds.EsiId, 1, HttpStatusCode.OK)]
    [InlineData("normal", CorrelationKinds.EsiId, int.MaxValue, null)]
    [InlineData("reordered", CorrelationKinds.TransactionId, 2, null)]
    [InlineData("duplicates", CorrelationKinds.TransactionId | CorrelationKinds.EsiId, 1, HttpStatusCode.Accepted)]
    public async Task NotifyContract_RunsTheSameExchange(
        string scenario, CorrelationKinds correlation, int maxLines, HttpStatusCode? dataAnswer)
    {
        await using var exchange = await Exchange.StartAsync(new ExchangeSettings
        {
            WireFormat = new NotifyWireFormat(correlation, maxLines, dataAnswer),
            Scenario = SimulatorScenarios.Find(scenario)!,
        });
        var id = await ScenarioTests.SubmitAsync(exchange, 3);

        var snapshot = await exchange.Client.WaitAsync(id, Token).WaitAsync(TimeSpan.FromSeconds(90), Token);

        Assert.All(snapshot.Lines, line => Assert.Equal(LineState.Delivered, line.State));
        await ScenarioTests.AssertSumsAsync(exchange, id);
        await exchange.Recorded.WaitForAsync(events => events.OfType<InquiryCompleted>().Any());

        // Data may come before the verdicts, and completes the inquiry.
        await exchange.Recorded.WaitForAsync(events => events.OfType<ValidationReceived>()
            .SelectMany(validation => validation.Lines)
            .Select(line => line.EsiId).Distinct().Count() == 3);
        Assert.Equal(0, (await exchange.StatisticsAsync()).Unmatched);
        await AssertLinesAsync(exchange, id);
        await AssertPathsAsync(exchange, id, dataAnswer);
    }

    [Fact]
    public async Task NotifyContract_AtAPathOfNoCallback_IsNotFound()
    {
        await using var exchange = await Exchange.StartAsync(new ExchangeSettings
        {
            WireFormat = new NotifyWireFormat(CorrelationKinds.TransactionId, 1, HttpStatusCode.OK),
        });
        using var caller = exchange.CallerWith(exchange.Certificates.Cnp);

        foreach (var (path, status) in new[]
        {
            ("/notify", HttpStatusCode.InternalServerError),
            (string.Empty, HttpStatusCode.NotFound),
            ("/other", HttpStatusCode.NotFound),
        })
        {
            using var content = new StringContent("<a/>", Encoding.UTF8, "text/xml");
            using var response = await caller.PostAsync(new Uri(exchange.CallbackUrl + path), content, Token);
            Assert.Equal(status, response.StatusCode);
        }
    }

    // No message has a line number: the inquiry tells them, in events and in what is read.
    private static async Task AssertLinesAsync(Exchange exchange, RequestId id)
    {
        Assert.Equal([1, 2, 3], (await exchange.UsageOfAsync(id)).Select(history => history.LineNumber).Order());
        var verdicts = exchange.Recorded.Events.OfType<ValidationReceived>()
            .SelectMany(validation => validation.Lines)
            .Select(line => line.LineNumber).Distinct().Order();
        Assert.Equal([1, 2, 3], verdicts);
        foreach (var delivered in exchange.Recorded.Events.OfType<UsageDelivered>())
        {
            Assert.Equal(id, delivered.RequestId);
            Assert.All(await delivered.ReadUsageAsync(Token).ToListAsync(Token), history => Assert.InRange(history.LineNumber, 1, 3));
        }
    }

    private static async Task AssertPathsAsync(Exchange exchange, RequestId id, HttpStatusCode? dataAnswer)
    {
        var entries = await exchange.Store.Inbox.ListAsync(Exchange.ClientName, InboxRoom.Inbox, Token).ToListAsync(Token);
        Assert.All(entries, entry => Assert.Equal(id, entry.RequestId));
        foreach (var entry in entries)
        {
            var stored = (await exchange.Store.Inbox.FindAsync(entry.Receipt, Token))!;
            var isData = stored.Operation == UhitOperation.DeliverHistoricalUsage;
            Assert.Equal(isData ? "data" : "notify", stored.CallbackPath);
            Assert.Equal(isData && dataAnswer is not null, stored.AnswerSoap11.IsEmpty);
            Assert.Contains(NotifyWireFormat.Ns, stored.SoapAction, StringComparison.Ordinal);
        }
    }
}
