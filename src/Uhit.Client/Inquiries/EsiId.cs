using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Uhit.Client.Inquiries;

namespace Uhit.Client;

/// <summary>An Electric Service Identifier: the number of one point of delivery in ERCOT's market.</summary>
/// <remarks>"10", the five-digit code of the TDSP, then its number for the premise: 8 to 36 digits, 22 at CNP. Text, never a number. There
/// is no check digit. Personal data: <see cref="ToString"/> shows the last four digits only, <see cref="Value"/> has them all.
/// <see langword="default"/> is no ESI ID: its <see cref="Value"/> is empty.</remarks>
[JsonConverter(typeof(TextJsonConverter<EsiId>))]
public readonly record struct EsiId : IParsable<EsiId>, ITextValue<EsiId>
{
    private readonly string? _value;

    private EsiId(string value) => _value = value;

    /// <summary>All digits. Personal data: not for logs.</summary>
    public string Value => _value ?? string.Empty;

    /// <summary>The five-digit code of the utility, such as <c>08901</c> for CNP; empty for <see langword="default"/>.</summary>
    public string TdspCode => _value is null ? string.Empty : _value.Substring(2, 5);

    /// <summary>Reads an ESI ID. Blanks, and the apostrophe that spreadsheets put in front, are taken away first.</summary>
    /// <param name="s">The text.</param>
    /// <exception cref="FormatException">The text is no ESI ID. The message does not repeat it.</exception>
    public static EsiId Parse(string s) => TryParse(s, out var result)
        ? result
        : throw new FormatException("An ESI ID is \"10\" followed by the five digits of the utility and 1 to 29 digits of the premise.");

    /// <summary>Reads an ESI ID, or says that the text is none.</summary>
    /// <param name="s">The text.</param>
    /// <param name="result">The ESI ID.</param>
    public static bool TryParse([NotNullWhen(true)] string? s, out EsiId result)
    {
        result = default;
        if (s is null)
        {
            return false;
        }

        // Blanks of every kind: what is copied out of a page often has those that don't break.
        var text = string.Concat(s.Where(c => !char.IsWhiteSpace(c))).TrimStart('\'');
        if (text.Length is < 8 or > 36 || text is not ['1', '0', ..] || !text.All(char.IsAsciiDigit))
        {
            return false;
        }

        result = new EsiId(text);
        return true;
    }

    static EsiId IParsable<EsiId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<EsiId>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out EsiId result) =>
        TryParse(s, out result);

    /// <summary>The last four digits, as <c>…1234</c>: fit for logs and screens.</summary>
    public override string ToString() => _value is null ? string.Empty : "…" + _value[^4..];
}
