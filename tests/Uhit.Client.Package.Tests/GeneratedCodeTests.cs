using Uhit.Client.Tests;

namespace Uhit.Client.Package.Tests;

/// <summary>The generator as a user has it: inside the tool. What it makes needs the package Uhit.Client and nothing else.</summary>
public sealed class GeneratedCodeTests(PackedFixture packed)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("--public")]
    [InlineData(
        "--stream", "DeliverHistoricalUsage/UsageHistory", "--stream", "UsageHistory/IntervalData", "--stream", "IntervalData/Reading")]
    public async Task Tool_FromThePackage_GeneratesCodeThatThePackageAloneCompiles(params string[] options)
    {
        var folder = await MakeProjectAsync("reference-" + options.Length, "Library", "<Nullable>disable</Nullable>");

        await GenerateAsync(
            folder, [Repository.Contract("usage-history-inquiry.wsdl"), Repository.Contract("usage-history-callback.wsdl"), .. options]);

        Assert.True(File.Exists(Path.Combine(folder, "Generated", "IUsageHistoryInquiry.cs")));
        await BuildAsync(folder);
    }

    // A strict project: complete documentation and every analyzer but CA1303, which wants the texts of the program itself in resources.
    [Theory]
    [InlineData("1.1")]
    [InlineData("1.2")]
    public async Task Tool_OnAContractOfManyConstructs_GeneratesCodeThatCompilesAndReads(string soap)
    {
        var folder = await MakeProjectAsync(
            "meters-" + soap,
            "Exe",
            """
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <GenerateDocumentationFile>true</GenerateDocumentationFile>
            <AnalysisMode>All</AnalysisMode>
            <NoWarn>$(NoWarn);CA1303</NoWarn>
            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "meters.wsdl"), MetersContract.Wsdl(soap), Token);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), MetersContract.Program, Token);

        await GenerateAsync(folder, "meters.wsdl", "--public");

        await BuildAsync(folder);
        var output = await Tool.RunAsync(folder, "dotnet", Path.Combine("bin", "Release", "net10.0", "made.dll"));
        Assert.Equal(
            [
                $"urn:meters/Report over SOAP {soap}",
                "Verb created, 2 hops",
                "North in en",
                "Value KWh 1.5",
                "nil",
                "Profile KW 3 bytes",
                "the same",
            ],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    private async Task<string> MakeProjectAsync(string name, string kind, string properties)
    {
        var folder = packed.NewFolder("generated-" + name);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "nuget.config"),
            $"""<configuration><packageSources><add key="packed" value="{packed.Feed}" /></packageSources></configuration>""",
            Token);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "made.csproj"),
            $"""
             <Project Sdk="Microsoft.NET.Sdk">
               <PropertyGroup>
                 <OutputType>{kind}</OutputType>
                 <TargetFramework>net10.0</TargetFramework>
                 {properties}
               </PropertyGroup>
               <ItemGroup>
                 <PackageReference Include="Uhit.Client" Version="{packed.Version}" />
               </ItemGroup>
             </Project>
             """,
            Token);
        return folder;
    }

    private async Task GenerateAsync(string folder, params string[] arguments)
    {
        string[] install = ["tool", "install", "Uhit.Cli", "--version", packed.Version, "--add-source", packed.Feed];
        await Tool.RunAsync(folder, "dotnet", [.. install, "--tool-path", "tools"]);
        await Tool.RunAsync(
            folder,
            Path.Combine(folder, "tools", "uhit"),
            ["contract", "generate", .. arguments, "--output", "Generated", "--namespace", "Made.Wire"]);
    }

    private Task<string> BuildAsync(string folder) =>
        Tool.RunAsync(folder, "dotnet", ["build", "-c", "Release", "-warnaserror", .. packed.RestoreArguments]);
}
