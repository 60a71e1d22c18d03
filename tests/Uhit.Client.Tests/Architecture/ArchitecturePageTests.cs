using System.Text.RegularExpressions;

namespace Uhit.Client.Tests.Architecture;

/// <summary>The architecture page names folders and files that are there, and its arrows are those that are kept.</summary>
public partial class ArchitecturePageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "explanation", "architecture.md"));

    [Fact]
    public void FolderTable_HasTheArrowsThatAreKept()
    {
        var rows = Row().Matches(Page).ToDictionary(
            row => row.Groups["folder"].Value,
            row => Name().Matches(row.Groups["uses"].Value)
                .Select(name => name.Groups["name"].Value)
                .Order(StringComparer.Ordinal).ToArray());

        Assert.All(DependencyDirectionTests.Arrows, arrows => Assert.Equal(arrows.Value.Order(StringComparer.Ordinal), rows[arrows.Key]));
    }

    [Fact]
    public void Places_AreThere()
    {
        var client = Path.Combine(Repository.Root, "src", "Uhit.Client");
        var places = Place().Matches(Page).Select(place => place.Groups["place"].Value).ToArray();

        Assert.InRange(places.Length, 20, int.MaxValue);
        Assert.All(places, place => Assert.True(
            ((string[])[client, Repository.Root, Path.Combine(Repository.Root, "src")])
                .Any(root => Path.Exists(Path.Combine(root, place)) || File.Exists(Path.Combine(root, place + ".cs"))),
            $"the architecture page names {place}"));
    }

    [GeneratedRegex(@"^\| `(?<folder>\w+)/` \|[^|]*\| (?<uses>[^|]*) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`(?<name>\\w+)`")]
    private static partial Regex Name();

    // A path in code: at least two names. Those of packages that begin with a file are paths from src or from the root.
    [GeneratedRegex("`(?<place>[A-Za-z][\\w.]+(/[\\w.]+)+)`")]
    private static partial Regex Place();
}
