namespace Uhit.Cli.Tests.Commands.Request;

/// <summary>A mistyped Authentication ID is refused before anything is sent under it, and
/// there is a way out of one that was sent.</summary>
public sealed class WrongIdTests : IDisposable
{
    private const string Right = "123456789";
    private const string Wrong = "123456780";
    private const string Csv = "EsiId,AddressLine1,City,State,PostalCode,RequestedUsage,StartDate,EndDate,CustomerName,AuthorizedBy,"
        + "Telephone,Email,AuthorizedOn,AuthorizationObtained\n"
        + "1008901000000000000001,1 Example Street,Houston,TX,77002,Billing,2025-01-01,2025-12-31,Example Bakery,Pat "
        + "Example,713-555-0100,pat@bakery.example,2026-01-05,true\n";

    private readonly WorkDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Request_OtherIdThanTheReceiversOnAnEmptyStore_IsRefusedWithBothAndSendsNothing()
    {
        await using var receiver = Listen(Right);
        await receiver.JsonAsync("listening");
        await using var simulator = Simulate();
        var endpoint = (await simulator.JsonAsync("listening")).GetProperty("url").GetString()!;

        var wrong = await RequestAsync(endpoint, Wrong);

        Assert.True(wrong.ExitCode == 1, wrong.ToString());
        Assert.Empty(wrong.JsonOf("submitted"));
        Assert.All(
            [Right, Wrong, "--authentication-id", "--replaces-authentication-id"],
            part => Assert.Contains(part, wrong.Errors, StringComparison.Ordinal));
        Assert.Empty((await UhitTool.RunAsync("status", "--store", _directory["uhit.db"], "--json")).Json);
        Assert.DoesNotContain(simulator.Json, line => line.GetProperty("type").GetString() == "activity");
        var right = await RequestAsync(endpoint, Right);
        Assert.True(right.ExitCode == 0, right.ToString());
    }

    [Fact]
    public async Task Request_WrongIdWentFirst_TheWayOutIsToAbandonAndToReplace()
    {
        await using var simulator = Simulate();
        var endpoint = (await simulator.JsonAsync("listening")).GetProperty("url").GetString()!;
        var wrong = await RequestAsync(endpoint, Wrong);
        Assert.True(wrong.ExitCode == 0, wrong.ToString());
        var id = Assert.Single(wrong.JsonOf("submitted")).GetProperty("requestId").GetString()!;

        var refused = await RequestAsync(endpoint, Right);
        Assert.True(refused.ExitCode == 1, refused.ToString());
        Assert.Contains("uhit abandon", refused.Errors, StringComparison.Ordinal);

        var purged = await UhitTool.RunAsync(
            "inbox", "purge", "--store", _directory["uhit.db"], "--esi-id", "1008901000000000000001", "--include-waiting", "--yes",
            "--json");
        Assert.Equal(id, Assert.Single(purged.JsonOf("purged")).GetProperty("stillWaiting")[0].GetString());
        Assert.Contains($"uhit abandon --store {_directory["uhit.db"]} {id}", purged.Errors, StringComparison.Ordinal);
        Assert.Equal(0, (await UhitTool.RunAsync("abandon", "--store", _directory["uhit.db"], id, "--yes")).ExitCode);
        Assert.Contains("--replaces-authentication-id", (await RequestAsync(endpoint, Right)).Errors, StringComparison.Ordinal);

        var right = await RequestAsync(endpoint, Right, "--replaces-authentication-id", Wrong);
        Assert.True(right.ExitCode == 0, right.ToString());
        Assert.Equal("Accepted", Assert.Single(right.JsonOf("submitted")).GetProperty("outcome").GetString());
        var wrongAgain = await RequestAsync(endpoint, Wrong);
        Assert.True(wrongAgain.ExitCode == 1, wrongAgain.ToString());
    }

    private Task<UhitRun> RequestAsync(string endpoint, string id, params string[] more) => UhitTool.RunAsync(
    [
        "request", "--endpoint", endpoint, "--certificate", _directory["third-party.pem"], "--trust", _directory["ca.pem"],
        "--authentication-id", id, "--store", _directory["uhit.db"], "--input", _directory.Write("inquiry.csv", Csv), "--json", .. more,
    ]);

    private UhitTool Listen(string id) => UhitTool.Start(
        "listen", "--listen", "https://localhost:0", "--certificate", _directory["third-party.pem"], "--trust", _directory["ca.pem"],
        "--allow", "CN=cnp.throwaway.example,O=Throwaway CNP,C=US", "--authentication-id", id, "--store", _directory["uhit.db"], "--json");

    private UhitTool Simulate() => UhitTool.Start(
        "simulate", "--listen", "https://localhost:0", "--certificate", _directory["cnp.pem"], "--trust", _directory["ca.pem"],
        "--callback", "https://localhost:9/uhit/callback", "--scenario", "never", "--json");
}
