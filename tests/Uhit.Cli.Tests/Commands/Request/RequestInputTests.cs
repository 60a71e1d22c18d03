namespace Uhit.Cli.Tests.Commands.Request;

/// <summary>What <c>uhit request</c> says about its input before anything is sent.</summary>
public sealed class RequestInputTests
{
    private const string Header = "EsiId,AddressLine1,City,State,PostalCode,RequestedUsage,StartDate,EndDate,CustomerName,AuthorizedBy,"
        + "Telephone,Email,AuthorizedOn,AuthorizationObtained";

    [Fact]
    public async Task Request_ManyErrors_AllAreShownWithLineAndCode()
    {
        var run = await RequestAsync("inquiry.csv", $"""
            {Header}
            1008901000000000000001,1 Example Street,Houston,TX,77002,BillingAndInterval,2025-01-01,2025-01-02,A,B,713-555-0100,not-an-address,2025-02-01,true
            not-an-esi-id,1 Example Street,Houston,TX,77002,Everything,the first,2025-03-31,A,B,713-555-0100,b@customer.example,2025-02-01,perhaps
            1044372000000000000003,1 Example Street,Houston,TX,77002,Billing,2025-01-01,2025-03-31,A,B,713-555-0100,b@customer.example,2025-02-01,false
            """);

        Assert.True(run.ExitCode == 1, run.ToString());
        var errors = Assert.Single(run.JsonOf("submitted")).GetProperty("errors").EnumerateArray()
            .Select(error => (error.GetProperty("lineNumber").GetInt32(), error.GetProperty("code").GetString()!)).ToHashSet();
        Assert.Superset(
            new HashSet<(int, string)>
            {
                (1, "PeriodTooShort"), (1, "InvalidEmail"), (2, "InvalidEsiId"), (2, "InvalidUsageRequested"), (2, "InvalidDate"),
                (2, "InvalidBoolean"), (3, "NotInTerritory"), (3, "AuthorizationNotObtained"),
            },
            errors);
    }

    [Theory]
    [InlineData("a.csv", "EsiId,Colour\n1,red", "column 'Colour' (B) is not known")]
    [InlineData("a.csv", "EsiId,EsiId\n1,2", "is there twice")]
    [InlineData("a.csv", "EsiId\n", "has no lines")]
    [InlineData("a.csv", "EsiId,City\n1,2,3", "row 2 has 3 values")]
    [InlineData("a.json", "{", "is not JSON")]
    [InlineData("a.json", "[]", "has no lines")]
    [InlineData("a.json", "{\"rows\": []}", "'rows' is not expected")]
    [InlineData("a.json", "[{\"esiId\": \"1\", \"colour\": \"red\"}]", "'colour' is not known")]
    [InlineData("a.json", "[1]", "inquiry line 1: an object")]
    [InlineData("a.json", "[{\"startdat\": \"2025-01-01\"}]", "inquiry line 1: 'startdat' is not known. Did you mean 'startDate'?")]
    [InlineData("a.xlsx", "PK", "it is a workbook or an archive, not text. Save the sheet as 'CSV UTF-8' (.csv).")]
    [InlineData("a.XLS", "", "Save the sheet as 'CSV UTF-8' (.csv).")]
    [InlineData("a.ods", "", "Save the sheet as 'CSV UTF-8' (.csv).")]
    [InlineData("a.pdf", "", "A table ends in .csv, .tsv or .txt, JSON in .json.")]
    [InlineData("a", "", "A table ends in .csv, .tsv or .txt, JSON in .json.")]
    public async Task Request_FileThatCannotBeUnderstood_ExitsWithTwo(string name, string content, string expected)
    {
        var run = await RequestAsync(name, content);

        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains(expected, run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inquiry.json")]
    [InlineData("inquiry.csv")]
    public async Task Request_SampleOfTheDocs_IsUnderstood(string name)
    {
        var run = await RequestAsync(name, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "samples", name)));

        // Nobody listens: that it came so far is what is asked for.
        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Contains("UhitConnectionException", run.Output, StringComparison.Ordinal);
    }

    private static async Task<UhitRun> RequestAsync(string name, string content)
    {
        using var directory = new WorkDirectory();
        return await UhitTool.RunAsync(
            "request", "--endpoint", $"https://localhost:{WorkDirectory.NobodysPort}/uhit/inquiry", "--certificate",
            directory["third-party.pem"],
            "--trust", directory["ca.pem"], "--authentication-id", "123456789", "--store", directory["uhit.db"], "--input",
            directory.Write(name, content), "--json");
    }
}
