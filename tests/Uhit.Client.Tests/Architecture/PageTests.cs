using System.Text.RegularExpressions;

namespace Uhit.Client.Tests.Architecture;

/// <summary>README and pages show code that compiles: the code of the samples, word for word. Their links lead somewhere.</summary>
public partial class PageTests
{
    // What pages name that is no name of ours: the platform's, and parts of names that the generator makes.
    private static readonly string[] NamesOfOthers =
    [
        "XmlSerializer", "LocalMachine", "IsTrimmable", "IsAotCompatible", "PasswordText", "Smith", "LaytyTest", "MultiSpeakClientV3ac",
        "SmenCim", "ChargeTimeEU", "IName", "INameHandler", "NameProxy", "NameContract", "NameElement", "NameIsNil", "NameLexical",
    ];

    private static readonly string[] SourceFolders = ["src", "tests", "build", "docs/samples"];

    private static readonly string[] PlaceFolders = ["", "src", "src/Uhit.Client"];

    public static TheoryData<string> Pages => [.. FilesIn("docs", "*.md").Concat(Directory
        .EnumerateFiles(Repository.Root, "*.md").Select(file => Path.GetFileName(file)!)).Order(StringComparer.Ordinal)];

    [Fact]
    public void CSharpBlocks_AreCodeThatIsCompiled()
    {
        var blocks =
            Pages.SelectMany(page => Block().Matches(TextOf(page.Data)).Select(block => (Page: page.Data, Block: block))).ToArray();

        Assert.All(
            blocks,
            block => Assert.True(block.Block.Groups["file"].Success, $"{block.Page} has C# that no sample has: {block.Block.Value}"));
        Assert.All(blocks, block => Assert.Equal(
            Sample(block.Block.Groups["file"].Value, block.Block.Groups["region"].Value), block.Block.Groups["code"].Value));
        var shown = blocks.Select(block => block.Block.Groups["file"].Value);
        Assert.Equal(Samples().Order(StringComparer.Ordinal), shown.Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_SaysFirstWhatTheReaderCanDoAfterIt(string page)
    {
        if (page is not ("README.md" or "CHANGELOG.md"))
        {
            Assert.Matches(@"^# .+\n\nAfter this (page|hour) ", TextOf(page));
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_LeadToPagesAndHeadings(string page)
    {
        var folder = Path.GetDirectoryName(page)!;
        foreach (Match link in Link().Matches(TextOf(page)))
        {
            var (path, heading) = (link.Groups["file"].Value, link.Groups["heading"].Value);
            var target = path.Length == 0 ? page : Path.Combine(folder, path);
            Assert.True(Path.Exists(Path.Combine(Repository.Root, target)), $"{page} links to {path}");
            Assert.True(heading.Length == 0 || AnchorsOf(target).Contains(heading), $"{page} links to {path}#{heading}");
        }
    }

    [Fact]
    public void Sources_NamePagesThatExist()
    {
        var sources = SourceFolders
            .SelectMany(folder => FilesIn(folder, "*.cs").Concat(FilesIn(folder, "*.csproj")).Concat(FilesIn(folder, "*.sh")))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));
        var named =
            sources.SelectMany(file => PageInSource().Matches(TextOf(file)).Select(match => (File: file, Page: match.Value))).ToArray();

        Assert.InRange(named.Length, 20, int.MaxValue);
        Assert.All(named, name => Assert.True(File.Exists(Path.Combine(Repository.Root, name.Page)), $"{name.File} names {name.Page}"));
    }

    [Fact]
    public void Names_ThatPagesHaveAsCode_AreInTheCode()
    {
        var known = SourceFolders
            .SelectMany(folder => FilesIn(folder, "*.cs").Concat(FilesIn(folder, "*.csproj"))
                .Concat(FilesIn(folder, "*.props"))
                .Concat(FilesIn(folder, "*.json"))
                .Concat(FilesIn(folder, "*.sh")))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .SelectMany(file => Word().Matches(TextOf(file)).Select(word => word.Value))
            .Concat(NamesOfOthers)
            .ToHashSet(StringComparer.Ordinal);
        var unknown = from page in Pages
                      from Match code in InlineCode().Matches(Fence().Replace(TextOf(page.Data), string.Empty))
                      from Match name in TypeName().Matches(code.Value)
                      where !known.Contains(name.Value)
                      select $"{page.Data}: {name.Value} in {code.Value}";

        Assert.Empty(unknown);
    }

    // A newcomer looks a place up there: it must not have moved away.
    [Theory]
    [InlineData("docs/explanation/architecture.md")]
    [InlineData("CONTRIBUTING.md")]
    public void Places_ThatPagesName_Exist(string page)
    {
        var places = InlineCode().Matches(TextOf(page)).Select(code => code.Value.Trim('`'))
            .Where(code => Place().IsMatch(code) && !code.StartsWith("artifacts/", StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(places);
        Assert.All(places, place => Assert.True(
            PlaceFolders.Any(folder => Path.Exists(Path.Combine(Repository.Root, folder, place))
                || File.Exists(Path.Combine(Repository.Root, folder, place + ".cs"))),
            $"{page} names {place}"));
    }

    private static IEnumerable<string> FilesIn(string folder, string pattern) => Directory
        .EnumerateFiles(Path.Combine(Repository.Root, folder), pattern, SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Repository.Root, file).Replace(Path.DirectorySeparatorChar, '/'));

    private static string TextOf(string page) => File.ReadAllText(Path.Combine(Repository.Root, page)).ReplaceLineEndings("\n");

    // As those who show Markdown make them.
    private static HashSet<string> AnchorsOf(string page) => Heading().Matches(TextOf(page))
        .Select(heading => NotInAnchor().Replace(heading.Groups["text"].Value.ToLowerInvariant(), string.Empty).Replace(' ', '-'))
        .ToHashSet(StringComparer.Ordinal);

    // A region may stand in several places of the file, as its usings do.
    private static string Sample(string file, string region)
    {
        var text = TextOf(file);
        if (region.Length == 0)
        {
            return text;
        }

        var parts = Regex.Matches(
            text, $@"^ *// <{region}>\n(?<part>.*?)^ *// </{region}>\n", RegexOptions.Singleline | RegexOptions.Multiline);
        return string.Join("\n\n", parts.Select(part => Outdented(part.Groups["part"].Value))) + "\n";
    }

    private static string Outdented(string code)
    {
        var lines = code.Split('\n');
        var indent = lines.Where(line => line.Length > 0 && line[0] != '#').Min(line => line.Length - line.TrimStart(' ').Length);
        return string.Join('\n', lines.Select(line => line.StartsWith(' ') ? line[indent..] : line)).Trim('\n');
    }

    private static IEnumerable<string> Samples()
    {
        var samples = Path.Combine(Repository.Root, "docs", "samples");
        return Directory.EnumerateDirectories(samples)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs"))
            .Select(file => $"docs/samples/{Path.GetRelativePath(samples, file).Replace(Path.DirectorySeparatorChar, '/')}");
    }

    [GeneratedRegex(@"(<!-- snippet: (?<file>[^\s#]+)(#(?<region>\w+))? -->\n)?```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("```.*?```", RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("`[^`\n]+`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"\b[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*\b")]
    private static partial Regex TypeName();

    [GeneratedRegex("[A-Za-z_][A-Za-z0-9_]*")]
    private static partial Regex Word();

    [GeneratedRegex(@"\bdocs/[\w/-]+\.md\b")]
    private static partial Regex PageInSource();

    [GeneratedRegex(@"\]\((?!https?:)(?<file>[^)#\s]*)(#(?<heading>[^)\s]+))?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^[A-Za-z][\w.]*(/[\w.]+)+/?$")]
    private static partial Regex Place();

    [GeneratedRegex(@"^#+ (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();
}
