namespace Uhit.Client.Store.Codec;

/// <summary>The first byte of a packed decimal: two bits of kind, one of sign, five of scale.</summary>
internal static class DecimalKind
{
    public const byte None = 0;
    public const byte Narrow = 1;
    public const byte Wide = 2;
    public const byte KindMask = 3;
    public const byte Negative = 4;
    public const int ScaleShift = 3;
    public const byte MaxScale = 28;
}
