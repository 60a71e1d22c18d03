using System.Xml;

namespace Uhit.Client.Wire.Soap;

/// <summary>Judges a header block. None is understood here, so one that has to be is refused.</summary>
internal static class HeaderBlock
{
    public static void Check(XmlReader reader, SoapVersion version)
    {
        if (IsForUs(reader, version) && MustUnderstand(reader, version))
        {
            throw new SoapMessageException(SoapFaultCode.MustUnderstand, "A header block that has to be understood is not.");
        }
    }

    private static bool IsForUs(XmlReader reader, SoapVersion version)
    {
        var ns = SoapNames.Namespace(version);
        var role = version == SoapVersion.Soap12 ? reader.GetAttribute("role", ns) : reader.GetAttribute("actor", ns);
        if (string.IsNullOrEmpty(role))
        {
            return true;
        }

        return version == SoapVersion.Soap12 ? role is SoapNames.Next12 or SoapNames.UltimateReceiver12 : role is SoapNames.Next11;
    }

    private static bool MustUnderstand(XmlReader reader, SoapVersion version) =>
        (version, reader.GetAttribute("mustUnderstand", SoapNames.Namespace(version))?.Trim()) switch
        {
            (_, null or "0") => false,
            (_, "1") => true,
            (SoapVersion.Soap12, "true") => true,
            (SoapVersion.Soap12, "false") => false,
            _ => throw new SoapMessageException(SoapFaultCode.Sender, "A header block's mustUnderstand has a value that SOAP does not know."),
        };
}
