using System.Text.Json;

namespace Uhit.Cli.Tests.Commands.Request;

/// <summary>What fails after an inquiry was stored names it, and the commands that go on; the
/// same file is not sent twice by accident.</summary>
public sealed class UncertainTests : IAsyncDisposable
{
    private const string Header = "EsiId,AddressLine1,City,State,PostalCode,RequestedUsage,StartDate,EndDate,CustomerName,AuthorizedBy,"
        + "Telephone,Email,AuthorizedOn,AuthorizationObtained\n";
    private const string First = "1008901000000000000001,1 Example Street,Houston,TX,77002,Billing,2025-01-01,2025-12-31,Example "
        + "Bakery,Pat Example,713-555-0100,pat@bakery.example,2026-01-05,true\n";
    private const string Second = "1008901000000000000002,2 Example Street,Houston,TX,77002,Billing,2025-01-01,2025-12-31,Example "
        + "Bakery,Pat Example,713-555-0100,pat@bakery.example,2026-01-05,true\n";

    private readonly WorkDirectory _directory = new();
    private readonly List<UhitTool> _simulators = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var simulator in _simulators)
        {
            await simulator.DisposeAsync();
        }

        _directory.Dispose();
    }

    [Fact]
    public async Task Request_ConnectionDropsAfterCnpTookIt_IsToldAsUncertainWithTheCommandsThatGoOn()
    {
        var arguments = await ArgumentsAsync("dropped");

        var run = await RequestAsync([.. arguments, "--input", Csv(First)]);

        var submitted = Assert.Single(run.JsonOf("submitted"));
        var id = Text(submitted, "requestId");
        Assert.Equal((1, "Uncertain"), (run.ExitCode, Text(submitted, "outcome")));
        Assert.DoesNotContain("Most often", Text(submitted, "failure"), StringComparison.Ordinal);
        Assert.Contains("CNP may have the inquiry", Text(submitted, "failure"), StringComparison.Ordinal);
        var next = submitted.GetProperty("next").EnumerateArray().Select(step => step.GetString()!).ToList();
        Assert.Collection(
            next,
            status => Assert.StartsWith("uhit status --store ", status, StringComparison.Ordinal),
            resend => Assert.StartsWith($"uhit request --resend {id} ", resend, StringComparison.Ordinal),
            abandon => Assert.StartsWith("uhit abandon --store ", abandon, StringComparison.Ordinal));
        Assert.All(next, command => Assert.Contains(id, command, StringComparison.Ordinal));
        Assert.DoesNotContain("--input", next[1], StringComparison.Ordinal);

        // A command that is shown is one that can be run.
        var status = await UhitTool.RunAsync(next[0].Split(' ')[1..]);
        Assert.True(status.ExitCode == 0, status.ToString());

        // The same file again: nothing is sent, and the first one is shown.
        var again = await RequestAsync([.. arguments, "--input", Csv(First)]);
        var same = Assert.Single(again.JsonOf("submitted"));
        Assert.Equal(
            (1, "AlreadySubmitted", id, "Uncertain"),
            (again.ExitCode, Text(same, "outcome"), Text(same, "requestId"), Text(same, "sending")));
        Assert.Equal(3, same.GetProperty("next").GetArrayLength());

        // Given up: nobody waits for it, and its lines don't either.
        var refused = await UhitTool.RunAsync("abandon", "--store", _directory["uhit.db"], id);
        Assert.True(refused.ExitCode == 2, refused.ToString());
        var abandon = await UhitProcess.RunAsync(
            "abandon", "--store", _directory["uhit.db"], id, "--reason", "asked on paper", "--yes", "--json");
        Assert.True(abandon.ExitCode == 0, abandon.ToString());
        Assert.Equal(
            (id, "Uncertain"),
            (Text(Assert.Single(abandon.JsonOf("abandoned")), "requestId"), Text(abandon.JsonOf("abandoned")[0], "was")));
        var stands = Assert.Single(
            (await UhitTool.RunAsync("status", "--store", _directory["uhit.db"], id, "--json")).JsonOf("inquiry"));
        Assert.Equal(("Abandoned", "asked on paper"), (Text(stands, "sending"), Text(stands, "abandonReason")));
        Assert.Equal("Abandoned", Text(stands.GetProperty("lines")[0], "state"));
        var twice = await UhitTool.RunAsync("abandon", "--store", _directory["uhit.db"], id, "--yes");
        Assert.True(twice.ExitCode == 1, twice.ToString());
        Assert.Contains("is Abandoned", twice.Errors, StringComparison.Ordinal);
        Assert.Equal(1, (await UhitTool.RunAsync("abandon", "--store", _directory["uhit.db"], "nobodys", "--yes")).ExitCode);
    }

    [Fact]
    public async Task Request_SameContentInOtherFiles_IsSentOnceUnlessSentOnPurpose()
    {
        var arguments = await ArgumentsAsync("never");

        var first = await SubmittedAsync([.. arguments, "--input", Csv(First + Second)]);
        var reordered = await SubmittedAsync([.. arguments, "--input", Csv(Second + First)]);
        var otherDay = await SubmittedAsync([.. arguments, "--input", Csv(First + Second), "--reference-day", "2026-01-05"]);
        var other = await SubmittedAsync([.. arguments, "--input", Csv(First)]);
        var again = await SubmittedAsync([.. arguments, "--input", Csv(First + Second), "--again"]);
        var onceMore = await SubmittedAsync([.. arguments, "--input", Csv(First + Second), "--again"]);

        Assert.Equal(("Accepted", "AlreadySubmitted"), (Text(first, "outcome"), Text(reordered, "outcome")));
        Assert.Equal(Text(first, "requestId"), Text(reordered, "requestId"));
        Assert.All([otherDay, other, again, onceMore], submitted => Assert.Equal("Accepted", Text(submitted, "outcome")));
        Assert.Equal(
            5, new[] { first, otherDay, other, again, onceMore }.Select(submitted => Text(submitted, "requestId")).Distinct().Count());
    }

    [Theory]
    [InlineData("--reference", "A", "--again")]
    [InlineData("--reference", "A", "--reference-day", "none")]
    [InlineData("--reference-day", "2026-13-01")]
    public async Task Request_OptionsThatContradict_ExitWithTwo(params string[] options)
    {
        var run = await UhitTool.RunAsync([.. Arguments("https://localhost:9/uhit/inquiry"), "--input", Csv(First), .. options]);

        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains("--reference", run.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(_directory["uhit.db"]));
    }

    [Fact]
    public async Task Request_CnpIsBusy_SaysHowLong()
    {
        var arguments = await ArgumentsAsync("faults");

        var fault = await RequestAsync([.. arguments, "--input", Csv(First), "--reference", "A"]);
        var busy = await RequestAsync([.. arguments, "--input", Csv(First), "--reference", "B"]);

        Assert.True(fault.ExitCode == 1, fault.ToString());

        // CNP's own words reach the user.
        var said = (fault.JsonOf("error").Concat(fault.JsonOf("submitted"))).Single().GetProperty("fault");
        Assert.NotEmpty(Text(said, "code"));
        Assert.NotEmpty(Text(said, "soapCode"));
        var submitted = Assert.Single(busy.JsonOf("submitted"));
        Assert.Equal("Uncertain", Text(submitted, "outcome"));
        var seconds = submitted.GetProperty("retryAfterSeconds").GetDouble();
        Assert.Contains($"asks to wait {seconds} second", Text(submitted, "failure"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_NoAnswerWithinOurLimit_NamesTheOption()
    {
        var arguments = await ArgumentsAsync("slow");

        var run = await RequestAsync([.. arguments, "--input", Csv(First), "--answer-timeout", "3s"]);

        var submitted = Assert.Single(run.JsonOf("submitted"));
        Assert.Contains("within 3 seconds (--answer-timeout)", Text(submitted, "failure"), StringComparison.Ordinal);
        Assert.DoesNotContain("caller", Text(submitted, "failure"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_WaitTakesTooLong_NamesTheInquiryInItsJson()
    {
        var arguments = await ArgumentsAsync("never");

        var run = await RequestAsync([.. arguments, "--input", Csv(First), "--wait", "--timeout", "1s"]);

        var error = Assert.Single(run.JsonOf("error"));
        Assert.Equal((1, Text(Assert.Single(run.JsonOf("submitted")), "requestId")), (run.ExitCode, Text(error, "requestId")));
        Assert.Contains("--timeout", Text(error, "message"), StringComparison.Ordinal);
        Assert.StartsWith("uhit status", error.GetProperty("next")[0].GetString(), StringComparison.Ordinal);
    }

    private static string Text(JsonElement line, string name) => line.GetProperty(name).GetString()!;

    private static Task<UhitRun> RequestAsync(string[] arguments) => UhitTool.RunAsync([.. arguments, "--json"]);

    private static async Task<JsonElement> SubmittedAsync(string[] arguments) =>
        Assert.Single((await RequestAsync(arguments)).JsonOf("submitted"));

    private string Csv(string rows) => _directory.Write("inquiry.csv", Header + rows);

    private async Task<string[]> ArgumentsAsync(string scenario)
    {
        var simulator = UhitTool.Start(
            "simulate", "--listen", "https://localhost:0", "--certificate", _directory["cnp.pem"], "--trust", _directory["ca.pem"],
            "--callback", "https://localhost:9/uhit/callback", "--scenario", scenario, "--json");
        _simulators.Add(simulator);
        return Arguments(Text(await simulator.JsonAsync("listening"), "url"));
    }

    private string[] Arguments(string endpoint) =>
    [
        "request", "--endpoint", endpoint, "--certificate", _directory["third-party.pem"], "--trust", _directory["ca.pem"],
        "--authentication-id", "123456789", "--store", _directory["uhit.db"],
    ];
}
