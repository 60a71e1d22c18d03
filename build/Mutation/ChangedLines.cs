using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Mutation;

/// <summary>The lines that git says are new since a commit.</summary>
internal static partial class ChangedLines
{
    public static HashSet<(string File, int Line)> Since(string root, string reference)
    {
        using var git = Process.Start(new ProcessStartInfo("git")
        {
            WorkingDirectory = root,
            ArgumentList = { "diff", "-U0", "--no-color", reference, "--", "*.cs" },
            RedirectStandardOutput = true,
        })!;
        HashSet<(string, int)> lines = [];
        var file = "";
        while (git.StandardOutput.ReadLine() is { } line)
        {
            if (line.StartsWith("+++ b/", StringComparison.Ordinal))
            {
                file = line[6..];
            }
            else if (Hunk().Match(line) is { Success: true } hunk)
            {
                var from = int.Parse(hunk.Groups[1].Value, CultureInfo.InvariantCulture);
                var count = hunk.Groups[2].Success ? int.Parse(hunk.Groups[2].Value, CultureInfo.InvariantCulture) : 1;
                lines.UnionWith(Enumerable.Range(from, count).Select(number => (file, number)));
            }
        }

        return lines;
    }

    [GeneratedRegex(@"^@@ -\S+ \+(\d+)(?:,(\d+))? @@")]
    private static partial Regex Hunk();
}
