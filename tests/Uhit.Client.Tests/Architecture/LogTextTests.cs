using System.Text.RegularExpressions;

namespace Uhit.Client.Tests.Architecture;

/// <summary>No text reaches a log as it came: the type of a log message's parameter cleans it.</summary>
public sealed partial class LogTextTests
{
    private static readonly string Source = Path.Combine(Repository.Root, "src");

    public static TheoryData<string> Files =>
    [
        .. Directory.EnumerateFiles(Source, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal)
                && File.ReadAllText(file).Contains("[LoggerMessage(", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Source, file)).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void LogMessages_OfAFile_TakeNoRawText(string file) => Assert.Empty(RawTexts(File.ReadAllText(Path.Combine(Source, file))));

    // The controls: a finder that sees nothing would pass.
    [Fact]
    public void Finder_SeesRawTexts()
    {
        const string Code = """
            [LoggerMessage(1, LogLevel.Debug, "{Client} {Text}")]
            public static partial void Message(
                ILogger logger, DisplayText client, string? text, int count);
            private static string Other(string text) => text;
            public static partial void Second(this ILogger logger, Uri address, object value);
            """;
        Assert.Equal(["Message(string? text)", "Second(Uri address)", "Second(object value)"], RawTexts(Code));
        Assert.True(Files.Count > 6);
    }

    private static IEnumerable<string> RawTexts(string source) =>
        from message in Message().Matches(source)
        from parameter in message.Groups[2].Value.Split(',')
        where Raw().IsMatch(parameter.Trim())
        select $"{message.Groups[1].Value}({parameter.Trim()})";

    [GeneratedRegex(@"static partial void (\w+)\(([^)]*)\)")]
    private static partial Regex Message();

    [GeneratedRegex(@"^(string|object|Uri|Peer|DistinguishedName)\b")]
    private static partial Regex Raw();
}
