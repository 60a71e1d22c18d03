using System.IO.Compression;
using System.Reflection.Metadata;
using System.Xml.Linq;
using Uhit.Client.Simulator;
using Uhit.Client.Testing;
using Uhit.Client.Tests;
using Uhit.Client.Wire;

namespace Uhit.Client.Package.Tests;

public sealed class PackageTests(PackedFixture packed)
{
    private static readonly Guid EmbeddedSource = new("0e8a571b-6926-466e-b4ad-8ab04611f5fe");

    public static TheoryData<string> Libraries =>
        [
            "Uhit.Client", "Uhit.Client.AspNetCore", "Uhit.Client.Sqlite", "Uhit.Client.PostgreSql", "Uhit.Client.Testing",
            "Uhit.Client.Simulator", "Uhit.Client.Conformance", "Uhit.Client.Export",
        ];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Package_HasReadmeLicenceDocsAndSymbols(string id)
    {
        using var package = ZipFile.OpenRead(packed.PathOf(id, "nupkg"));
        var names = package.Entries.Select(entry => entry.FullName).ToArray();
        Assert.Contains("README.md", names);
        Assert.Contains("LICENSE", names);
        Assert.Contains($"lib/net10.0/{id}.dll", names);
        Assert.Contains($"lib/net10.0/{id}.xml", names);

        var metadata = XElement.Parse(TextOf(package, $"{id}.nuspec")).Elements().Single();
        Assert.Equal("MIT", Value(metadata, "license"));
        Assert.Equal("README.md", Value(metadata, "readme"));
        Assert.NotEmpty(Value(metadata, "description")!);
        Assert.Contains(Value(metadata, "icon"), names);

        // The newest section of the changelog, without its heading.
        Assert.Contains("### Added", Value(metadata, "releaseNotes"), StringComparison.Ordinal);
        Assert.DoesNotContain("## [", Value(metadata, "releaseNotes"), StringComparison.Ordinal);

        using var symbols = ZipFile.OpenRead(packed.PathOf(id, "snupkg"));
        using var pdb = MetadataReaderProvider.FromPortablePdbStream(Copy(symbols.GetEntry($"lib/net10.0/{id}.pdb")!));
        var reader = pdb.GetMetadataReader();

        // A debugger finds each source file inside the symbols, wherever the repository is.
        Assert.All(reader.Documents, document => Assert.Contains(
            reader.GetCustomDebugInformation(document),
            info => reader.GetGuid(reader.GetCustomDebugInformation(info).Kind) == EmbeddedSource));
    }

    // They use internals of each other.
    [Theory]
    [MemberData(nameof(Libraries))]
    public void Package_RefersToOurOthersInItsOwnVersionAlone(string id)
    {
        using var package = ZipFile.OpenRead(packed.PathOf(id, "nupkg"));
        var ours = XElement.Parse(TextOf(package, $"{id}.nuspec")).Descendants()
            .Where(element =>
                element.Name.LocalName == "dependency" && element.Attribute("id")!.Value.StartsWith("Uhit.", StringComparison.Ordinal))
            .ToDictionary(dependency => dependency.Attribute("id")!.Value, dependency => dependency.Attribute("version")!.Value);

        Assert.Equal(id == "Uhit.Client", !ours.ContainsKey("Uhit.Client"));
        Assert.All(ours.Values, version => Assert.Equal($"[{packed.Version}]", version));
    }

    [Fact]
    public void FilterThatIsPacked_HasEachProjectOfSrc()
    {
        var filter = File.ReadAllText(Path.Combine(Repository.Root, "build", "packages.slnf"));
        Assert.All(
            Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories)
                .Where(project =>
                    !project.Contains($"{Path.DirectorySeparatorChar}templates{Path.DirectorySeparatorChar}", StringComparison.Ordinal)),
            project => Assert.Contains(Path.GetFileName(project), filter, StringComparison.Ordinal));
    }

    [Fact]
    public void Tool_IsPackedAsOne()
    {
        using var package = ZipFile.OpenRead(packed.PathOf("Uhit.Cli", "nupkg"));
        Assert.Contains(package.Entries, entry => entry.FullName.EndsWith("/DotnetToolSettings.xml", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FreshProject_InstallsThePackageAndSubmitsAnInquiry()
    {
        using var certificates = new ThrowawayCertificates();
        var folder = packed.NewFolder("fresh");
        certificates.WriteTo(folder);
        var options = new UhitSimulatorOptions
        {
            CallbackUrl = new Uri("https://127.0.0.1:1/nobody"),
            Certificate = certificates.Cnp,
            WireFormat = SimulatedWireFormat.Reference,
            Scenario = SimulatorScenarios.Find("never")!,
        };
        options.TrustedClientRoots.Add(certificates.Authority);
        options.TrustedServerRoots.Add(certificates.Authority);
        await using var simulator = await UhitSimulator.StartAsync(options, TestContext.Current.CancellationToken);
        await WriteProjectAsync(folder);

        var output = await Tool.RunAsync(folder, "dotnet", "run", "--", simulator.InquiryUrl.ToString(), folder);

        Assert.Contains("Accepted", output, StringComparison.Ordinal);
        Assert.Single(simulator.GetReport().Lines);
    }

    private async Task WriteProjectAsync(string folder)
    {
        var token = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "nuget.config"),
            $"""<configuration><packageSources><add key="packed" value="{packed.Feed}" /></packageSources></configuration>""",
            token);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "fresh.csproj"),
            $"""
             <Project Sdk="Microsoft.NET.Sdk">
               <PropertyGroup>
                 <OutputType>Exe</OutputType>
                 <TargetFramework>net10.0</TargetFramework>
                 <ImplicitUsings>enable</ImplicitUsings>
                 <RestorePackagesPath>{packed.NewFolder("restored")}</RestorePackagesPath>
               </PropertyGroup>
               <ItemGroup>
                 <PackageReference Include="Uhit.Client" Version="{packed.Version}" />
                 <PackageReference Include="Uhit.Client.Testing" Version="{packed.Version}" />
                 <PackageReference Include="Microsoft.Extensions.DependencyInjection" Version="10.0.15" />
               </ItemGroup>
             </Project>
             """,
            token);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Program.cs"),
            """
            using Microsoft.Extensions.DependencyInjection;
            using Uhit.Client;
            using Uhit.Client.Certificates;
            using Uhit.Client.Testing;

            var services = new ServiceCollection();
            services.AddUhitClient("Test", options =>
            {
                options.Environment = UhitEnvironment.Test;
                options.AuthenticationId = "123456789";
                options.Endpoint = new Uri(args[0]);
                options.Certificate = ClientCertificateOptions.FromFile(Path.Combine(args[1], "third-party.pem"));
                options.ServerTrust.RootFiles.Add(Path.Combine(args[1], "ca.pem"));
            }).UseInMemoryStore();
            await using var provider = services.BuildServiceProvider();
            var today = CentralTime.DateOf(TimeProvider.System.GetUtcNow());
            var result = await provider.GetRequiredService<IUsageHistoryClient>().SubmitAsync(new UsageHistoryInquiry
            {
                Lines =
                [
                    new InquiryLine
                    {
                        EsiId = EsiId.Parse("1008901000000000000001"),
                        ServiceAddress = new ServiceAddress { Line1 = "1 Sample Street", City = "Houston", State = "TX", PostalCode = "77002" },
                        RequestedUsage = RequestedUsage.Billing,
                        Period = UsagePeriod.YearEnding(today.AddDays(-1)),
                        Authorization = new CustomerAuthorization
                        {
                            CustomerName = "Sample Customer", AuthorizedBy = "Sam Sample", Telephone = "713-555-0100", Email = "sam@customer.example",
                            AuthorizedOn = today.AddDays(-7), Obtained = true,
                        },
                    },
                ],
            });
            Console.WriteLine(result.Outcome);
            """,
            token);
    }

    private static string? Value(XElement metadata, string name) =>
        metadata.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value;

    private static string TextOf(ZipArchive archive, string name)
    {
        using var reader = new StreamReader(archive.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    private static MemoryStream Copy(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        var copy = new MemoryStream();
        stream.CopyTo(copy);
        copy.Position = 0;
        return copy;
    }
}
