using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Uhit.Client;

/// <summary>Text of somebody else as it may be shown: on a terminal, in a log, in a message. Nothing in it acts
/// on what shows it, and nothing in it is hidden.</summary>
/// <remarks>What CNP writes (descriptions, codes, meter numbers) is kept as it came: clean it where it is shown. White space that ends
/// lines becomes a blank, each other character that <see cref="IsHidden"/> names is written as its number, such as <c>&lt;U+001B&gt;</c>;
/// all else stays as it is. As the parameter of a log message this type says that its text is cleaned.
/// <see langword="default"/> is the empty text.</remarks>
public readonly struct DisplayText : IEquatable<DisplayText>
{
    private readonly string? _text;

    private DisplayText(string text) => _text = text;

    /// <summary>Cleans a text where one that can be shown is wanted.</summary>
    /// <param name="text">The text as it came.</param>
    public static implicit operator DisplayText(string? text) => new(Of(text));

    /// <summary>Whether two texts look the same.</summary>
    public static bool operator ==(DisplayText left, DisplayText right) => left.Equals(right);

    /// <summary>Whether two texts look different.</summary>
    public static bool operator !=(DisplayText left, DisplayText right) => !left.Equals(right);

    /// <summary>Cleans a text. The result is one line.</summary>
    /// <param name="text">The text as it came; <see langword="null"/> is shown as the empty text.</param>
    public static string Of(string? text) => Cleaned(text ?? string.Empty, keepLines: false);

    /// <summary>Cleans a text and cuts it. The result is one line.</summary>
    /// <param name="text">The text as it came; <see langword="null"/> is shown as the empty text.</param>
    /// <param name="maxLength">The most characters (UTF-16 units) of the result, at least 1; one that is cut ends in <c>…</c>.</param>
    public static string Cut(string? text, int maxLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, 1);

        // No character gets shorter by being cleaned, so what lies behind the cut need not be looked at.
        var shown = Of(text?.Length > maxLength ? text[..(maxLength + 1)] : text);
        if (shown.Length <= maxLength)
        {
            return shown;
        }

        var end = maxLength - 1;
        return shown[..(end > 0 && char.IsHighSurrogate(shown[end - 1]) ? end - 1 : end)] + "…";
    }

    /// <summary>Cleans a text of several lines, such as a stack trace: its line ends and tabs stay.</summary>
    /// <param name="text">The text as it came; <see langword="null"/> is shown as the empty text.</param>
    public static string OfLines(string? text) => Cleaned(text ?? string.Empty, keepLines: true);

    /// <summary>Whether a character acts on what shows it, or can't be seen: control and format characters (C0, C1, bidirectional,
    /// zero-width, tags), line and paragraph separators, all that Unicode says to leave out where it is not supported, surrogates without
    /// their other half, noncharacters.</summary>
    /// <remarks>No identifier may have one (<see cref="RequestId"/> and its like), nor any text of an inquiry.</remarks>
    /// <param name="character">The character.</param>
    public static bool IsHidden(Rune character) => Rune.GetUnicodeCategory(character) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        _ => IsDefaultIgnorable(character.Value) || IsNoncharacter(character.Value),
    };

    /// <summary>Whether a text has a character that <see cref="IsHidden"/> names, and so would be shown otherwise than it is.</summary>
    /// <param name="text">The text.</param>
    public static bool HasHidden([NotNullWhen(true)] string? text) => text is not null && FirstHidden(text, 0) < text.Length;

    /// <inheritdoc/>
    public bool Equals(DisplayText other) => ToString() == other.ToString();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DisplayText other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The cleaned text.</summary>
    public override string ToString() => _text ?? string.Empty;

    private static string Cleaned(string text, bool keepLines)
    {
        var hidden = FirstHidden(text, 0);
        if (hidden == text.Length)
        {
            return text;
        }

        var shown = new StringBuilder(text.Length + 16);
        for (var start = 0; ; start = hidden + LengthAt(text, hidden), hidden = FirstHidden(text, start))
        {
            shown.Append(text, start, hidden - start);
            if (hidden == text.Length)
            {
                return shown.ToString();
            }

            var character = char.IsSurrogatePair(text, hidden) ? char.ConvertToUtf32(text, hidden) : text[hidden];
            _ = character switch
            {
                '\n' or '\r' or '\t' when keepLines => shown.Append((char)character),
                (>= '\t' and <= '\r') or '\u0085' or '\u2028' or '\u2029' => shown.Append(' '),
                _ => shown.Append(CultureInfo.InvariantCulture, $"<U+{character:X4}>"),
            };
        }
    }

    private static int FirstHidden(string text, int start)
    {
        for (var at = start; ; at += LengthAt(text, at))
        {
            // Nearly every text is plain, and costs nothing more than this.
            var other = text.AsSpan(at).IndexOfAnyExceptInRange(' ', '~');
            if (other < 0)
            {
                return text.Length;
            }

            at += other;
            if (!Rune.TryGetRuneAt(text, at, out var character) || IsHidden(character))
            {
                return at;
            }
        }
    }

    private static int LengthAt(string text, int at) => at + 1 < text.Length && char.IsSurrogatePair(text, at) ? 2 : 1;

    // Unicode's Default_Ignorable_Code_Point, without those that are format characters already.
    private static bool IsDefaultIgnorable(int value) =>
        value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x2065 or 0x3164
            or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or (>= 0xFFF0 and <= 0xFFF8) or (>= 0xE0000 and <= 0xE0FFF);

    private static bool IsNoncharacter(int value) => value is >= 0xFDD0 and <= 0xFDEF || (value & 0xFFFE) == 0xFFFE;
}
