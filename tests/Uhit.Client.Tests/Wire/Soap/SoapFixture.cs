using System.Text;
using System.Xml;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Tests.Wire.Soap;

/// <summary>Makes and opens envelopes from text.</summary>
internal static class SoapFixture
{
    public const string Ns11 = "http://schemas.xmlsoap.org/soap/envelope/";
    public const string Ns12 = "http://www.w3.org/2003/05/soap-envelope";

    public static string Envelope(SoapVersion version, string body, string header = "") =>
        $"<e:Envelope xmlns:e='{(version == SoapVersion.Soap12 ? Ns12 : Ns11)}'>{header}<e:Body>{body}</e:Body></e:Envelope>";

    public static SoapEnvelope Open(string xml) => SoapEnvelope.Open(Encoding.UTF8.GetBytes(xml), MessageLimits.Default);

    /// <summary>Reads a message as a receiver does, with a format that takes what comes.</summary>
    public static void ReadWhole(string xml)
    {
        using var envelope = Open(xml);
        envelope.Reader.Skip();
        envelope.ReadToEnd();
    }

    public static string Text(byte[] utf8) => Encoding.UTF8.GetString(utf8);

    public static XmlReader AtContent(string xml)
    {
        var reader = XmlReader.Create(new StringReader(xml));
        reader.MoveToContent();
        return reader;
    }
}
