using System.Text;
using Uhit.Client.EndToEnd.Tests.Harness;
using Uhit.Client.Simulator;
using Uhit.Client.Tests.Wire.Support;
using Uhit.Client.Wire;

namespace Uhit.Client.EndToEnd.Tests;

/// <summary>Messages in other forms than plain UTF-8, both ways over mutual TLS: client, receiver, store, handler and simulator.</summary>
public sealed class WireFormTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("utf-16", false, WirePackaging.Document, "utf-16", null)]
    [InlineData("iso-8859-1", true, WirePackaging.Document, "iso-8859-1", "gzip")]
    [InlineData("utf-8", false, WirePackaging.Mtom, "application/xop+xml", null)]
    [InlineData("utf-16", true, WirePackaging.Multipart, "multipart/related", "gzip")]
    public async Task Exchange_InAnotherForm_RunsAsEver(
        string encoding, bool gzip, WirePackaging packaging, string contentType, string? contentEncoding)
    {
        var transfer = new WireTransfer { Encoding = Encoding.GetEncoding(encoding), Gzip = gzip, Packaging = packaging };

        await RunAsync(AlteredFormat.With((nameof(SimulatedWireFormat.Transfer), _ => transfer)), contentType, contentEncoding);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Exchange_FilesInsideTheMessages_RunsAsEver(bool gzip)
    {
        var transfer = new WireTransfer { Gzip = gzip };

        await RunAsync(CsvPayloadFormat.Create((nameof(SimulatedWireFormat.Transfer), _ => transfer)), null, gzip ? "gzip" : null);
    }

    private static async Task RunAsync(SimulatedWireFormat format, string? contentType, string? contentEncoding)
    {
        await using var exchange =
            await Exchange.StartAsync(new ExchangeSettings { WireFormat = format, Scenario = SimulatorScenarios.Find("duplicates")! });
        var id = await ScenarioTests.SubmitAsync(exchange, 2);

        var snapshot = await exchange.Client.WaitAsync(id, Token).WaitAsync(TimeSpan.FromSeconds(90), Token);
        await exchange.Simulator.WaitForCompletionAsync(id, Token).WaitAsync(TimeSpan.FromSeconds(90), Token);

        Assert.All(snapshot.Lines, line => Assert.Equal(LineState.Delivered, line.State));
        await ScenarioTests.AssertSumsAsync(exchange, id);
        var entries = await exchange.Store.Inbox.ListAsync(Exchange.ClientName, Store.InboxRoom.Inbox, Token).ToListAsync(Token);
        Assert.NotEmpty(entries);
        foreach (var entry in entries)
        {
            var stored = await exchange.Store.Inbox.FindAsync(entry.Receipt, Token);
            Assert.Equal(contentEncoding, stored!.BodyContentEncoding);
            Assert.Contains(contentType ?? string.Empty, stored.BodyContentType ?? string.Empty, StringComparison.Ordinal);
        }
    }
}
