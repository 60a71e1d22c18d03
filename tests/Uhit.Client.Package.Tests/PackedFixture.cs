using Uhit.Client.Tests;

[assembly: AssemblyFixture(typeof(Uhit.Client.Package.Tests.PackedFixture))]

namespace Uhit.Client.Package.Tests;

/// <summary>All packages, packed from what was built, under a version that nobody has in a cache.</summary>
public sealed class PackedFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("uhit-packed-").FullName;

    public string Version { get; } = "0.0.0-t" + Guid.NewGuid().ToString("N")[..12];

    public string Feed => Path.Combine(_folder, "feed");

    /// <summary>What others made is taken from the packages of this machine; the packages under
    /// test go into a folder of their own.</summary>
    public string[] RestoreArguments
    {
        get
        {
            var known = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
            return [
                $"-p:RestorePackagesPath={NewFolder("restored")}",
                .. Directory.Exists(known) ? new[] { $"-p:RestoreFallbackFolders={known}" } : [],
            ];
        }
    }

    public string PathOf(string id, string extension) => Path.Combine(Feed, $"{id}.{Version}.{extension}");

    public string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;

    public async ValueTask InitializeAsync()
    {
        var root = Repository.Root;
        var configuration = AppContext.BaseDirectory.Contains(
            $"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            ? "Release"
            : "Debug";
        foreach (var project in Directory.EnumerateDirectories(Path.Combine(root, "src"))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj")))
        {
            await Tool.RunAsync(
                root, "dotnet", "pack", project, "-c", configuration, "--no-build", "-o", Feed, $"-p:PackageVersion={Version}", "-nologo",
                "-v:quiet");
        }
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
