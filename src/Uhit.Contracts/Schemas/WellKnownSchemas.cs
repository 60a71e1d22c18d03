using System.Xml;
using System.Xml.Linq;

namespace Uhit.Contracts.Schemas;

/// <summary>Schemas that everybody imports and nobody has beside the WSDL: those of XML itself and of a few standards.</summary>
internal static class WellKnownSchemas
{
    private const string Prefix = "well-known/";

    private static readonly Dictionary<string, string> Files = new(StringComparer.Ordinal)
    {
        ["http://www.w3.org/XML/1998/namespace"] = "xml.xsd",
        ["http://www.w3.org/2005/05/xmlmime"] = "xmlmime.xsd",
        ["http://schemas.microsoft.com/2003/10/Serialization/"] = "serialization.xsd",
        ["http://www.w3.org/2005/08/addressing"] = "addressing.xsd",
        ["http://schemas.xmlsoap.org/ws/2004/08/addressing"] = "addressing-2004.xsd",
        ["http://schemas.xmlsoap.org/soap/encoding/"] = "soap-encoding.xsd",
        ["http://schemas.xmlsoap.org/soap/envelope/"] = "soap-envelope.xsd",
        ["http://www.w3.org/2004/08/xop/include"] = "xop.xsd",
        ["http://ws-i.org/profiles/basic/1.1/xsd"] = "swaref.xsd",
        ["http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"] = "wss-security.xsd",
        ["http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"] = "wss-utility.xsd",
        ["http://www.w3.org/2000/09/xmldsig#"] = "xmldsig.xsd",
    };

    public static bool Has(string ns) => Files.ContainsKey(ns);

    public static string FileName(string ns) => Files[ns];

    public static string Text(string ns)
    {
        using var reader = new StreamReader(typeof(WellKnownSchemas).Assembly.GetManifestResourceStream(Prefix + Files[ns])!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    public static XElement Load(string ns)
    {
        using var reader = XmlReader.Create(new StringReader(Text(ns)), new XmlReaderSettings(), "file:///" + Files[ns]);
        return XDocument.Load(reader, LoadOptions.SetLineInfo | LoadOptions.SetBaseUri).Root!;
    }
}
