using System.Xml.Linq;

namespace Uhit.Contracts.Contract;

/// <summary>The namespaces and words of WSDL 1.1 and its SOAP bindings.</summary>
internal static class WsdlNames
{
    public static readonly XNamespace Wsdl = "http://schemas.xmlsoap.org/wsdl/";
    public static readonly XNamespace Soap11 = "http://schemas.xmlsoap.org/wsdl/soap/";
    public static readonly XNamespace Soap12 = "http://schemas.xmlsoap.org/wsdl/soap12/";
    public static readonly XNamespace Http = "http://schemas.xmlsoap.org/wsdl/http/";
    public static readonly XNamespace Mime = "http://schemas.xmlsoap.org/wsdl/mime/";
    public static readonly XNamespace Schema = "http://www.w3.org/2001/XMLSchema";

    private static readonly string[] Transports = ["http://schemas.xmlsoap.org/soap/http", "http://www.w3.org/2003/05/soap/bindings/HTTP"];

    public static bool IsHttp(string? transport) => transport is null || Transports.Contains(transport.Trim().TrimEnd('/'));

    /// <summary>A name as it is shown: with the prefix that people know it by.</summary>
    public static string Show(XName name)
    {
        var ns = name.Namespace;
        var prefix = ns == Wsdl ? "wsdl:" : ns == Soap11 ? "soap:" : ns == Soap12 ? "soap12:" : ns == Http ? "http:" : ns == Mime ? "mime:"
            : ns == Schema ? "xs:" : ns == XNamespace.None ? "" : $"{{{ns.NamespaceName}}}";
        return prefix + name.LocalName;
    }
}
