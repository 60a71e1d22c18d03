using System.Text.RegularExpressions;
using Uhit.Contracts.Planning;

namespace Uhit.Contracts.Tests;

public sealed class PatternTests
{
    [Theory]
    [InlineData("10[0-9]{5}", "1012345", true)]
    [InlineData("10[0-9]{5}", "x1012345", false)]
    [InlineData("10[0-9]{5}", "1012345\n", false)]
    [InlineData("a|bc", "bc", true)]
    [InlineData("a|bc", "ac", false)]
    [InlineData(".", "𝔅", true)]
    [InlineData("..", "𝔅", false)]
    [InlineData("[^a]", "𝔅", true)]
    [InlineData("[^a]", "a", false)]
    [InlineData("^a$", "^a$", true)]
    [InlineData("[a^]", "^", true)]
    [InlineData(@"[+\-]\d\.", "-1.", true)]
    [InlineData(@"(a\s)+", "a a\t", true)]
    public void TryTranslate_Supported_MatchesAsTheSchemaDoes(string pattern, string text, bool expected)
    {
        Assert.True(PatternTranslator.TryTranslate(pattern, out var translated, out _));
        Assert.Equal(expected, Regex.IsMatch(text, $@"\A(?:{translated})\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking));
    }
}
