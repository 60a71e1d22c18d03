using System.Xml;
using System.Xml.Linq;

namespace Uhit.Client.Wire.Soap;

/// <summary>Reads a fault, leniently: what can't be read of it is left out.</summary>
internal static class FaultReader
{
    public const int MaxCode = 100;
    public const int MaxDetail = 2000;
    private const int MaxReason = 500;

    /// <summary>Reads the fault that the reader is at.</summary>
    /// <param name="reader">A guarded reader.</param>
    /// <param name="version">The version of SOAP.</param>
    /// <param name="format">Reads the detail.</param>
    /// <param name="broken">Why the fault could not be read to its end; what was read until then is in the result.</param>
    public static SoapFault Read(XmlReader reader, SoapVersion version, UhitWireFormat format, out XmlException? broken)
    {
        var tree = ElementTree.Load(reader, out broken);
        var fault = version == SoapVersion.Soap12 ? Read12(tree) : Read11(tree);
        return WithDetail(fault, Child(tree, version == SoapVersion.Soap12 ? "Detail" : "detail"), broken is null ? format : null);
    }

    private static SoapFault Read11(XElement tree)
    {
        var name = LocalName(Child(tree, "faultcode")?.Value);
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return Fault(dot < 0 ? name : name[..dot], dot < 0 ? null : name[(dot + 1)..], Child(tree, "faultstring")?.Value);
    }

    private static SoapFault Read12(XElement tree)
    {
        var code = Child(tree, "Code");
        var texts = Child(tree, "Reason")?.Elements().Where(e => e.Name.LocalName == "Text").ToList() ?? [];

        // English where there are several, else the first.
        var reason = texts.LastOrDefault(t =>
            t.Attribute(XNamespace.Xml + "lang")?.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase) is true);
        return Fault(
            LocalName(Child(code, "Value")?.Value),
            LocalName(Child(Child(code, "Subcode"), "Value")?.Value),
            (reason ?? texts.FirstOrDefault())?.Value);
    }

    private static SoapFault Fault(string name, string? subCode, string? reason)
    {
        SoapFaultCode? code = name switch
        {
            "Client" or "Sender" or "DataEncodingUnknown" => SoapFaultCode.Sender,
            "Server" or "Receiver" => SoapFaultCode.Receiver,
            "MustUnderstand" => SoapFaultCode.MustUnderstand,
            "VersionMismatch" => SoapFaultCode.VersionMismatch,
            _ => null,
        };
        var finer = FaultText.Clean(!string.IsNullOrEmpty(subCode) ? subCode : code is null ? name : null, MaxCode);
        return new SoapFault
        {
            Code = code ?? (IsOfSecurity(name) ? SoapFaultCode.Sender : SoapFaultCode.Receiver),
            SubCode = finer.Length == 0 ? null : finer,
            Reason = FaultText.Clean(reason, MaxReason),
        };
    }

    // WS-Security's own codes (OASIS, SOAP Message Security 1.0, 12) stand in the place of Client:
    // whoever sends the same again is refused again.
    private static bool IsOfSecurity(string name) =>
        name is "UnsupportedSecurityToken" or "UnsupportedAlgorithm" or "InvalidSecurity" or "InvalidSecurityToken"
            or "FailedAuthentication" or "FailedCheck" or "SecurityTokenUnavailable";

    private static SoapFault WithDetail(SoapFault fault, XElement? detail, UhitWireFormat? format)
    {
        var understood = format is null
            ? null
            : detail?.Elements().Select(child => Translate(child, format)).FirstOrDefault(d => d is not null);
        if (understood is not null || detail is null)
        {
            return fault with { Detail = understood };
        }

        var text = FaultText.Of(detail, MaxDetail);
        return text.Length == 0 ? fault : fault with { DetailText = text };
    }

    private static WireFault? Translate(XElement element, UhitWireFormat format)
    {
        try
        {
            using var reader = element.CreateReader();
            reader.Read();
            return format.ReadFaultDetail(reader);
        }
        catch (WireFormatException)
        {
            return null;
        }
    }

    private static XElement? Child(XElement? parent, string name) => parent?.Elements().FirstOrDefault(e => e.Name.LocalName == name);

    private static string LocalName(string? qualifiedName)
    {
        var name = qualifiedName?.Trim() ?? string.Empty;
        return name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];
    }
}
