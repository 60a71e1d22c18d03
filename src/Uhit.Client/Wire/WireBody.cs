using System.Xml;
using System.Xml.Linq;
using Uhit.Client.Wire.Decoding;

namespace Uhit.Client.Wire;

/// <summary>The body of a received SOAP message, as a wire format reads it.</summary>
/// <remarks>Reading is synchronous: the message is received in full before. Valid only during the call that it is given to.</remarks>
public abstract class WireBody
{
    /// <summary>The version of SOAP in which the message came.</summary>
    public abstract SoapVersion SoapVersion { get; }

    /// <summary>A guarded reader, positioned on the first element inside the body. The same one at every call: it is read once.</summary>
    /// <remarks>A DTD is prohibited, nothing is resolved; depth, counts, lengths and bytes are bounded: beyond a
    /// bound it throws <see cref="XmlException"/>.</remarks>
    public abstract XmlReader Reader { get; }

    /// <summary>The header blocks of the message that <see cref="UhitWireFormat.UnderstandsHeader"/>
    /// names, in their order, at most 256 KiB each.</summary>
    /// <remarks>A format that does not accept what one says, such as a password, throws what <see cref="Refuse"/> gives. Not so
    /// where <see cref="IsStored"/>.</remarks>
    public virtual IReadOnlyList<XElement> Headers => [];

    /// <summary>The path that the message came to, one of <see cref="UhitWireFormat.CallbackPaths"/>; empty for answers, and for a
    /// callback at the mapped path itself.</summary>
    public virtual string Path => string.Empty;

    /// <summary>Whether the message was taken before and is read from the store again, perhaps months later: what its header blocks say,
    /// such as a password or a time, was judged when it came, and is not to be judged again.</summary>
    public virtual bool IsStored => false;

    /// <summary>The limits under which the message is read.</summary>
    internal virtual MessageLimits Limits => MessageLimits.Default;

    /// <summary>Counts what the payloads of the message hold.</summary>
    internal PayloadBudget Payloads { get; set; } = new();

    /// <summary>Ends the reading.</summary>
    internal virtual CancellationToken CancellationToken => CancellationToken.None;

    /// <summary>Opens a part beside the envelope, as SOAP with attachments and MTOM send them: its
    /// bytes, without a transfer encoding.</summary>
    /// <remarks>Synchronous, forward, and readable until the next one is opened. Parts may be asked for in any order, but the order that
    /// they come in costs least: what is larger than 64 KiB and asked for behind one that comes later is looked for from the start, 32
    /// times at most. <see cref="WirePayload"/> opens what an <c>xop:Include</c> refers to.</remarks>
    /// <param name="contentId">Its content id, or a reference to it (<c>cid:…</c>).</param>
    /// <returns><see langword="null"/> where the message has no such part.</returns>
    /// <exception cref="WireFormatException">From this and from the stream: the parts can't be read (<c>payload-cut-off</c>,
    /// <c>payload-not-taken</c>, <c>payload-too-large</c>).</exception>
    public virtual Stream? OpenAttachment(string contentId) => null;

    /// <summary>What to throw where a header block is not accepted: the message is answered with a fault, and is not kept.</summary>
    /// <param name="reason">The fault's reason: a fixed text, with nothing of the message.</param>
    public virtual UhitException Refuse(string reason) => new SoapMessageException(SoapFaultCode.Sender, reason);

    /// <summary>Opens the whole envelope as UTF-8, for formats with a reader of their own; such a reader must guard itself.</summary>
    public abstract Stream OpenUtf8();
}
