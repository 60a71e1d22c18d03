using System.Text;

namespace Uhit.Cli.Input;

/// <summary>The text of an input file. Nothing is guessed in silence: what can't be decoded is
/// refused with what to do, and a guess is told.</summary>
/// <param name="Text">The text, without a byte-order mark.</param>
/// <param name="Remark">What the user should look at; <see langword="null"/> where there is nothing.</param>
internal sealed record InputText(string Text, string? Remark)
{
    /// <summary>What a file that no text editor can read is told.</summary>
    public const string Workbook = "it is a workbook or an archive, not text. Save the sheet as 'CSV UTF-8' (.csv)";

    private const string Remedy = "Save it as UTF-8";

    private const string TableRemedy = Remedy + " (in Excel: 'CSV UTF-8')";

    private static readonly UnicodeEncoding LittleEndian = new(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);

    private static readonly UnicodeEncoding BigEndian = new(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true);

    /// <summary>Decodes a file: UTF-8, UTF-16, and where nothing else is possible Windows-1252.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="isTable">Whether it is CSV, which older spreadsheets write in Windows-1252; JSON never is.</param>
    /// <exception cref="InputException">It is in another encoding, or damaged.</exception>
    public static InputText Decode(ReadOnlySpan<byte> bytes, bool isTable)
    {
        if (bytes.StartsWith("PK\u0003\u0004"u8) || bytes.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
        {
            throw Wrong(Workbook);
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]) || bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]))
        {
            throw Wrong($"it is UTF-32. {Remedy}");
        }

        return bytes switch
        {
            [0xEF, 0xBB, 0xBF, .. var rest] => new(Utf8(rest, marked: true) ?? throw NotUtf8(bytes, isTable), null),
            [0xFF, 0xFE, .. var rest] => new(Utf16(rest, LittleEndian), null),
            [0xFE, 0xFF, .. var rest] => new(Utf16(rest, BigEndian), null),
            _ when UnmarkedUtf16(bytes) is { } encoding => new(Utf16(bytes, encoding), null),
            _ when Utf8(bytes, marked: false) is { } text => new(text, null),
            _ when isTable => Windows1252Text.Decode(bytes) is { } table
                ? new(
                    table, $"it is not UTF-8 and was read as Windows-1252: see whether the names in {Windows1252Text.RowsOf(bytes)} of the "
                        + $"file are right. {TableRemedy} to be sure.")
                : throw NotUtf8(bytes, isTable),
            _ => throw NotUtf8(bytes, isTable),
        };
    }

    private static string? Utf8(ReadOnlySpan<byte> bytes, bool marked) => Unicode(bytes) switch
    {
        // A zero in text is UTF-16 that was not seen, or no text at all.
        { } text when !marked && text.Contains('\0', StringComparison.Ordinal) =>
            throw Wrong($"it has zero bytes, which no text has. {Remedy}"),
        var text => text,
    };

    private static string? Unicode(ReadOnlySpan<byte> bytes) =>
        System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : null;

    private static string Utf16(ReadOnlySpan<byte> bytes, UnicodeEncoding encoding)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException exception)
        {
            throw Wrong($"it is UTF-16 and damaged at byte {exception.Index}. {Remedy}");
        }
    }

    // Nearly all of an inquiry is ASCII, whose other half is a zero in UTF-16.
    private static UnicodeEncoding? UnmarkedUtf16(ReadOnlySpan<byte> bytes)
    {
        var (even, odd, seen) = (0, 0, Math.Min(bytes.Length, 1024) / 2);
        for (var i = 0; i < seen * 2; i++)
        {
            _ = bytes[i] != 0 ? 0 : i % 2 == 0 ? even++ : odd++;
        }

        return odd > seen / 2 && even == 0 ? LittleEndian : even > seen / 2 && odd == 0 ? BigEndian : null;
    }

    private static InputException NotUtf8(ReadOnlySpan<byte> bytes, bool isTable)
    {
        var good = Windows1252Text.LengthOfUtf8(bytes);
        var before = bytes[..good];
        var line = before.Count((byte)'\n') + 1;
        return Wrong(
            $"line {line} of the file is not UTF-8 (byte {good - (before.LastIndexOf((byte)'\n') + 1) + 1} of the "
                + $"line). {(isTable ? TableRemedy : Remedy)}");
    }

    private static InputException Wrong(string what) => new(what);
}
