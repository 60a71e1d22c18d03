using System.Xml;

namespace Uhit.Client.Wire.Xml;

/// <summary>Opens XML from outside so that it can cost no more than the limits allow.</summary>
internal static class GuardedXml
{
    /// <summary>A reader over UTF-8 XML, before its first node.</summary>
    /// <remarks>
    /// <para>Limits hold on the bytes, before the reader sees them: no name, value or attribute list beyond a limit is ever built. A DTD
    /// and processing instructions are refused, nothing is resolved, comments are handed out. Only UTF-8
    /// is read, with or without a byte order mark.</para>
    /// <para>Beyond a limit it throws <see cref="XmlGuardException"/>; on XML that is not well-formed an <see cref="XmlException"/> of the
    /// BCL, whose message may quote the document: do not log that one. Disposing of the reader disposes of the stream.</para>
    /// <para>A loop around it always ends: what is refused is refused again at each further read, and
    /// reading on and on behind the end throws as well.</para>
    /// </remarks>
    /// <param name="utf8">The document.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="cancellationToken">Ends the reading between two nodes, however much there is to compute.</param>
    public static XmlReader CreateReader(Stream utf8, MessageLimits limits, CancellationToken cancellationToken = default) =>
        Open(utf8, limits, payload: null, cancellationToken);

    /// <summary>The same over XML that is a payload of another message, in the element of this name.</summary>
    internal static XmlReader OpenPayload(Stream utf8, MessageLimits limits, string payload, CancellationToken cancellationToken) =>
        Open(utf8, limits, payload, cancellationToken);

    private static GuardedReader Open(Stream utf8, MessageLimits limits, string? payload, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        ArgumentNullException.ThrowIfNull(limits);
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            ConformanceLevel = ConformanceLevel.Document,
            CheckCharacters = true,
            CloseInput = true,
        };
        var guard = new GuardStream(utf8, limits, cancellationToken);
        try
        {
            var reader = XmlReader.Create(guard, settings);
            return payload is not null ? new PayloadReader(reader, guard, payload, cancellationToken)
                : limits.MaxPayloadLength > 0 ? new LongTextReader(reader, guard, limits.MaxTextLength, cancellationToken)
                : new GuardedReader(reader, guard, cancellationToken);
        }
        catch
        {
            // The first bytes are read here already.
            guard.Dispose();
            throw;
        }
    }
}
