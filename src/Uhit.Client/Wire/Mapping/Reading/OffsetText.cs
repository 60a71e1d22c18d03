using System.Globalization;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>Reads an offset from UTC: <c>-06:00</c>, <c>-0600</c>, <c>Z</c>, or minutes.</summary>
internal static class OffsetText
{
    private const int MaxMinutes = 14 * 60;

    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = default;
        text = XmlText.Trim(text);
        if (text is "Z")
        {
            return true;
        }

        var isSigned = text.Length >= 5 && text[0] is '+' or '-';
        if (isSigned && (text.Length == 6 && text[3] == ':' || text.Length == 5 && !text.Contains(':')))
        {
            if (!int.TryParse(text[1..3], NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
                || !int.TryParse(text[^2..], NumberStyles.None, CultureInfo.InvariantCulture, out var rest) || rest > 59)
            {
                return false;
            }

            var sum = (hours * 60) + rest;
            offset = TimeSpan.FromMinutes(text[0] == '-' ? -sum : sum);
            return sum <= MaxMinutes;
        }

        if (!XmlText.TryParseInt32(text, out var minutes) || Math.Abs((long)minutes) > MaxMinutes)
        {
            return false;
        }

        offset = TimeSpan.FromMinutes(minutes);
        return true;
    }
}
