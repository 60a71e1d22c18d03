using System.Xml.Linq;

namespace Uhit.Client.Wire.Soap;

/// <summary>Which header blocks are understood, so that a message which demands it is taken: WS-Addressing's, those
/// that a wire format reads, and others by name.</summary>
/// <remarks>WS-Addressing, of 2005 and 2004: <c>To</c>, <c>MessageID</c>, <c>From</c> and <c>RelatesTo</c>; <c>Action</c>, which must be
/// that of the operation where it has to be understood; <c>ReplyTo</c> and <c>FaultTo</c> where they are anonymous, since answers go back
/// over the same connection. Immutable.</remarks>
internal sealed class SoapHeaders
{
    private readonly UhitWireFormat? _format;
    private readonly HashSet<XName> _listed = [];

    /// <summary>Makes the rules.</summary>
    /// <param name="format">The wire format that reads header blocks, where it does.</param>
    /// <param name="understood">Names of others that may be taken for understood although nobody
    /// reads them, as <c>{namespace}name</c>.</param>
    /// <exception cref="FormatException">A name is not written so.</exception>
    public SoapHeaders(UhitWireFormat? format, params IEnumerable<string> understood)
    {
        ArgumentNullException.ThrowIfNull(understood);
        _format = format;
        foreach (var name in understood)
        {
            _listed.Add(TryParse(name) ?? throw new FormatException("The name of a header block is written {namespace}name."));
        }
    }

    /// <summary>WS-Addressing's only.</summary>
    public static SoapHeaders Default { get; } = new(null);

    /// <summary>Whether they are for a message that was taken before: nothing that it demands is judged again.</summary>
    internal bool IsStored { get; private set; }

    /// <summary>Whether a text is the name of a header block, as <c>{namespace}name</c>.</summary>
    /// <param name="name">The text.</param>
    public static bool IsName(string? name) => TryParse(name) is not null;

    /// <summary>The header blocks that a format writes.</summary>
    internal static IReadOnlyList<XElement> Of(UhitWireFormat format, UhitOperation operation, bool isAnswer) =>
        Of(format, new WireHeaderContext { Operation = operation, IsAnswer = isAnswer });

    /// <summary>The header blocks that a format writes for a message.</summary>
    internal static IReadOnlyList<XElement> Of(UhitWireFormat format, WireHeaderContext context)
    {
        var holder = new XElement("headers");
        using (var writer = holder.CreateWriter())
        {
            format.WriteHeaders(writer, context);
        }

        return [.. holder.Elements()];
    }

    /// <summary>The same for messages that were taken before, perhaps under other rules.</summary>
    internal SoapHeaders OfStored()
    {
        var rules = (SoapHeaders)MemberwiseClone();
        rules.IsStored = true;
        return rules;
    }

    internal bool IsRead(string localName, string namespaceUri) => _format?.UnderstandsHeader(localName, namespaceUri) is true;

    internal bool IsListed(string localName, string namespaceUri) => _listed.Contains(XName.Get(localName, namespaceUri));

    private static XName? TryParse(string? name)
    {
        var end = name?.IndexOf('}', StringComparison.Ordinal) ?? -1;
        try
        {
            return end > 1 && name![0] == '{' ? XName.Get(System.Xml.XmlConvert.VerifyNCName(name[(end + 1)..]), name[1..end]) : null;
        }
        catch (Exception e) when (e is System.Xml.XmlException or ArgumentException)
        {
            return null;
        }
    }
}
