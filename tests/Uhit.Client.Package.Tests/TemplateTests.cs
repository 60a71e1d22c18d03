using System.Net.Http.Json;
using Uhit.Client.Simulator;
using Uhit.Client.Testing;
using Uhit.Client.Wire;

namespace Uhit.Client.Package.Tests;

/// <summary>The templates as their users get them: installed from the package, made, built without a
/// warning against the packages, and tested.</summary>
public sealed class TemplateTests(PackedFixture packed)
{
    // The name has what an identifier can't have.
    [Fact]
    public async Task WireFormat_Made_BuildsWithoutWarningAndPassesItsTests()
    {
        var folder = await MakeAsync("uhit-wireformat", "my-usage.wire");
        var output = await RunAsync(folder, "test", "-c", "Release", "-warnaserror");
        Assert.Contains("Passed!", output, StringComparison.Ordinal);

        // The control: a value that is not as it was expected turns them red.
        var expectation = Path.Combine(folder, "my-usage.wire.Tests", "samples", "data.expected.json");
        await File.WriteAllTextAsync(
            expectation,
            (await File.ReadAllTextAsync(expectation, Token)).Replace("\"usage\": 1234.5", "\"usage\": 1234.6", StringComparison.Ordinal),
            Token);
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(folder, "test", "-c", "Release", "--no-build"));
        Assert.Contains(
            "data.xml: usage[1].billingPeriods[1].usage: expected 1234.6, read 1234.5.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task App_Made_BuildsWithoutWarningAndRunsTheWholeExchange()
    {
        var folder = await MakeAsync("uhit-app", "my-usage.app");
        await RunAsync(folder, "build", "-c", "Release", "-warnaserror");
        using var certificates = new ThrowawayCertificates();
        certificates.WriteTo(Path.Combine(folder, "certificates"));
        var (callbacks, own) = (OwnPort(), OwnPort());
        await using var simulator = await StartSimulatorAsync(certificates, callbacks);
        await using var app = RunningProgram.Start(
            folder,
            "dotnet",
            "bin/Release/net10.0/my-usage.app.dll",
            $"--Ports:Callbacks={callbacks}",
            $"--Ports:Own={own}",
            $"--Uhit:Test:Endpoint={simulator.InquiryUrl}",
            $"--Uhit:Test:Callback:PublicUrl=https://localhost:{callbacks}/uhit/callback");
        await app.WaitForAsync("Application started", Token);

        using var http = new HttpClient();
        using var answer = await http.PostAsJsonAsync(
            $"http://localhost:{own}/inquiries",
            new InquiryBuilder(TimeProvider.System).AddLines(1).WithClientReference("customer-1").Build(),
            Token);

        Assert.Contains("Accepted", await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        await app.WaitForAsync(" was validated", Token);
        Assert.Contains("readings", await app.WaitForAsync(" billing periods, ", Token), StringComparison.Ordinal);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // The program has to be told its ports: they are below those that systems give out by themselves.
    private static int OwnPort() => Random.Shared.Next(15_000, 32_000);

    private static Task<UhitSimulator> StartSimulatorAsync(ThrowawayCertificates certificates, int callbackPort)
    {
        var options = new UhitSimulatorOptions
        {
            CallbackUrl = new Uri($"https://localhost:{callbackPort}/uhit/callback"),
            Certificate = certificates.Cnp,
            WireFormat = SimulatedWireFormat.Reference,
        };
        options.TrustedClientRoots.Add(certificates.Authority);
        options.TrustedServerRoots.Add(certificates.Authority);
        return UhitSimulator.StartAsync(options, Token);
    }

    private async Task<string> MakeAsync(string template, string name)
    {
        var folder = packed.NewFolder("made-" + template);
        var hive = packed.NewFolder("hive-" + template);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "nuget.config"),
            $"""<configuration><packageSources><add key="packed" value="{packed.Feed}" /></packageSources></configuration>""",
            Token);
        await Tool.RunAsync(
            folder, "dotnet", "new", "install", packed.PathOf("Uhit.Client.Templates", "nupkg"), "--debug:custom-hive", hive);
        await Tool.RunAsync(folder, "dotnet", "new", template, "-n", name, "--debug:custom-hive", hive, "--no-update-check");
        return Path.Combine(folder, name);
    }

    private Task<string> RunAsync(string folder, string verb, params string[] arguments) =>
        Tool.RunAsync(folder, "dotnet", [verb, .. arguments, .. arguments.Contains("--no-build") ? [] : packed.RestoreArguments]);
}
