namespace Uhit.Client.Certificates;

internal static class PinnedKeyList
{
    public static KeyPin[] Parse(IEnumerable<string> pins, string setting) => [.. pins.Select(p => KeyPin.TryParse(p, out var pin)
        ? pin
        : throw new CertificateException(
            setting, "a pin is written sha256: followed by 64 hexadecimal digits, or by the Base64 of the 32 bytes."))];
}
