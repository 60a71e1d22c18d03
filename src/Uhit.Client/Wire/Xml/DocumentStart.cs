using System.Text;
using System.Text.RegularExpressions;

namespace Uhit.Client.Wire.Xml;

/// <summary>Takes a byte order mark and an XML declaration, and refuses every encoding but UTF-8.</summary>
internal sealed partial class DocumentStart
{
    private const int MaxDeclarationLength = 256;
    private readonly byte[] _bytes = new byte[MaxDeclarationLength];
    private int _length;
    private int _mark;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Whether the start ended behind the first character of a tag; else it ended between tags.</summary>
    public bool EndsInMarkup { get; private set; }

    /// <summary>Takes the first bytes.</summary>
    /// <param name="bytes">At least one byte.</param>
    /// <param name="done">Whether the start is over.</param>
    /// <returns>How many were taken.</returns>
    public int Take(ReadOnlySpan<byte> bytes, out bool done)
    {
        done = true;
        for (var at = 0; at < bytes.Length; at++)
        {
            var next = bytes[at];
            if (_length == 0)
            {
                if (IsMark(next))
                {
                    continue;
                }

                if (next != (byte)'<')
                {
                    // White space may lead, text is the reader's to refuse; all else is another encoding.
                    return next is > 0 and < 0x80 ? at : throw new XmlGuardException("Encoding");
                }
            }
            else if (_length == 1 && next != (byte)'?')
            {
                EndsInMarkup = true;
                return at;
            }

            if (_length == MaxDeclarationLength)
            {
                throw Refused();
            }

            _bytes[_length++] = next;
            if (next == (byte)'>' && _bytes[_length - 2] == (byte)'?')
            {
                return Accepted().IsMatch(Held) ? at + 1 : throw Refused();
            }
        }

        done = false;
        return bytes.Length;
    }

    private string Held => Encoding.Latin1.GetString(_bytes, 0, _length);

    private bool IsMark(byte next)
    {
        if (_mark < ByteOrderMark.Length && next == ByteOrderMark[_mark])
        {
            _mark++;
            return true;
        }

        return _mark is 0 or 3 ? false : throw new XmlGuardException("Encoding");
    }

    private XmlGuardException Refused()
    {
        var isDeclaration = Held.StartsWith("<?xml", StringComparison.Ordinal)
            && _length > 5
            && _bytes[5] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
        if (!isDeclaration)
        {
            return new XmlGuardException("ProcessingInstruction");
        }

        return new XmlGuardException(Held.Contains("encoding", StringComparison.Ordinal) ? "Encoding" : "Declaration");
    }

    [GeneratedRegex(
        """^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*["']1\.0["']([ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*["'][Uu][Tt][Ff]-8["'])?([ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*["'](yes|no)["'])?[ \t\r\n]*\?>$""",
        RegexOptions.CultureInvariant)]
    private static partial Regex Accepted();
}
