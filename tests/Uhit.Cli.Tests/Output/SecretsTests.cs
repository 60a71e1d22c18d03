using Uhit.Cli.Output;

namespace Uhit.Cli.Tests.Output;

/// <summary>What was written on the command line is shown again without its passwords.</summary>
public sealed class SecretsTests
{
    [Theory]
    [InlineData("http://user:s3cret@proxy.example:8080", "http://proxy.example:8080")]
    [InlineData("http://user:s3c@ret@proxy.example:8080/x", "http://proxy.example:8080/x")]
    [InlineData("'http://user:s3cret@p:1' is wrong", "'http://p:1' is wrong")]
    [InlineData("https://cnp.example/a@b", "https://cnp.example/a@b")]
    [InlineData("postgres:Host=db;Username=uhit;Password=s3cret;Database=d", "postgres:Host=db;Username=uhit;Database=d")]
    [InlineData("postgres:Host=db;pwd = 's3;cret';Database=d", "postgres:Host=db;Database=d")]
    [InlineData("postgres:Host=db;PASSWORD=\"s3;\"\"cret\"", "postgres:Host=db;")]
    [InlineData("postgres:Host=db;SSL Password=s3cret;Passfile=f", "postgres:Host=db;Passfile=f")]
    [InlineData("postgres:Host=db;Password=s3 cret", "postgres:Host=db;")]
    [InlineData("uhit.db", "uhit.db")]
    public void Without_Text_HasNoPassword(string text, string expected) => Assert.Equal(expected, Secrets.Without(text));

    [Fact]
    public async Task Request_FailsAfterStoring_ShowsNoPasswordOfItsCommandLine()
    {
        using var directory = new WorkDirectory();
        var input = directory.Write(
            "inquiry.csv",
            "EsiId,AddressLine1,City,State,PostalCode,RequestedUsage,StartDate,EndDate,CustomerName,AuthorizedBy,Telephone,Email,"
            + "AuthorizedOn,AuthorizationObtained\n"
            + "1008901000000000000001,1 Example Street,Houston,TX,77002,Billing,2025-01-01,2025-12-31,Example Bakery,Pat "
            + "Example,713-555-0100,pat@bakery.example,2026-01-05,true\n");

        var run = await UhitTool.RunAsync(
            "request", "--endpoint", "https://localhost:1/x", "--proxy", "http://user:s3cret@localhost:1", "--certificate",
            directory["third-party.pem"],
            "--trust", directory["ca.pem"], "--authentication-id", "123456789", "--store", directory["uhit.db"], "--input", input,
            "--answer-timeout", "1s", "--json");

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Contains("--proxy http://localhost:1", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", run.Errors + run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--proxy", "https://user:s3cret@p:1")]
    [InlineData("--proxy", "http://user:s3/cret@p:1")]
    [InlineData("--prxy", "http://user:s3cret@p:1")]
    public async Task Request_WrongUse_ShowsNoPassword(string option, string value)
    {
        var run = await UhitTool.RunAsync("request", option, value);

        Assert.Equal(2, run.ExitCode);
        Assert.DoesNotContain("s3", run.Errors + run.Output, StringComparison.Ordinal);
    }
}
