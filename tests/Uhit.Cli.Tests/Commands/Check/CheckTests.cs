namespace Uhit.Cli.Tests.Commands.Check;

/// <summary><c>uhit check</c>: it names the step that is wrong.</summary>
public sealed class CheckTests
{
    [Fact]
    public async Task Check_AllIsWell_ExitsWithZero()
    {
        using var directory = new WorkDirectory();
        await using var simulator = Simulate(directory);
        var endpoint = (await simulator.JsonAsync("listening")).GetProperty("url").GetString()!;

        var run = await CheckAsync(endpoint, directory["third-party.pem"], directory["ca.pem"]);

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.All(run.JsonOf("step"), step => Assert.NotEqual("Failed", step.GetProperty("status").GetString()));
        Assert.True(Assert.Single(run.JsonOf("check")).GetProperty("healthy").GetBoolean());
    }

    [Fact]
    public async Task Check_PfxWithPassword_IsOpenedByTheEnvironmentVariable()
    {
        using var directory = new WorkDirectory();
        await using var simulator = Simulate(directory);
        var endpoint = (await simulator.JsonAsync("listening")).GetProperty("url").GetString()!;
        var password = new Dictionary<string, string?> { ["UHIT_CERTIFICATE_PASSWORD"] = "of these tests" };
        using (var certificate = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPemFile(
            directory["third-party.pem"]))
        {
            Uhit.Client.Testing.ThrowawayCertificates.WritePfx(certificate, directory["protected.pfx"], "of these tests");
        }

        await using var with = UhitProcess.Start(password, Arguments(endpoint, directory["protected.pfx"], directory["ca.pem"]));
        var opened = await with.EndAsync();
        var refused = await CheckAsync(endpoint, directory["protected.pfx"], directory["ca.pem"]);

        Assert.True(opened.ExitCode == 0, opened.ToString());
        Assert.True(refused.ExitCode == 1, refused.ToString());
        Assert.Contains("Set the environment variable UHIT_CERTIFICATE_PASSWORD", refused.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("PasswordVariable", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_ServerOfAnotherCa_FailsAtTheHandshake()
    {
        using var directory = new WorkDirectory();
        using var other = new WorkDirectory();
        await using var simulator = Simulate(directory);
        var endpoint = (await simulator.JsonAsync("listening")).GetProperty("url").GetString()!;

        var run = await CheckAsync(endpoint, directory["third-party.pem"], other["ca.pem"]);

        AssertFailed(run, "Handshake", "ServerCertificateUntrusted");
        Assert.Contains("--trust", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("RootFiles", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_CertificateOfAnotherCa_IsToldAsRefused()
    {
        using var directory = new WorkDirectory();
        using var other = new WorkDirectory();
        await using var simulator = Simulate(directory);
        var endpoint = (await simulator.JsonAsync("listening")).GetProperty("url").GetString()!;

        var run = await CheckAsync(endpoint, other["third-party.pem"], directory["ca.pem"]);

        Assert.True(run.ExitCode == 1, run.ToString());
        var failed = Assert.Single(run.JsonOf("step"), step => step.GetProperty("status").GetString() == "Failed");
        Assert.Contains(failed.GetProperty("failure").GetString(), new[] { "ClientCertificateRefused", "ClosedAfterHandshake" });
        Assert.NotEmpty(failed.GetProperty("whatToDo").GetString()!);
        Assert.DoesNotContain("connection check", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_NobodyListens_FailsAtTheConnection()
    {
        using var directory = new WorkDirectory();

        var run = await CheckAsync(
            $"https://localhost:{WorkDirectory.NobodysPort}/uhit/inquiry", directory["third-party.pem"], directory["ca.pem"]);

        AssertFailed(run, "Connect", "Connect");
    }

    [Fact]
    public async Task Check_WrongPath_IsNotFree()
    {
        using var directory = new WorkDirectory();
        await using var simulator = Simulate(directory);
        var endpoint = (await simulator.JsonAsync("listening")).GetProperty("url").GetString()!;

        AssertFailed(
            await CheckAsync(
                endpoint.Replace("/uhit/", "/uhti/", StringComparison.Ordinal),
                directory["third-party.pem"],
                directory["ca.pem"]), "Service", "ServiceNotSeen");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Check_ProxyThatNobodyListensAt_IsNamedWithWhereItComesFrom(bool isOption)
    {
        using var directory = new WorkDirectory();
        var proxy = $"http://127.0.0.1:{WorkDirectory.NobodysPort}";
        var arguments = Arguments("https://uhit.cnp.invalid/uhit/inquiry", directory["third-party.pem"], directory["ca.pem"]);
        await using UhitRunning process = isOption
            ? UhitTool.Start([.. arguments, "--proxy", proxy])
            : UhitProcess.Start(new Dictionary<string, string?> { ["HTTPS_PROXY"] = proxy, ["NO_PROXY"] = "other.invalid" }, arguments);

        var run = await process.EndAsync();

        AssertFailed(run, "Connect", "Connect");
        Assert.Contains($"{proxy["http://".Length..]} ({(isOption ? "--proxy" : "HTTPS_PROXY")})", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("request")]
    public async Task Tool_NoTimeZoneData_NamesThePackage(string verb)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has time zone data of its own.");
        using var directory = new WorkDirectory();
        Directory.CreateDirectory(directory["zones"]);
        string[] arguments =
            [verb, "--endpoint", "https://localhost:1/", "--certificate", directory["third-party.pem"], "--trust", directory["ca.pem"]];
        if (verb == "request")
        {
            var sample = Path.Combine(AppContext.BaseDirectory, "samples", "inquiry.csv");
            arguments = [.. arguments, "--authentication-id", "123456789", "--store", directory["uhit.db"], "--input", sample];
        }

        await using var process = UhitProcess.Start(new Dictionary<string, string?> { ["TZDIR"] = directory["zones"] }, arguments);
        var run = await process.EndAsync();

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Contains("Install the package tzdata", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Unexpected error", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_ProxyThatIsNoAddress_IsToldAtOnce()
    {
        var run = await UhitTool.RunAsync(
            "check", "--endpoint", "https://localhost:1/", "--certificate", "a", "--trust", "b", "--proxy",
            "socks5://user:of-these-tests@proxy.example:1080");

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("--proxy: what is written there is no http address", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("of-these-tests", run.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_Readable_SaysWhatToDo()
    {
        using var directory = new WorkDirectory();

        var run = await UhitTool.RunAsync(
            "check", "--endpoint", $"https://localhost:{WorkDirectory.NobodysPort}/uhit/inquiry", "--certificate", directory["ca.pem"],
            "--trust", directory["ca.pem"]);

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Contains("Certificate", run.Output + run.Errors, StringComparison.Ordinal);
        Assert.Contains("key", run.Output + run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }

    private static void AssertFailed(UhitRun run, string step, string failure)
    {
        Assert.True(run.ExitCode == 1, run.ToString());
        var failed = Assert.Single(run.JsonOf("step"), line => line.GetProperty("status").GetString() == "Failed");
        Assert.Equal(step, failed.GetProperty("step").GetString());
        Assert.Equal(failure, failed.GetProperty("failure").GetString());
        Assert.NotEmpty(failed.GetProperty("whatToDo").GetString()!);
        Assert.False(Assert.Single(run.JsonOf("check")).GetProperty("healthy").GetBoolean());
    }

    private static UhitTool Simulate(WorkDirectory directory) => UhitTool.Start(
        "simulate", "--listen", "https://localhost:0", "--certificate", directory["cnp.pem"], "--trust", directory["ca.pem"],
        "--callback", "https://localhost:9/uhit/callback", "--json");

    private static Task<UhitRun> CheckAsync(string endpoint, string certificate, string trust) =>
        UhitTool.RunAsync(Arguments(endpoint, certificate, trust));

    private static string[] Arguments(string endpoint, string certificate, string trust) =>
        ["check", "--endpoint", endpoint, "--certificate", certificate, "--trust", trust, "--json"];
}
