using System.Text;
using System.Xml;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Xml;

namespace Uhit.Client.Tests.Wire.Xml;

/// <summary>Reads documents through the guard, in one piece, byte by byte, or as large as memory would not hold.</summary>
internal static class XmlFixture
{
    public static string ReadAll(Stream utf8, MessageLimits? limits = null)
    {
        using var reader = GuardedXml.CreateReader(utf8, limits ?? MessageLimits.Default);
        return ReadAll(reader);
    }

    public static string ReadAll(XmlReader reader)
    {
        var seen = new StringBuilder();
        while (reader.Read())
        {
            seen.Append(reader.NodeType).Append(' ').Append(reader.Name).Append('=').Append(reader.Value);
            while (reader.MoveToNextAttribute())
            {
                seen.Append(" @").Append(reader.Name).Append('=').Append(reader.Value);
            }

            seen.Append('\n');
        }

        return seen.ToString();
    }

    public static void Walk(Stream utf8, MessageLimits? limits = null)
    {
        using var reader = GuardedXml.CreateReader(utf8, limits ?? MessageLimits.Default);
        while (reader.Read())
        {
        }
    }

    public static MemoryStream Bytes(string xml) => new(Encoding.UTF8.GetBytes(xml), writable: false);

    public static MemoryStream Bytes(byte[] xml) => new(xml, writable: false);

}
