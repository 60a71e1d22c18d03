using System.Text.RegularExpressions;

namespace Uhit.Client.Tests.Architecture;

/// <summary>The README shows code that compiles: the code of the sample, word for word.</summary>
public partial class ReadmeTests
{
    [Fact]
    public void Snippets_AreTheSamples()
    {
        var root = Repository.Root;
        var snippets = Snippet().Matches(File.ReadAllText(Path.Combine(root, "README.md")));
        Assert.NotEmpty(snippets);
        Assert.All(snippets, snippet => Assert.Equal(
            File.ReadAllText(Path.Combine(root, snippet.Groups["file"].Value)).ReplaceLineEndings("\n"),
            snippet.Groups["code"].Value.ReplaceLineEndings("\n")));
    }

    [Fact]
    public void Links_LeadToPages()
    {
        var root = Repository.Root;
        var links = Link().Matches(File.ReadAllText(Path.Combine(root, "README.md"))).Select(link => link.Groups["file"].Value).ToArray();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(File.Exists(Path.Combine(root, link)), link));
    }

    [GeneratedRegex(@"<!-- snippet: (?<file>\S+) -->\r?\n```csharp\r?\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Snippet();

    [GeneratedRegex(@"\]\((?<file>docs/[^)#]+)\)")]
    private static partial Regex Link();
}
