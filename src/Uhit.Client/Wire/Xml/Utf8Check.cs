using System.Text.Unicode;

namespace Uhit.Client.Wire.Xml;

/// <summary>Says whether bytes that come in pieces are UTF-8.</summary>
internal sealed class Utf8Check
{
    private const int LongestCharacter = 4;

    private readonly byte[] _held = new byte[LongestCharacter];
    private int _heldLength;

    /// <summary>Takes the next piece. A character that is cut off at its end is judged with the next.</summary>
    /// <returns>Whether it can be UTF-8 so far.</returns>
    public bool Take(ReadOnlySpan<byte> bytes)
    {
        while (_heldLength > 0 && !bytes.IsEmpty)
        {
            if (!Continues(bytes[0]))
            {
                return false;
            }

            _held[_heldLength++] = bytes[0];
            bytes = bytes[1..];
            if (_heldLength == LengthOf(_held[0]))
            {
                var isCharacter = Utf8.IsValid(_held.AsSpan(0, _heldLength));
                _heldLength = 0;
                if (!isCharacter)
                {
                    return false;
                }
            }
        }

        if (bytes.IsEmpty)
        {
            return true;
        }

        var cut = CutOff(bytes);
        bytes[^cut..].CopyTo(_held);
        _heldLength = cut;
        return Utf8.IsValid(bytes[..^cut]);
    }

    // How many bytes at the end begin a character that needs more than are there.
    private static int CutOff(ReadOnlySpan<byte> bytes)
    {
        for (var length = 1; length < LongestCharacter && length <= bytes.Length; length++)
        {
            var candidate = bytes[^length];
            if (!Continues(candidate))
            {
                return LengthOf(candidate) > length ? length : 0;
            }
        }

        return 0;
    }

    private static bool Continues(byte next) => (next & 0xC0) == 0x80;

    private static int LengthOf(byte lead) => lead switch
    {
        >= 0xF0 and < 0xF8 => 4,
        >= 0xE0 and < 0xF0 => 3,
        >= 0xC0 and < 0xE0 => 2,
        _ => 1,
    };
}
