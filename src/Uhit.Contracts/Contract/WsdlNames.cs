using System.Xml.Linq;

namespace Uhit.Contracts.Contract;

/// <summary>The namespaces and words of WSDL 1.1 and its SOAP bindings.</summary>
internal static class WsdlNames
{
    public const string SoapOverHttp = "http://schemas.xmlsoap.org/soap/http";
    public static readonly XNamespace Wsdl = "http://schemas.xmlsoap.org/wsdl/";
    public static readonly XNamespace Soap11 = "http://schemas.xmlsoap.org/wsdl/soap/";
    public static readonly XNamespace Soap12 = "http://schemas.xmlsoap.org/wsdl/soap12/";
    public static readonly XNamespace Schema = "http://www.w3.org/2001/XMLSchema";

    /// <summary>A name as the refusals show it: with the prefix that people know it by.</summary>
    public static string Show(XName name)
    {
        var prefix = name.Namespace == Wsdl ? "wsdl:" : name.Namespace == Soap11 ? "soap:" : name.Namespace == Soap12 ? "soap12:"
            : name.Namespace == Schema ? "xs:" : name.NamespaceName.Length == 0 ? "" : $"{{{name.NamespaceName}}}";
        return prefix + name.LocalName;
    }
}
