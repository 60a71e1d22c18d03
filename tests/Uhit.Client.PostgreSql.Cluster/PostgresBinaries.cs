using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Uhit.Client.PostgreSql.Cluster;

/// <summary>The server's programs on this machine: the newest of those in the PATH and where Debian and others put them.</summary>
/// <param name="Directory">Where initdb and postgres are.</param>
/// <param name="Major">The version, such as 15.</param>
public sealed partial record PostgresBinaries(string Directory, int Major)
{
    /// <summary>The oldest version that the store runs on.</summary>
    public const int Oldest = 15;

    private static readonly string[] VersionedPlaces = ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"];

    /// <summary>Why no cluster can be made here; null where one can.</summary>
    public static string? WhyNot(PostgresBinaries? found) => found is not null
        ? null
        : OperatingSystem.IsWindows()
            ? "SKIPPED: throwaway PostgreSQL clusters are made on Linux and macOS only"
            : $"SKIPPED: no PostgreSQL {Oldest} or newer (initdb and postgres) is in the PATH or in /usr/lib/postgresql/*/bin; on Debian: "
                + "apt-get install postgresql";

    /// <summary>Finds them; null where there are none that are new enough.</summary>
    public static PostgresBinaries? Find() => OperatingSystem.IsWindows()
        ? null
        : Places().Where(IsServer).Select(Ask).Where(found => found?.Major >= Oldest).MaxBy(found => found!.Major);

    /// <summary>The path of one of the programs.</summary>
    public string Program(string name) => Path.Combine(Directory, name);

    private static IEnumerable<string> Places()
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(
            Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var versioned = VersionedPlaces.Where(System.IO.Directory.Exists)
            .SelectMany(System.IO.Directory.GetDirectories)
            .Select(directory => Path.Combine(directory, "bin"));
        return path.Concat(versioned).Distinct(StringComparer.Ordinal);
    }

    private static bool IsServer(string directory) =>
        File.Exists(Path.Combine(directory, "initdb")) && File.Exists(Path.Combine(directory, "postgres"));

    private static PostgresBinaries? Ask(string directory)
    {
        using var process =
            Process.Start(new ProcessStartInfo(Path.Combine(directory, "postgres"), "--version") { RedirectStandardOutput = true })!;
        var answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var major = MajorPattern().Match(answer);
        return major.Success ? new PostgresBinaries(directory, int.Parse(major.Groups[1].Value, CultureInfo.InvariantCulture)) : null;
    }

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex MajorPattern();
}
