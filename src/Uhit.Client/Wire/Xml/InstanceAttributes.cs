using System.Xml;

namespace Uhit.Client.Wire.Xml;

/// <summary>Judges what senders write about an element beside its content: <c>xsi:nil</c>, <c>xsi:type</c>,
/// and the references of SOAP's own encoding.</summary>
internal static class InstanceAttributes
{
    private const string Instance = "http://www.w3.org/2001/XMLSchema-instance";
    private const string Encoding12 = "http://www.w3.org/2003/05/soap-encoding";
    private const string Encoding11 = "http://schemas.xmlsoap.org/soap/encoding/";
    private const string Schema = "http://www.w3.org/2001/XMLSchema";

    /// <summary>Whether the element says that it is nil.</summary>
    /// <returns>Null for a value that is no boolean.</returns>
    public static bool? IsNil(XmlReader reader)
    {
        if (!reader.HasAttributes || reader.GetAttribute("nil", Instance) is not { } text)
        {
            return false;
        }

        return XmlText.TryParseBoolean(text, out var isNil) ? isNil : null;
    }

    /// <summary>Whether <c>xsi:type</c>, where it is there, says what the contract says anyway: the declared
    /// type, or one that it restricts or extends.</summary>
    /// <remarks>A value is judged by its declared type whatever is said here, so each built-in type of text does: senders without the
    /// schema guess, such as int for digits.</remarks>
    public static bool IsDeclaredType(XmlReader reader, string types, bool isSimple)
    {
        if (!reader.HasAttributes || reader.GetAttribute("type", Instance) is not { } text)
        {
            return true;
        }

        var name = XmlText.Trim(text);
        var colon = name.IndexOf(':');
        var ns = reader.LookupNamespace(colon < 0 ? string.Empty : name[..colon].ToString());
        var local = name[(colon + 1)..];
        switch (ns)
        {
            case null or "":
                return false;
            case Schema or Encoding11 or Encoding12:
                return local is "anyType"
                    || (isSimple
                        && local is not ("base64Binary" or "hexBinary" or "base64" or "QName" or "NOTATION" or "Array" or "Struct"));
        }

        foreach (var type in types.AsSpan().Split(' '))
        {
            if (!local.IsEmpty && local.SequenceEqual(types.AsSpan()[type]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the element only refers to another one, as SOAP's own encoding does: what
    /// it seems to hold would be nothing.</summary>
    public static bool IsReference(XmlReader reader) =>
        reader is { HasAttributes: true, IsEmptyElement: true }
        && (reader.GetAttribute("href") is not null || reader.GetAttribute("ref", Encoding12) is not null);
}
