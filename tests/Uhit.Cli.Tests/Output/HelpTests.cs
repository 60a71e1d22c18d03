namespace Uhit.Cli.Tests.Output;

/// <summary>Help, and what wrong use is told.</summary>
public sealed class HelpTests
{
    [Theory]
    [InlineData("demo", "--esi-ids", "--keep")]
    [InlineData("simulate", "--listen", "--certificate", "--key", "--trust", "--callback", "--seed", "--scenario", "reordered:")]
    [InlineData("listen", "--listen", "--certificate", "--key", "--trust", "--allow", "--authentication-id", "--store", "--environment")]
    [InlineData(
        "request", "--endpoint", "--certificate", "--key", "--trust", "--authentication-id", "--store", "--input", "--resend", "--wait",
        "--timeout", "--again", "--reference-day", "--answer-timeout")]
    [InlineData("check", "--endpoint", "--certificate", "--key", "--trust", "--proxy", "UHIT_CERTIFICATE_PASSWORD")]
    [InlineData("status", "--store", "REQUEST-ID")]
    [InlineData("abandon", "--store", "REQUEST-ID", "--reason", "--yes")]
    [InlineData("certificates", "DIR", "--force")]
    [InlineData("inbox", "list", "show", "export", "adopt", "import", "replay", "discard", "purge")]
    public async Task Help_OfAVerb_NamesItsOptionsAndExitCodes(string verb, params string[] expected)
    {
        var run = await UhitProcess.RunAsync(verb, "--help");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.All(expected, text => Assert.Contains(text, run.Output, StringComparison.Ordinal));
        Assert.Contains("--json", run.Output, StringComparison.Ordinal);
        Assert.Contains("Examples:", run.Output, StringComparison.Ordinal);
        Assert.Contains("Exit codes:", run.Output, StringComparison.Ordinal);
        Assert.Empty(run.Errors);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData]
    public async Task Help_OfTheToolOrNothingWritten_ListsEveryVerb(params string[] arguments)
    {
        var run = await UhitTool.RunAsync(arguments);

        Assert.Equal(0, run.ExitCode);
        Assert.All(
            ["demo", "simulate", "listen", "request", "check", "status", "abandon", "inbox", "certificates"],
            verb => Assert.Contains(verb, run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Help_OfAGroupWithoutAVerb_ListsItsVerbs()
    {
        var run = await UhitTool.RunAsync("inbox");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("purge", run.Output, StringComparison.Ordinal);
    }

    // What is far from everything is not guessed at.
    [Theory]
    [InlineData("xyzzy")]
    [InlineData("re")]
    public async Task Run_WordThatIsNearToNothing_SuggestsNothing(string word) =>
        Assert.DoesNotContain("did you mean", (await UhitTool.RunAsync(word)).Errors, StringComparison.Ordinal);

    [Theory]
    [InlineData("dance", "dance")]
    [InlineData("reqest", "did you mean 'request'?")]
    [InlineData("Simulate", "did you mean 'simulate'?")]
    [InlineData("inbox lst", "did you mean 'list'?")]
    [InlineData("request --stroe x", "did you mean '--store'?")]
    [InlineData("status --store {ca} --opne", "did you mean '--open'?")]
    [InlineData("status --store {ca} -open", "did you mean '--open'?")]
    [InlineData("status \u2013store {ca}", "did you mean '--store'?")]
    [InlineData("status \u2014store {ca}", "did you mean '--store'?")]
    [InlineData("certificates --forse", "did you mean '--force'?")]
    [InlineData("--jsn", "did you mean '--json'?")]
    [InlineData("inbox list --store {ca} --environment Stage", "neither Test nor Production")]
    [InlineData("inbox list --store {ca} --room cellar", "--room: 'cellar' is not known. Write one of: inbox, unmatched")]
    [InlineData("demo --seed x", "--seed: 'x' is no whole number")]
    [InlineData("demo --timeout 0s", "more than 0 and at most 365d")]
    [InlineData("demo --timeout 400d", "more than 0 and at most 365d")]
    [InlineData(
        "listen --listen https://localhost:0 --public-url http://x --certificate {ca} --trust {ca} --allow CN=x --authentication-id "
            + "123456789 --store s",
        "--public-url: 'http://x' is no https address")]
    [InlineData("certificates", "Required argument missing")]
    [InlineData("check --trust x", "--endpoint")]
    [InlineData("check --endpoint http://localhost/x --certificate {ca} --trust {ca}", "no https address")]
    [InlineData("check --endpoint https://localhost/x?user=x --certificate {ca} --trust {ca}", "--endpoint: an address has no query")]
    [InlineData("check --endpoint https://localhost/x --certificate nowhere.pem --trust {ca}", "there is no file 'nowhere.pem'")]
    [InlineData("demo --esi-ids 0", "a number from 1 to")]
    [InlineData("demo --esi-ids many", "a number from 1 to")]
    [InlineData("demo --scenario chaos", "Write one of: normal")]
    [InlineData(
        "listen --listen https://localhost:0//a --certificate {ca} --trust {ca} --allow CN=x --authentication-id 123456789 --store s",
        "no plain path")]
    [InlineData(
        "listen --listen https://localhost:0/a{id}b --certificate {ca} --trust {ca} --allow CN=x --authentication-id 123456789 --store s",
        "no plain path")]
    [InlineData(
        "listen --listen https://localhost:0 --certificate {ca} --trust {ca} --allow sha256:zz --authentication-id 123456789 --store s",
        "neither a Distinguished Name")]
    [InlineData(
        "listen --listen https://localhost:0 --certificate {ca} --trust {ca} --allow CN=x --authentication-id Acme --store s",
        "--third-party-kind other")]
    [InlineData(
        "listen --listen https://localhost:0 --certificate {ca} --trust {ca} --allow CN=x --authentication-id 123456789 --store s "
            + "--environment Stage", "neither Test nor Production")]
    [InlineData(
        "request --endpoint https://localhost/x --certificate {ca} --trust {ca} --authentication-id 123456789 --store s --input {ca} "
            + "--timeout 5s", "--timeout is for --wait")]
    [InlineData(
        "request --endpoint https://localhost/x --certificate {ca} --trust {ca} --authentication-id 123456789 --store s --input {ca} "
            + "--wait --timeout soon", "no time")]
    [InlineData(
        "request --endpoint https://localhost/x --certificate {ca} --trust {ca} --authentication-id 123456789 --store s --input {ca}",
        "A table ends in .csv, .tsv or .txt")]
    [InlineData(
        "request --endpoint https://localhost/x --certificate {ca} --trust {ca} --authentication-id 123456789 --store s",
        "either --input FILE")]
    [InlineData("status --store nowhere.db", "there is no file")]
    public async Task Run_WrongUse_ExitsWithTwoAndSaysWhatToWrite(string line, string expected)
    {
        using var directory = new WorkDirectory();
        var arguments = line.Replace("{ca}", directory["ca.pem"], StringComparison.Ordinal).Split(
            ' ', StringSplitOptions.RemoveEmptyEntries);

        var run = await UhitTool.RunAsync(arguments);

        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains(expected, run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }
}
