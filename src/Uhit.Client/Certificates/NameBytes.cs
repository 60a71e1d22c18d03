using System.Text;

namespace Uhit.Client.Certificates;

/// <summary>The UTF-8 of a value that is being read: text may name single bytes, which only together are characters.</summary>
internal static class NameBytes
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Adds the character at a place.</summary>
    /// <returns>How many UTF-16 units it has.</returns>
    public static int Append(List<byte> bytes, string text, int at)
    {
        var length = char.IsSurrogatePair(text, at) ? 2 : 1;
        try
        {
            bytes.AddRange(Strict.GetBytes(text, at, length));
            return length;
        }
        catch (EncoderFallbackException e)
        {
            throw new FormatException("The name has half of a surrogate pair.", e);
        }
    }

    public static string Decode(List<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes.ToArray());
        }
        catch (DecoderFallbackException e)
        {
            throw new FormatException("The escaped bytes in the name are not UTF-8.", e);
        }
    }
}
