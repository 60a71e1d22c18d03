using System.Text.Json;
using Uhit.Client.PostgreSql.Cluster;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace Uhit.Cli.Tests.Hosting;

/// <summary>The same verbs over a PostgreSQL database: receiver, request and the rest are processes that share it.</summary>
public sealed class PostgreSqlStoreTests(PostgresFixture postgres)
{
    private const string Csv = """
        EsiId,AddressLine1,City,State,PostalCode,RequestedUsage,StartDate,EndDate,CustomerName,AuthorizedBy,Telephone,Email,AuthorizedOn,AuthorizationObtained
        1008901000000000000001,1 Example Street,Houston,TX,77002,BillingAndInterval,2025-01-01,2025-12-31,Example Customer,Pat Example,713-555-0100,pat@customer.example,2026-01-05,true

        """;

    [Fact]
    public async Task Verbs_OnADatabase_ShareIt()
    {
        var store = "postgres:" + await postgres.CreateDatabaseAsync();
        using var directory = new WorkDirectory();
        var input = directory.Write("inquiry.csv", Csv);
        await using var receiver = UhitProcess.Start(
            "listen", "--listen", "https://localhost:0", "--certificate", directory["third-party.pem"], "--trust", directory["ca.pem"],
            "--allow", "CN=cnp.throwaway.example,O=Throwaway CNP,C=US", "--authentication-id", "123456789", "--store", store, "--json");
        await using var simulator = UhitProcess.Start(
            "simulate", "--listen", "https://localhost:0", "--certificate", directory["cnp.pem"], "--trust", directory["ca.pem"],
            "--callback", await receiver.UrlAsync(), "--json");
        var endpoint = await simulator.UrlAsync();

        var request = await UhitProcess.RunAsync(
            "request", "--endpoint", endpoint, "--certificate", directory["third-party.pem"], "--trust", directory["ca.pem"],
            "--authentication-id", "123456789", "--store", store, "--input", input, "--wait", "--json");

        Assert.True(request.ExitCode == 0, request.ToString());
        var status = await UhitProcess.RunAsync("status", "--store", store, "--json");
        Assert.True(status.ExitCode == 0, status.ToString());
        var inquiry = Assert.Single(status.Json);
        Assert.Equal(JsonValueKind.True, inquiry.GetProperty("isComplete").ValueKind);
        var inbox = await UhitProcess.RunAsync("inbox", "list", "--room", "inbox", "--store", store, "--json");
        Assert.True(inbox.ExitCode == 0, inbox.ToString());
        Assert.Equal(2, inbox.JsonOf("entry").Count);
    }

    [Fact]
    public async Task Store_ThatNobodyServes_SaysSoWithoutThePassword()
    {
        using var directory = new WorkDirectory();
        var run = await UhitTool.RunAsync(
            "status", "--store", $"postgres:Host={directory["nobody"]};Database=none;Username=x;Password=secret-canary");

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.DoesNotContain("secret-canary", run.ToString(), StringComparison.Ordinal);
        Assert.Contains("nobody", run.Errors, StringComparison.Ordinal);
        Assert.Contains("--store", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("PostgreSqlStoreOptions", run.Errors, StringComparison.Ordinal);
    }

    // As a file that is not there: a verb that only looks makes nothing.
    [Fact]
    public async Task Store_DatabaseWithoutTables_IsRefusedAndLeftEmpty()
    {
        var connectionString = await postgres.CreateDatabaseAsync();

        var list = await UhitTool.RunAsync("inbox", "list", "--store", "postgres:" + connectionString);
        var status = await UhitTool.RunAsync("status", "--store", "postgres:" + connectionString);

        Assert.True(list.ExitCode == 2, list.ToString());
        Assert.True(status.ExitCode == 2, status.ToString());
        Assert.Contains("no store in this database", list.Errors, StringComparison.Ordinal);
    }
}
