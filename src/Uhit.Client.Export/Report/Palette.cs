namespace Uhit.Client.Export.Report;

/// <summary>The colours of a heat map: light where little is drawn, dark where much is; even to the eye, and told apart without red and
/// green and in print without colour.</summary>
internal static class Palette
{
    /// <summary>Indices of colours: 0 is clear, 1 to 254 rise, 255 is a reading that is missing.</summary>
    public const byte Missing = 255;

    private const int Levels = 254;

    // From pale yellow over green and blue to near black: each darker than the one before.
    private static readonly (byte Red, byte Green, byte Blue)[] Anchors =
    [
        (0xFD, 0xF6, 0xD8), (0xF7, 0xDF, 0x8E), (0xD3, 0xD0, 0x63), (0x8F, 0xBC, 0x6B), (0x47, 0x9F, 0x80), (0x1F, 0x7A, 0x8C),
        (0x1E, 0x53, 0x86), (0x2B, 0x2C, 0x6B), (0x1A, 0x10, 0x36),
    ];

    /// <summary>Red, green and blue of each index.</summary>
    public static byte[] Colours { get; } = Make();

    /// <summary>The index of a value between two others; what is beyond them has their colour.</summary>
    public static byte IndexOf(double value, double low, double high) => double.IsNaN(value)
        ? Missing
        : (byte)(1 + Math.Clamp((int)Math.Round((value - low) / (high > low ? high - low : 1) * (Levels - 1)), 0, Levels - 1));

    private static byte[] Make()
    {
        var colours = new byte[256 * 3];
        for (var i = 0; i < Levels; i++)
        {
            var at = (double)i / (Levels - 1) * (Anchors.Length - 1);
            var below = Math.Min((int)at, Anchors.Length - 2);
            var part = at - below;
            var (one, next) = (Anchors[below], Anchors[below + 1]);
            colours[(i + 1) * 3] = Between(one.Red, next.Red, part);
            colours[((i + 1) * 3) + 1] = Between(one.Green, next.Green, part);
            colours[((i + 1) * 3) + 2] = Between(one.Blue, next.Blue, part);
        }

        (colours[Missing * 3], colours[(Missing * 3) + 1], colours[(Missing * 3) + 2]) = (0xE4, 0x57, 0x57);
        return colours;
    }

    private static byte Between(byte one, byte next, double part) => (byte)Math.Round(one + ((next - one) * part));
}
