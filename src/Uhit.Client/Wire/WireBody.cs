using System.Xml;
using System.Xml.Linq;

namespace Uhit.Client.Wire;

/// <summary>The body of a received SOAP message, as a wire format reads it.</summary>
/// <remarks>Reading is synchronous: the message is received in full before. Valid only during the call that it is given to.</remarks>
public abstract class WireBody
{
    /// <summary>The version of SOAP in which the message came.</summary>
    public abstract SoapVersion SoapVersion { get; }

    /// <summary>A guarded reader, positioned on the first element inside the body. The same one at every call: it is read once.</summary>
    /// <remarks>A DTD is prohibited, nothing is resolved; depth, counts, lengths and bytes are bounded: beyond a bound it throws <see cref="XmlException"/>.</remarks>
    public abstract XmlReader Reader { get; }

    /// <summary>The header blocks of the message that <see cref="IUhitWireFormat.UnderstandsHeader"/> names, in their order, at most 256 KiB each.</summary>
    /// <remarks>A format that does not accept what one says, such as a password, throws a <see cref="Soap.SoapMessageException"/>: it becomes the fault. Not so where <see cref="IsStored"/>.</remarks>
    public virtual IReadOnlyList<XElement> Headers => [];

    /// <summary>The path that the message came to, one of <see cref="IUhitWireFormat.CallbackPaths"/>; empty for answers, and for a callback at the mapped path itself.</summary>
    public virtual string Path => string.Empty;

    /// <summary>Whether the message was taken before and is read from the store again, perhaps months later: what its header blocks say, such as a password or a time, was judged
    /// when it came, and is not to be judged anew.</summary>
    public virtual bool IsStored => false;

    /// <summary>Opens the whole envelope as UTF-8, for formats with a reader of their own; such a reader must guard itself.</summary>
    public abstract Stream OpenUtf8();
}
