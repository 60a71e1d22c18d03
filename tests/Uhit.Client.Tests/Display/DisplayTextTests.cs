using System.Globalization;
using System.Text;
using CsCheck;

namespace Uhit.Client.Tests.Display;

public sealed class DisplayTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData(null, "")]
    [InlineData("Account closed", "Account closed")]
    [InlineData("Pe\u00F1a Bakery, \u5317\u4EAC \U0001F50C <b>&", "Pe\u00F1a Bakery, \u5317\u4EAC \U0001F50C <b>&")]
    [InlineData("e\u0301 \u00A0 \u0645", "e\u0301 \u00A0 \u0645")]
    [InlineData("\u001B[31mred", "<U+001B>[31mred")]
    [InlineData("a\u0000b\u007Fc", "a<U+0000>b<U+007F>c")]
    [InlineData("\u009B31m\u009Dtitle", "<U+009B>31m<U+009D>title")]
    [InlineData("\u202Atxt\u202E.exe\u2066\u2069", "<U+202A>txt<U+202E>.exe<U+2066><U+2069>")]
    [InlineData("\u200E\u200F\u061C", "<U+200E><U+200F><U+061C>")]
    [InlineData("1\u200B2\u200D3\u2060\uFEFF\u00AD", "1<U+200B>2<U+200D>3<U+2060><U+FEFF><U+00AD>")]
    [InlineData("\u3164\u115F\uFFA0\u034F\uFE0F\u180E", "<U+3164><U+115F><U+FFA0><U+034F><U+FE0F><U+180E>")]
    [InlineData("\U000E0041\U000E01EF\U0001D173", "<U+E0041><U+E01EF><U+1D173>")]
    [InlineData("\uFDD0\uFFFF\U0001FFFE", "<U+FDD0><U+FFFF><U+1FFFE>")]
    [InlineData("one\r\ntwo\tthree\u0085four\u2028five\u2029six\u000B\u000C", "one  two three four five six  ")]
    public void Of_Text_ShowsWhatIsHidden(string? text, string expected) => Assert.Equal(expected, DisplayText.Of(text));

    // Not as test data: a runner may not carry half a character.
    [Fact]
    public void Of_HalfACharacter_ShowsItsNumber()
    {
        Assert.Equal("a<U+D800>b", DisplayText.Of("a\uD800b"));
        Assert.Equal("<U+DC00><U+D83D>", DisplayText.Of("\uDC00\uD83D"));
        Assert.Equal("<U+D83D>\U0001F50C", DisplayText.Of("\uD83D\uD83D\uDD0C"));
    }

    [Fact]
    public void OfLines_StackTrace_KeepsItsLines() =>
        Assert.Equal("one\r\n\ttwo\nthree<U+001B> ", DisplayText.OfLines("one\r\n\ttwo\nthree\u001B\u2028"));

    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdef", 5, "abcd…")]
    [InlineData("abc\U0001F50C", 4, "abc…")]
    [InlineData("ab\U0001F50Cd", 4, "ab…")]
    [InlineData("\u001B", 5, "<U+0…")]
    [InlineData("\U0001F50C\U0001F50C", 1, "…")]
    [InlineData(null, 1, "")]
    public void Cut_Text_IsNeverLongerAndNeverHalf(string? text, int maxLength, string expected) =>
        Assert.Equal(expected, DisplayText.Cut(text, maxLength));

    [Fact]
    public void Cut_AnyText_BeginsAsTheWholeDoes() => Gen.Select(Gen.String[Gen.Char], Gen.Int[1, 20]).Sample((text, most) =>
    {
        var (cut, whole) = (DisplayText.Cut(text, most), DisplayText.Of(text));
        Assert.True(cut.Length <= most);
        Assert.True(cut == whole || (cut.EndsWith('…') && whole.StartsWith(cut[..^1], StringComparison.Ordinal)), cut);
    });

    [Fact]
    public void Of_AnyText_LeavesNothingHiddenAndIsTheSameTwice() => Gen.String[Gen.Char].Sample(text =>
    {
        var shown = DisplayText.Of(text);
        Assert.False(DisplayText.HasHidden(shown));
        Assert.Equal(shown, DisplayText.Of(shown));
        Assert.Equal(DisplayText.HasHidden(text), shown != text);
    });

    // Against the platform's own tables, character by character.
    [Fact]
    public void IsHidden_EveryCharacter_AgreesWithItsCategory()
    {
        for (var value = 0; value <= 0x10FFFF; value++)
        {
            if (!Rune.TryCreate(value, out var character))
            {
                continue;
            }

            var category = Rune.GetUnicodeCategory(character);
            if (category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator)
            {
                Assert.True(DisplayText.IsHidden(character), $"U+{value:X4}");
            }
            else if (category is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.DecimalDigitNumber
                or UnicodeCategory.MathSymbol or UnicodeCategory.CurrencySymbol or UnicodeCategory.DashPunctuation
                or UnicodeCategory.SpaceSeparator)
            {
                Assert.False(DisplayText.IsHidden(character), $"U+{value:X4}");
            }
        }
    }

    [Fact]
    public void Equals_TextsThatLookTheSame_AreEqual()
    {
        DisplayText left = "a\nb", right = "a b", none = null;

        Assert.True(left == right && left.Equals((object)right) && left.GetHashCode() == right.GetHashCode());
        Assert.True(left != none && none == default);
        Assert.Equal(string.Empty, none.ToString());
    }
}
