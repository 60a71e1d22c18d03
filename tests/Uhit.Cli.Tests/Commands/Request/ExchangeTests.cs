using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Uhit.Cli.Tests.Commands.Request;

/// <summary><c>uhit simulate</c>, <c>uhit listen</c> and <c>uhit request</c> on one store.</summary>
public sealed class ExchangeTests
{
    private static readonly string Nobody = $"https://localhost:{WorkDirectory.NobodysPort}/uhit/callback";

    private const string CnpName = "CN=cnp.throwaway.example,O=Throwaway CNP,C=US";

    [Fact]
    public async Task Request_ThreeProcessesAnd25EsiIds_EverythingArrivesAndSumsAreTheSimulators()
    {
        using var directory = new WorkDirectory();
        var input = directory.Write("inquiry.csv", Csv(25));
        await using var receiver = UhitProcess.Start(ListenArguments(directory));
        await using var simulator = UhitProcess.Start(SimulateArguments(directory, await receiver.UrlAsync()));
        var endpoint = await simulator.UrlAsync();

        var run = await UhitProcess.RunAsync([.. RequestArguments(directory, endpoint, input), "--wait", "--timeout", "100s", "--json"]);

        Assert.True(
            run.ExitCode == 0,
            $"{run}\nsimulator:\n{simulator.Output}\n{simulator.Errors}\nreceiver:\n{receiver.Output}\n{receiver.Errors}");
        var arrived = run.JsonOf("usage");
        var total = Assert.Single(run.JsonOf("total"));
        await simulator.JsonAsync("total");
        var sent = simulator.Json.Where(line => line.GetProperty("type").GetString() == "usage")
            .ToDictionary(line => line.GetProperty("lineNumber").GetInt32());
        Assert.Equal(25, arrived.Count);
        Assert.Equal(25, sent.Count);
        Assert.Equal(25, total.GetProperty("delivered").GetInt32());
        foreach (var line in arrived)
        {
            var other = sent[line.GetProperty("lineNumber").GetInt32()];
            Assert.Equal("Delivered", line.GetProperty("state").GetString());
            Assert.True(line.GetProperty("billingPeriods").GetInt32() >= 12, line.GetRawText());
            Assert.True(line.GetProperty("readings").GetInt32() > 34_000, line.GetRawText());

            // Compared as text: sums are exact.
            foreach (var name in new[] { "requestId", "esiId", "readings", "kwh", "receivedKwh", "billingPeriods", "billingKwh" })
            {
                Assert.Equal(other.GetProperty(name).GetRawText(), line.GetProperty(name).GetRawText());
            }
        }

        var status = await UhitProcess.RunAsync(
            "status", "--store", directory["uhit.db"], total.GetProperty("requestId").GetString()!, "--json");
        Assert.True(Assert.Single(status.JsonOf("inquiry")).GetProperty("isComplete").GetBoolean(), status.ToString());
        await ReceiverEndsInGoodOrderAsync(receiver);
    }

    [Fact]
    public async Task Request_LinesThatTheSimulatorRefuses_ExitsWithOneAndSaysWhy()
    {
        using var directory = new WorkDirectory();
        var input = directory.Write("inquiry.csv", Csv(3));
        await using var receiver = Listen(directory);
        await using var simulator = Simulate(directory, await receiver.UrlAsync(), "--scenario", "failed-lines");
        var endpoint = await simulator.UrlAsync();

        var run = await UhitTool.RunAsync([.. RequestArguments(directory, endpoint, input), "--wait", "--timeout", "100s", "--json"]);

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Contains(
            run.JsonOf("usage"),
            line => line.GetProperty("state").GetString() == "Failed" && line.GetProperty("errors").GetArrayLength() > 0);
        Assert.Contains(run.JsonOf("usage"), line => line.GetProperty("state").GetString() == "Delivered");
    }

    [Fact]
    public async Task Request_SameReferenceTwice_IsSentOnce()
    {
        using var directory = new WorkDirectory();
        var input = directory.Write("inquiry.csv", Csv(1));
        await using var simulator = Simulate(directory, Nobody, "--scenario", "never");
        var endpoint = await simulator.UrlAsync();
        string[] arguments = [.. RequestArguments(directory, endpoint, input), "--reference", "batch 1", "--json"];

        var first = await UhitTool.RunAsync(arguments);
        var second = await UhitTool.RunAsync(arguments);

        Assert.True(first.ExitCode == 0, first.ToString());
        Assert.True(second.ExitCode == 0, second.ToString());
        var (one, two) = (Assert.Single(first.JsonOf("submitted")), Assert.Single(second.JsonOf("submitted")));
        Assert.Equal("Accepted", one.GetProperty("outcome").GetString());
        Assert.Equal("AlreadySubmitted", two.GetProperty("outcome").GetString());
        Assert.Equal(one.GetProperty("requestId").GetString(), two.GetProperty("requestId").GetString());

        // The store is of the other environment.
        var production = await UhitTool.RunAsync([.. arguments, "--environment", "Production"]);
        Assert.True(production.ExitCode == 1, production.ToString());
        Assert.Contains("--environment is Production", production.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Uhit:", production.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_NobodyListens_ExitsWithOneAndIsSentByResend()
    {
        using var directory = new WorkDirectory();
        var input = directory.Write("inquiry.csv", Csv(1));
        var nobody = $"https://localhost:{WorkDirectory.NobodysPort}/uhit/inquiry";
        string[] arguments = [.. RequestArguments(directory, nobody, input), "--json"];

        var failed = await UhitTool.RunAsync(arguments);

        Assert.True(failed.ExitCode == 1, failed.ToString());
        var error = Assert.Single(failed.Json);
        Assert.Equal("error", error.GetProperty("type").GetString());
        Assert.DoesNotContain("   at ", failed.Errors, StringComparison.Ordinal);
        var status = await UhitTool.RunAsync("status", "--store", directory["uhit.db"], "--json");
        Assert.True(status.ExitCode == 0, status.ToString());
        var stored = Assert.Single(status.JsonOf("inquiry"));
        var id = stored.GetProperty("requestId").GetString()!;
        Assert.Equal("NotSent", stored.GetProperty("sending").GetString());
        Assert.Contains(id, error.GetProperty("message").GetString(), StringComparison.Ordinal);

        await using var simulator = UhitTool.Start(
            "simulate", "--listen", "https://localhost:0", "--certificate", directory["cnp.pem"], "--trust", directory["ca.pem"],
            "--callback", Nobody, "--scenario", "never", "--json");
        var endpoint = await simulator.UrlAsync();
        var again = await UhitTool.RunAsync(
        [
            .. arguments.Select(argument =>
                argument == "--input" ? "--resend" : argument == input ? id : argument == nobody ? endpoint : argument),
        ]);

        Assert.True(again.ExitCode == 0, again.ToString());
        var submitted = Assert.Single(again.JsonOf("submitted"));
        Assert.Equal("Accepted", submitted.GetProperty("outcome").GetString());
        Assert.Equal(id, submitted.GetProperty("requestId").GetString());
    }

    // What waits in a store is taken by the process that handles it: an application beside the tool would miss events.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Listen_AtItsStart_SaysThatEventsAreHandledHere(bool json)
    {
        using var directory = new WorkDirectory();
        string[] more = json ? ["--json"] : [];
        await using var receiver = UhitTool.Start(
        [
            "listen", "--listen", "https://localhost:0", "--certificate", directory["third-party.pem"], "--trust", directory["ca.pem"],
            "--allow", CnpName, "--authentication-id", "123456789", "--store", directory["uhit.db"], .. more,
        ]);

        // Nothing is written before it listens.
        var first = await receiver.LineAsync(_ => true);
        Assert.Contains("/uhit/callback", first, StringComparison.Ordinal);

        if (!json)
        {
            await receiver.LineAsync(line => line.StartsWith("Events in this store are handled here", StringComparison.Ordinal));
            return;
        }

        // The error stream comes on a way of its own: it is whole once the run has ended.
        receiver.Terminate();
        var run = await receiver.EndAsync();
        Assert.Contains("Events in this store are handled here", run.Errors, StringComparison.Ordinal);
        Assert.All(run.Json, line => Assert.NotEmpty(line.GetProperty("type").GetString()!));
    }

    // A port that is taken: nothing listens, so nothing is said and no event is handed out.
    [Fact]
    public async Task Listen_PortIsTaken_WritesNothingButWhy()
    {
        using var directory = new WorkDirectory();
        await using var first = Listen(directory);
        var port = new Uri(await first.UrlAsync()).Port;

        var run = await UhitTool.RunAsync(
            "listen", "--listen", $"https://localhost:{port}", "--certificate", directory["third-party.pem"], "--trust",
            directory["ca.pem"], "--allow", CnpName, "--authentication-id", "123456789", "--store", directory["other.db"]);

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Empty(run.Output);
        Assert.DoesNotContain("Events in this store", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "/uhit/callback", null)]
    [InlineData("/", "/uhit/callback", "https://uhit.example.com/from/cnp")]
    [InlineData("/soap/UsagePartner.svc", "/soap/UsagePartner.svc", null)]
    public async Task Listen_Wsdl_HasTheReceiversOwnAddress(string path, string expectedPath, string? publicUrl)
    {
        using var directory = new WorkDirectory();
        string[] more = publicUrl is null ? [] : ["--public-url", publicUrl];
        await using var receiver = UhitTool.Start(
        [
            "listen", "--listen", "https://localhost:0" + path, "--certificate", directory["third-party.pem"], "--trust",
            directory["ca.pem"], "--allow", CnpName, "--authentication-id", "123456789", "--store", directory["uhit.db"], "--json", .. more,
        ]);
        var url = await receiver.UrlAsync();
        using var certificate = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPemFile(directory["cnp.pem"]);
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        handler.ClientCertificates.Add(certificate);
        using var client = new HttpClient(handler);

        var wsdl = await client.GetStringAsync(new Uri(url + "?wsdl"), TestContext.Current.CancellationToken);

        Assert.Equal(expectedPath, new Uri(url).AbsolutePath);
        Assert.Contains($"location=\"{publicUrl ?? url}\"", wsdl, StringComparison.Ordinal);
    }

    // Nobody reads hundreds of lines to learn that all went well.
    [Fact]
    public async Task Request_ManyEsiIds_ShowsCountsAndTheFirstFailures()
    {
        using var directory = new WorkDirectory();
        var input = directory.Write("inquiry.csv", Csv(60).Replace("BillingAndInterval", "Billing", StringComparison.Ordinal));
        await using var receiver = Listen(directory);
        await using var simulator = Simulate(directory, await receiver.UrlAsync(), "--scenario", "failed-lines");
        var endpoint = await simulator.UrlAsync();

        var run = await UhitTool.RunAsync([.. RequestArguments(directory, endpoint, input), "--wait", "--timeout", "100s"]);

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Contains("60 lines: 20 Failed, 40 Delivered.", run.Output, StringComparison.Ordinal);
        Assert.Contains("Line 1: Failed: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("… and 10 more.", run.Output, StringComparison.Ordinal);
        Assert.Contains("40 of 60 ESI IDs", run.Output, StringComparison.Ordinal);
        Assert.InRange(run.Output.Split('\n').Length, 10, 45);
        Assert.Contains($"'uhit status --store {directory["uhit.db"]} ", run.Output, StringComparison.Ordinal);

        // Asked for once more: how to see what came.
        var again = await UhitTool.RunAsync(RequestArguments(directory, endpoint, input));
        Assert.Contains("It is complete: add --wait to see what came for it.", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_WaitTakesTooLong_ExitsWithOneAndSaysWhereToLook()
    {
        using var directory = new WorkDirectory();
        var input = directory.Write("inquiry.csv", Csv(1));
        await using var simulator = Simulate(directory, Nobody, "--scenario", "never");
        var endpoint = await simulator.UrlAsync();

        var run = await UhitTool.RunAsync([.. RequestArguments(directory, endpoint, input), "--wait", "--timeout", "2s"]);

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Contains("uhit status", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_StoppedWhileWaiting_ExitsWithOneAndSaysSo()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent as Unix has them.");
        using var directory = new WorkDirectory();
        var input = directory.Write("inquiry.csv", Csv(1));
        await using var simulator = Simulate(directory, Nobody, "--scenario", "never");
        var endpoint = await simulator.UrlAsync();
        await using var process = UhitProcess.Start([.. RequestArguments(directory, endpoint, input), "--wait", "--json"]);
        await process.JsonAsync("submitted");

        // Not SIGINT: a process that was started in the background inherits that it is ignored. Both go the same way in the tool.
        process.Terminate();
        var run = await process.EndAsync();

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Contains("Stopped", run.Errors, StringComparison.Ordinal);
    }

    private static UhitTool Simulate(WorkDirectory directory, string callbacks, params string[] more) =>
        UhitTool.Start(SimulateArguments(directory, callbacks, more));

    private static string[] SimulateArguments(WorkDirectory directory, string callbacks, params string[] more) =>
    [
        "simulate", "--listen", "https://localhost:0", "--certificate", directory["cnp.pem"], "--trust", directory["ca.pem"],
        "--callback", callbacks, "--json", .. more,
    ];

    private static UhitTool Listen(WorkDirectory directory) => UhitTool.Start(ListenArguments(directory));

    private static string[] ListenArguments(WorkDirectory directory) =>
    [
        "listen", "--listen", "https://localhost:0", "--certificate", directory["third-party.pem"], "--trust", directory["ca.pem"],
        "--allow", CnpName, "--authentication-id", "123456789", "--store", directory["uhit.db"], "--json",
    ];

    private static string[] RequestArguments(WorkDirectory directory, string endpoint, string input) =>
    [
        "request", "--endpoint", endpoint, "--certificate", directory["third-party.pem"], "--trust", directory["ca.pem"],
        "--authentication-id", "12-345-6789", "--store", directory["uhit.db"], "--input", input,
    ];

    private static async Task ReceiverEndsInGoodOrderAsync(UhitProcess receiver)
    {
        await receiver.LineAsync(line => JsonDocument.Parse(line).RootElement is var json
            && json.GetProperty("type").GetString() == "event" && json.GetProperty("event").GetString() == "InquiryCompleted");
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        receiver.Terminate();
        var end = await receiver.EndAsync();
        Assert.True(end.ExitCode == 0, end.ToString());
        var events = end.JsonOf("event").Select(line => line.GetProperty("event").GetString()).ToHashSet();
        Assert.Superset(
            new HashSet<string?>
            {
                "InquiryAcknowledged",
                "ValidationReceived",
                "UsageDelivered",
                "CallbackAcknowledged",
                "InquiryCompleted",
            }, events);
    }

    private static string Csv(int esiIds)
    {
        var csv = new StringBuilder(
            "EsiId,AddressLine1,City,State,PostalCode,RequestedUsage,StartDate,EndDate,CustomerName,AuthorizedBy,Telephone,Email,"
                + "AuthorizedOn,AuthorizationObtained\n");
        for (var i = 1; i <= esiIds; i++)
        {
            csv.Append(
                CultureInfo.InvariantCulture,
                $"1008901{i:D15},{i} Example Street,Houston,TX,77002,BillingAndInterval,2025-01-01,2025-12-31,Example Customer {i},Pat "
                    + $"Example,713-555-0100,pat@customer.example,2026-01-05,true\n");
        }

        return csv.ToString();
    }
}
