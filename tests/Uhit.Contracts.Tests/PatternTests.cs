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
    [InlineData("^a$", "a", true)]
    [InlineData("a$b", "ab", false)]
    [InlineData("(^a|b$)", "b", true)]
    [InlineData("[a-z-[aeiou]]+", "bcd", true)]
    [InlineData("[a-z-[aeiou]]+", "bad", false)]
    [InlineData("[^a-[b]]", "b", false)]
    [InlineData(@"\p{Lu}\P{Lu}", "Ab", true)]
    [InlineData(@"\p{Lu}", "a", false)]
    [InlineData(@"\i\c*", "_a-1", true)]
    [InlineData(@"\i\c*", "-a", false)]
    [InlineData(@"\w+", "a1", true)]
    [InlineData(@"\w+", "a b", false)]
    [InlineData(@"[\w ]+", "a b", true)]
    [InlineData(@"[\s\S]*", "a\n ü", true)]
    [InlineData(@"\S\D\W\I\C", "aa-- ", true)]
    [InlineData("ä|[é-í]", "ê", true)]
    [InlineData("𝔅", "𝔅", true)]
    [InlineData(@"\/", "/", true)]
    [InlineData("[a^]", "^", true)]
    [InlineData(@"[+\-]\d\.", "-1.", true)]
    [InlineData(@"(a\s)+", "a a\t", true)]
    public void TryTranslate_Supported_MatchesAsTheSchemaDoes(string pattern, string text, bool expected)
    {
        var translated = PatternTranslator.Translate(pattern, out _);
        Assert.NotNull(translated);
        Assert.Equal(expected, Regex.IsMatch(text, $@"\A(?:{translated})\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking));
    }

    [Theory]
    [InlineData("a(?=b)")]
    [InlineData("[a")]
    [InlineData(@"\")]
    [InlineData(@"\b")]
    [InlineData(@"\p{IsNothing}")]
    [InlineData("[𝔅]")]
    [InlineData("(a{1,1000}){1,1000}")]
    public void Translate_Unsupported_SaysWhy(string pattern)
    {
        Assert.Null(PatternTranslator.Translate(pattern, out var unsupported));
        Assert.NotEmpty(unsupported!);
    }
}
