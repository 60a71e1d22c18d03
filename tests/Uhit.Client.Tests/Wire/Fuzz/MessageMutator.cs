using System.Text;

namespace Uhit.Client.Tests.Wire.Fuzz;

/// <summary>Damages messages as broken senders, gateways and attackers do. The same seed makes the same damage.</summary>
internal sealed class MessageMutator(int seed)
{
    private static readonly byte[][] Tokens = [.. new[]
    {
        "<a>", "</a>", "<a/>", "<br>", "<p>a<br></p>", "<html><body>Bad gateway<hr>", "<!--", "-->", "<!-- x -->", "<![CDATA[", "]]>",
        "<![CDATA[x]]>", "&x;", "&amp;", "&#0;", "&#x9B;",
        "\"", "'", "<", ">", "/", "=", "&", "\0", "\uFEFF", "\uFFFF", "<?pi x?>", "<!DOCTYPE a>", "<?xml version=\"1.1\"?>",
        " xmlns=\"urn:x\"", " xmlns:s=\"urn:x\"", " a=\"1\" a=\"2\"",
        " xsi:nil=\"true\"", " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"x\"", " s:encodingStyle=\"x\"",
        " s:mustUnderstand=\"1\"", " href=\"#1\"",
        "<s:Header/>", "</s:Body>", "</s:Envelope>", "<s:Body>", "<detail><a></detail>", "<detail>", "</detail>", "text", "   ",
        "999999999999", "-1", "NaN", "1e400", "2025-13-45",
    }.Select(Encoding.UTF8.GetBytes), [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xFF, 0xFE], [0xE9]];

    private readonly Random _random = new(seed);

    public int Next(int below) => _random.Next(below);

    public byte[] Damage(byte[] message)
    {
        var damaged = message;
        for (var left = 1 + _random.Next(3); left > 0 && damaged.Length > 1; left--)
        {
            damaged = Once(damaged);
        }

        return damaged;
    }

    private byte[] Once(byte[] message)
    {
        var at = _random.Next(message.Length);
        switch (_random.Next(9))
        {
            case 0:
                return message[..at];
            case 1:
                return Replace(message, at, Math.Min(1 + _random.Next(40), message.Length - at), []);
            case 2:
                return Replace(message, at, 1, [(byte)_random.Next(256)]);
            case 3:
                return Replace(message, at, 0, Tokens[_random.Next(Tokens.Length)]);
            case 4:
                // Behind a tag, which is where elements are.
                return Replace(message, Behind(message, at), 0, Tokens[_random.Next(Tokens.Length)]);
            case 5:
                // Inside of a tag, which is where attributes are.
                return Replace(message, Math.Max(0, Behind(message, at) - 1), 0, Tokens[_random.Next(Tokens.Length)]);
            case 6:
                return WithoutTag(message, at);
            case 7:
                var length = Math.Min(1 + _random.Next(200), message.Length - at);
                return Replace(message, _random.Next(message.Length), 0, message[at..(at + length)]);
            default:
                return Encoding.UTF8.GetBytes(Renamed(Encoding.UTF8.GetString(message)));
        }
    }

    private byte[] WithoutTag(byte[] message, int at)
    {
        var start = Array.IndexOf(message, (byte)'<', at);
        var end = start < 0 ? -1 : Array.IndexOf(message, (byte)'>', start);
        return end < 0
            ? message[..at]
            : Replace(message, start, end + 1 - start, _random.Next(2) == 0 ? [] : Tokens[_random.Next(Tokens.Length)]);
    }

    private string Renamed(string text)
    {
        string[] names =
        [
            "Body", "Envelope", "Fault", "detail", "faultcode", "Header", "Code", "Value", "Status", "RequestId", "EsiId", "End", "xmlns",
            "1.1", "soap",
        ];
        return text.Replace(names[_random.Next(names.Length)], names[_random.Next(names.Length)], StringComparison.Ordinal);
    }

    private static int Behind(byte[] message, int at) => Array.IndexOf(message, (byte)'>', at) + 1;

    private static byte[] Replace(byte[] message, int at, int length, byte[] by) => [.. message[..at], .. by, .. message[(at + length)..]];
}
