using System.Text.RegularExpressions;

namespace Uhit.Client.Tests.Architecture;

/// <summary>No line of C# is longer than <c>.editorconfig</c> says. Raw string literals may
/// be: their lines are not ours to break.</summary>
public sealed partial class LineLengthTests
{
    private const int Most = 140;

    private static readonly string[] Folders = ["src", "tests", "build", "docs"];

    [Fact]
    public void Files_HaveNoLineThatIsTooLong()
    {
        var files = Folders
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj" or "node_modules" or "Generated")).ToList();

        Assert.True(files.Count > 1000, $"Only {files.Count} files were found.");
        Assert.Empty(files.SelectMany(file =>
            TooLong(
                File.ReadAllLines(Path.Combine(Repository.Root, file))).Select(line => $"{file}({line}) has more than {Most} characters")));
    }

    [Fact]
    public void EditorConfig_SaysTheSame() =>
        Assert.Contains($"max_line_length = {Most}", File.ReadAllLines(Path.Combine(Repository.Root, ".editorconfig")));

    // The control: a finder that sees nothing would pass.
    [Fact]
    public void Finder_SeesLongLinesOutsideOfRawStrings()
    {
        var words = new string('x', Most);
        var quotes = new string('"', 3);
        string[] lines =
        [
            words,
            words + "y",
            $"var a = {quotes}{words}{quotes};",
            $"var b = {quotes}",
            words + "y",
            $"    {quotes};",
            "// " + words,
        ];
        Assert.Equal([2, 7], TooLong(lines));
    }

    private static IEnumerable<int> TooLong(string[] lines)
    {
        var isRaw = false;
        for (var i = 0; i < lines.Length; i++)
        {
            var marks = Marks().Count(lines[i]);
            if (lines[i].Length > Most && !isRaw && marks == 0)
            {
                yield return i + 1;
            }

            isRaw ^= marks % 2 == 1;
        }
    }

    // Where a raw string literal begins or ends; in a text in quotes they are escaped.
    [GeneratedRegex("\"{3,}")]
    private static partial Regex Marks();
}
