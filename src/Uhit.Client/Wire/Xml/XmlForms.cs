using System.Text.RegularExpressions;
using System.Xml;

namespace Uhit.Client.Wire.Xml;

/// <summary>Tells whether a text has one of the forms that XML Schema defines.</summary>
internal static class XmlForms
{
    private const string Zone = "(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?";
    private const string MonthOfYear = "(0[1-9]|1[0-2])";
    private const string DayOfMonth = "(0[1-9]|[12][0-9]|3[01])";
    private const string AnyYear = "-?([1-9][0-9]{3,8}|0[0-9]{3})";

    private static readonly Regex Language = Of("[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*");
    private static readonly Regex Duration = Of(
        @"-?P([0-9]+Y([0-9]+M)?([0-9]+D)?|[0-9]+M([0-9]+D)?|[0-9]+D)?"
        + @"(T([0-9]+H([0-9]+M)?([0-9]+(\.[0-9]+)?S)?|[0-9]+M([0-9]+(\.[0-9]+)?S)?|[0-9]+(\.[0-9]+)?S))?");

    private static readonly Regex Time = Of($@"(([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?|24:00:00(\.0+)?){Zone}");
    private static readonly Regex Year = Of(AnyYear + Zone);
    private static readonly Regex YearMonth = Of($"{AnyYear}-{MonthOfYear}{Zone}");
    private static readonly Regex Month = Of($"--{MonthOfYear}{Zone}");
    private static readonly Regex MonthDay = Of($"--{MonthOfYear}-{DayOfMonth}{Zone}");
    private static readonly Regex Day = Of($"---{DayOfMonth}{Zone}");

    /// <summary>Whether the text has the form, without white space around it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="form">The form.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such form.</exception>
    public static bool Matches(ReadOnlySpan<char> text, XmlForm form) => form switch
    {
        XmlForm.Integer => IsInteger(text),
        XmlForm.Name => IsName(text, colons: true),
        XmlForm.NCName => IsName(text, colons: false),
        XmlForm.NameToken => !text.IsEmpty && AreNameCharacters(text, colons: true),
        XmlForm.Language => Language.IsMatch(text),
        XmlForm.Duration => Duration.IsMatch(text) && text[^1] != 'P',
        XmlForm.Time => Time.IsMatch(text),
        XmlForm.Year => Year.IsMatch(text),
        XmlForm.YearMonth => YearMonth.IsMatch(text),
        XmlForm.Month => Month.IsMatch(text),
        XmlForm.MonthDay => MonthDay.IsMatch(text),
        XmlForm.Day => Day.IsMatch(text),
        _ => throw new ArgumentOutOfRangeException(nameof(form)),
    };

    // Without backtracking: the time to match is linear in the text.
    private static Regex Of(string pattern) => new($@"\A(?:{pattern})\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    private static bool IsInteger(ReadOnlySpan<char> text)
    {
        if (!text.IsEmpty && text[0] is '+' or '-')
        {
            text = text[1..];
        }

        return !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');
    }

    private static bool IsName(ReadOnlySpan<char> text, bool colons) =>
        !text.IsEmpty && (XmlConvert.IsStartNCNameChar(text[0]) || (colons && text[0] == ':')) && AreNameCharacters(text[1..], colons);

    private static bool AreNameCharacters(ReadOnlySpan<char> text, bool colons)
    {
        foreach (var c in text)
        {
            if (!XmlConvert.IsNCNameChar(c) && !(colons && c == ':'))
            {
                return false;
            }
        }

        return true;
    }
}
