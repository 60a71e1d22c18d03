using System.Xml;

namespace Uhit.Client.Wire.Soap;

/// <summary>Reads a fault, leniently: what can't be read of it is left out.</summary>
internal static class FaultReader
{
    private const int MaxReason = 500;
    private const int MaxCode = 100;

    public static SoapFault Read(XmlReader reader, SoapVersion version, IUhitWireFormat format)
    {
        var fault = new SoapFault(SoapFaultCode.Receiver, null, string.Empty, null);
        ForEachChild(reader, name => fault = name switch
        {
            "faultcode" when version == SoapVersion.Soap11 => WithCode(fault, reader.ReadElementContentAsString(), null),
            "faultstring" when version == SoapVersion.Soap11 => fault with { Reason = Clean(reader.ReadElementContentAsString(), MaxReason) },
            "detail" when version == SoapVersion.Soap11 => fault with { Detail = ReadDetail(reader, format) },
            "Code" when version == SoapVersion.Soap12 => ReadCode(fault, reader),
            "Reason" when version == SoapVersion.Soap12 => fault with { Reason = ReadReason(reader) },
            "Detail" when version == SoapVersion.Soap12 => fault with { Detail = ReadDetail(reader, format) },
            _ => Skip(fault, reader),
        });
        return fault;
    }

    // Each action leaves the reader behind its element.
    private static void ForEachChild(XmlReader reader, Action<string> action)
    {
        var empty = reader.IsEmptyElement;
        reader.Read();
        if (empty)
        {
            return;
        }

        while (EnvelopeReader.MoveToElement(reader))
        {
            action(reader.LocalName);
        }

        reader.Read();
    }

    private static SoapFault Skip(SoapFault fault, XmlReader reader)
    {
        reader.Skip();
        return fault;
    }

    private static SoapFault ReadCode(SoapFault fault, XmlReader reader)
    {
        var value = string.Empty;
        string? subCode = null;
        ForEachChild(reader, name =>
        {
            if (name == "Value")
            {
                value = reader.ReadElementContentAsString();
            }
            else if (name == "Subcode")
            {
                ForEachChild(reader, inner =>
                {
                    if (inner == "Value")
                    {
                        subCode = reader.ReadElementContentAsString();
                    }
                    else
                    {
                        reader.Skip();
                    }
                });
            }
            else
            {
                reader.Skip();
            }
        });
        return WithCode(fault, value, subCode);
    }

    private static string ReadReason(XmlReader reader)
    {
        var reason = string.Empty;
        ForEachChild(reader, name =>
        {
            // English where there are several, else the first.
            var english = reader.XmlLang.StartsWith("en", StringComparison.OrdinalIgnoreCase);
            if (name == "Text" && (reason.Length == 0 || english))
            {
                reason = Clean(reader.ReadElementContentAsString(), MaxReason);
            }
            else
            {
                reader.Skip();
            }
        });
        return reason;
    }

    private static WireFault? ReadDetail(XmlReader reader, IUhitWireFormat format)
    {
        WireFault? detail = null;
        ForEachChild(reader, _ =>
        {
            // A subtree keeps a format inside its element, wherever it stops.
            using (var subtree = reader.ReadSubtree())
            {
                subtree.Read();
                detail ??= Translate(subtree, format);
            }

            reader.Read();
        });
        return detail;
    }

    private static WireFault? Translate(XmlReader reader, IUhitWireFormat format)
    {
        try
        {
            return format.ReadFaultDetail(reader);
        }
        catch (WireFormatException)
        {
            return null;
        }
    }

    private static SoapFault WithCode(SoapFault fault, string value, string? subCode)
    {
        var name = LocalName(value);
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var first = dot < 0 ? name : name[..dot];
        SoapFaultCode? code = first switch
        {
            "Client" or "Sender" or "DataEncodingUnknown" => SoapFaultCode.Sender,
            "Server" or "Receiver" => SoapFaultCode.Receiver,
            "MustUnderstand" => SoapFaultCode.MustUnderstand,
            "VersionMismatch" => SoapFaultCode.VersionMismatch,
            _ => null,
        };
        var finer = subCode is not null ? LocalName(subCode) : code is null ? name : dot < 0 ? string.Empty : name[(dot + 1)..];
        return fault with { Code = code ?? SoapFaultCode.Receiver, SubCode = finer.Length == 0 ? null : Clean(finer, MaxCode) };
    }

    private static string LocalName(string qualifiedName)
    {
        var name = qualifiedName.Trim();
        return name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];
    }

    private static string Clean(string text, int maxLength) => DisplayText.Cut(text.Trim(), maxLength);
}
