using System.Security.Cryptography.X509Certificates;

namespace Uhit.Cli.Tests.Errors;

/// <summary>What a message tells the user to do works as it is printed, and leads on.</summary>
public sealed class RemediesTests : IAsyncDisposable
{
    private const string EsiId = "1008901000000000000001";
    private const string Csv = "EsiId,AddressLine1,City,State,PostalCode,RequestedUsage,StartDate,EndDate,CustomerName,AuthorizedBy,"
        + "Telephone,Email,AuthorizedOn,AuthorizationObtained\n"
        + EsiId + ",1 Example Street,Houston,TX,77002,Billing,2025-01-01,2025-12-31,Example Bakery,Pat "
        + "Example,713-555-0100,pat@bakery.example,2026-01-05,true\n";

    private const string OldKey = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: "
        + "AES-256-CBC,00112233445566778899AABBCCDDEEFF\n\nAAAA\n-----END RSA PRIVATE KEY-----\n";

    private readonly WorkDirectory _directory = new();
    private readonly List<UhitTool> _simulators = [];

    private string Store => _directory["uhit.db"];

    public async ValueTask DisposeAsync()
    {
        foreach (var simulator in _simulators)
        {
            await simulator.DisposeAsync();
        }

        _directory.Dispose();
    }

    [Theory]
    [InlineData("--again")]
    [InlineData("--reference", "A")]
    [InlineData("--reference-day", "none")]
    public async Task Request_ResendWithOptionsOfANewInquiry_ExitsWithTwo(params string[] options)
    {
        var run = await RequestAsync("https://localhost:9/uhit/inquiry", ["--resend", "R-1", .. options]);

        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains("are for a new one, with --input FILE", run.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Store));
    }

    [Fact]
    public async Task Request_ResendOfAnUnknownNumber_SaysWhichCommandListsTheNumbers()
    {
        var run = await RequestAsync("https://localhost:9/uhit/inquiry", "--resend", "0123");

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Contains(
            $"There is no inquiry '0123' in this store. 'uhit status --store {Store}' lists them all.",
            run.Errors,
            StringComparison.Ordinal);
        Assert.DoesNotContain("named client", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("where it stands", run.Errors, StringComparison.Ordinal);
        foreach (var verb in new[] { "status", "abandon" })
        {
            Assert.Contains(
                $"uhit status --store {Store}'",
                (await UhitTool.RunAsync(verb, "--store", Store, "0123")).Errors,
                StringComparison.Ordinal);
        }

        Assert.Contains(
            $"uhit inbox list --store {Store}'",
            (await UhitTool.RunAsync("inbox", "show", "--store", Store, "4:x")).Errors,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_SentAlready_AsksNothingAndSaysHowItGoesOn()
    {
        var endpoint = await SimulateAsync("never");
        var first = await SubmitAsync(endpoint);
        var id = first.Output.Split("RequestId ")[1].Split('\n')[0].Trim();
        Assert.Contains("asking ", first.Output, StringComparison.Ordinal);

        var repeated = await SubmitAsync(endpoint);
        var resent = await RequestAsync(endpoint, "--resend", id);
        Assert.All(
            [repeated, resent],
            run => Assert.Contains("nothing was sent. Add --wait to wait for its data.", run.Output, StringComparison.Ordinal));
        Assert.All([repeated, resent], run => Assert.DoesNotContain("asking ", run.Output, StringComparison.Ordinal));
        Assert.Contains("--input FILE --again in place of --resend", resent.Output, StringComparison.Ordinal);

        Assert.Equal(0, (await UhitTool.RunAsync("abandon", "--store", Store, id, "--yes")).ExitCode);
        var abandoned = await RequestAsync(endpoint, "--resend", id);
        Assert.True(abandoned.ExitCode == 1, abandoned.ToString());
        Assert.Contains("--input FILE --again in place of --resend", abandoned.Errors, StringComparison.Ordinal);
        var again = await RequestAsync(endpoint, "--input", _directory["inquiry.csv"], "--again");
        Assert.True(again.ExitCode == 0, again.ToString());
    }

    [Theory]
    [InlineData("--request-id")]
    [InlineData("--esi-id")]
    public async Task Purge_InquiryThatStillWaits_SaysItBeforeTheDeed(string option)
    {
        var endpoint = await SimulateAsync("never");
        var id = (await SubmitAsync(endpoint)).Output.Split("RequestId ")[1].Split('\n')[0].Trim();
        string[] purge = ["inbox", "purge", "--store", Store, option, option == "--esi-id" ? EsiId : id, "--include-waiting"];

        var asked = await UhitTool.RunAsync(purge);
        Assert.True(asked.ExitCode == 2, asked.ToString());
        Assert.Contains("still waits for CNP, and once purged it can't be sent again", asked.Errors, StringComparison.Ordinal);
        Assert.Contains($"'uhit abandon --store {Store} {id}'", asked.Errors, StringComparison.Ordinal);

        var done = await UhitTool.RunAsync([.. purge, "--yes"]);
        Assert.True(done.ExitCode == 0, done.ToString());
        Assert.DoesNotContain("[1244]", done.Errors, StringComparison.Ordinal);
        Assert.Contains("[1244]", (await UhitTool.RunAsync([.. purge, "--yes", "--details"])).Errors, StringComparison.Ordinal);
        Assert.Contains("Its data was purged.", (await SubmitAsync(endpoint)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Purge_NothingWaits_AsksPlainly()
    {
        var endpoint = await SimulateAsync("never");
        var id = (await SubmitAsync(endpoint)).Output.Split("RequestId ")[1].Split('\n')[0].Trim();
        await UhitTool.RunAsync("abandon", "--store", Store, id, "--yes");

        var asked = await UhitTool.RunAsync("inbox", "purge", "--store", Store, "--request-id", id);

        Assert.Contains($"Purge the inquiry {id}? It can't be undone", asked.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_WrongPath_SaysThatTheCommandToCopyHasIt()
    {
        var run = await SubmitAsync((await SimulateAsync("never")).Replace("/uhit/inquiry", "/nowhere", StringComparison.Ordinal));

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.DoesNotContain("setting Endpoint", run.Errors, StringComparison.Ordinal);
        Assert.Contains("put --endpoint right in it first", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_KeyOfAnOldForm_TheCommandEndsAndTheOptionForItsFileIsNamed()
    {
        var certificate = File.ReadAllText(_directory["third-party.pem"]);
        var start = certificate.IndexOf("-----BEGIN CERTIFICATE", StringComparison.Ordinal);
        _directory.Write(
            "third-party.pem",
            certificate[start..(certificate.IndexOf("-----END CERTIFICATE-----", start, StringComparison.Ordinal) + 25)] + "\n" + OldKey);

        var run = await SubmitAsync("https://localhost:9/uhit/inquiry");

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Contains(" -out uhit.key', and name uhit.key as --key. Nothing was sent;", run.Errors, StringComparison.Ordinal);
        Assert.Contains("put --certificate and --key right in it first", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_WrongPassword_SaysWhichVariableToCorrect()
    {
        using var certificate = X509Certificate2.CreateFromPemFile(_directory["third-party.pem"]);
        File.WriteAllBytes(_directory["own.pfx"], certificate.Export(X509ContentType.Pfx, "right"));
        await using var process = UhitProcess.Start(
            new Dictionary<string, string?> { ["UHIT_CERTIFICATE_PASSWORD"] = "wrong" },
            "check", "--endpoint", "https://localhost:9/uhit/inquiry", "--certificate", _directory["own.pfx"], "--trust",
            _directory["ca.pem"]);

        var run = await process.EndAsync();

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Contains(
            "Correct the environment variable UHIT_CERTIFICATE_PASSWORD, or unset it if it has none.",
            run.Output + run.Errors,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listen_PortIsTaken_SaysWhatToDo()
    {
        var endpoint = new Uri(await SimulateAsync("never"));

        var run = await UhitTool.RunAsync(
            "listen", "--listen", $"https://localhost:{endpoint.Port}", "--certificate", _directory["third-party.pem"], "--trust",
            _directory["ca.pem"],
            "--allow", "CN=cnp.throwaway.example,O=Throwaway CNP,C=US", "--authentication-id", "123456789", "--store", Store);

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Contains("write another port in --listen", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_UncertainAndWaitedFor_ShowsTheCommandsOnce()
    {
        var run = await SubmitAsync(await SimulateAsync("dropped"), "--wait", "--timeout", "1s");

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Equal(2, (run.Output + run.Errors).Split("uhit abandon --store").Length);
        Assert.Contains("after 1s (--timeout)", run.Errors, StringComparison.Ordinal);
    }

    private Task<UhitRun> SubmitAsync(string endpoint, params string[] more) =>
        RequestAsync(endpoint, ["--input", _directory.Write("inquiry.csv", Csv), .. more]);

    private Task<UhitRun> RequestAsync(string endpoint, params string[] more) => UhitTool.RunAsync(
    [
        "request", "--endpoint", endpoint, "--certificate", _directory["third-party.pem"], "--trust", _directory["ca.pem"],
        "--authentication-id", "123456789", "--store", Store, .. more,
    ]);

    private async Task<string> SimulateAsync(string scenario)
    {
        var simulator = UhitTool.Start(
            "simulate", "--listen", "https://localhost:0", "--certificate", _directory["cnp.pem"], "--trust", _directory["ca.pem"],
            "--callback", "https://localhost:9/uhit/callback", "--scenario", scenario, "--json");
        _simulators.Add(simulator);
        return (await simulator.JsonAsync("listening")).GetProperty("url").GetString()!;
    }
}
