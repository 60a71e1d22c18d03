using System.Diagnostics.CodeAnalysis;

namespace Uhit.Client.Inquiries;

/// <summary>A DUNS number (9 digits) or DUNS+4 (13 digits): how ERCOT's market names a company.</summary>
/// <remarks>Leading zeros matter, dashes and blanks may be typed. There is no checksum: D&amp;B dropped it about 2006 and real REP numbers
/// fail it. <see langword="default"/> is no number: its <see cref="Value"/> is empty.</remarks>
internal readonly record struct DunsNumber
{
    private readonly string? _value;

    private DunsNumber(string value) => _value = value;

    /// <summary>The digits, without dashes.</summary>
    public string Value => _value ?? string.Empty;

    /// <summary>Reads the number.</summary>
    /// <param name="text">The text, such as <c>95-787-7905</c>.</param>
    /// <exception cref="FormatException">The text has not 9 or 13 digits.</exception>
    public static DunsNumber Parse(string text) => TryParse(text, out var number)
        ? number
        : throw new FormatException("A DUNS number has 9 digits, a DUNS+4 has 13.");

    /// <summary>Reads the number, or says that the text is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="number">The number.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out DunsNumber number)
    {
        number = default;
        if (text is null)
        {
            return false;
        }

        var digits = text.Replace("-", "").Replace(" ", "");
        if (digits.Length is not (9 or 13) || !digits.All(char.IsAsciiDigit))
        {
            return false;
        }

        number = new DunsNumber(digits);
        return true;
    }

    /// <summary>The number as the Authentication ID of a REP.</summary>
    public AuthenticationId ToAuthenticationId() => AuthenticationId.Parse(Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
