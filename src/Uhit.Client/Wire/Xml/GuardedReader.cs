using System.Xml;

namespace Uhit.Client.Wire.Xml;

/// <summary>A reader that ends whatever reads with it: it can be cancelled between two nodes, an error is told at every further read, and
/// nobody reads on behind the end.</summary>
/// <remarks>The reader below says only once that a document is broken and then hands out "nothing more", without end: a loop that waits for
/// a tag never ended. Where it was the stream that refused, it reads on in what it had, and tells of something else.</remarks>
internal class GuardedReader(
    XmlReader inner, GuardStream guard, CancellationToken cancellationToken) : XmlReader, IXmlLineInfo, IXmlNamespaceResolver
{
    private const int ReadsBetweenChecks = 256;
    private const int MaxReadsBehindEnd = 256;
    private int _reads;
    private int _readsBehindEnd;

    public override int AttributeCount => inner.AttributeCount;

    public override string BaseURI => inner.BaseURI;

    public override bool CanReadBinaryContent => inner.CanReadBinaryContent;

    public override bool CanReadValueChunk => inner.CanReadValueChunk;

    public override int Depth => inner.Depth;

    public override bool EOF => inner.EOF;

    public override bool HasAttributes => inner.HasAttributes;

    public override bool HasValue => inner.HasValue;

    public override bool IsEmptyElement => inner.IsEmptyElement;

    public int LineNumber => ((IXmlLineInfo)inner).LineNumber;

    public int LinePosition => ((IXmlLineInfo)inner).LinePosition;

    public override string LocalName => inner.LocalName;

    public override string Name => inner.Name;

    public override string NamespaceURI => inner.NamespaceURI;

    public override XmlNameTable NameTable => inner.NameTable;

    public override XmlNodeType NodeType => inner.NodeType;

    public override string Prefix => inner.Prefix;

    public override char QuoteChar => inner.QuoteChar;

    public override ReadState ReadState => inner.ReadState;

    public override XmlReaderSettings? Settings => inner.Settings;

    public override string Value => inner.Value;

    public override string XmlLang => inner.XmlLang;

    public override XmlSpace XmlSpace => inner.XmlSpace;

    public override bool Read()
    {
        if ((++_reads % ReadsBetweenChecks) == 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        guard.ThrowIfFailed();
        return inner.Read() || RefuseBehindEnd();
    }

    public override void Skip()
    {
        if (inner.ReadState == ReadState.Interactive)
        {
            guard.ThrowIfFailed();
            inner.Skip();
        }
        else
        {
            Read();
        }
    }

    public override string? GetAttribute(string name) => inner.GetAttribute(name);

    public override string? GetAttribute(string name, string? namespaceURI) => inner.GetAttribute(name, namespaceURI);

    public override string GetAttribute(int i) => inner.GetAttribute(i);

    public override string? LookupNamespace(string prefix) => inner.LookupNamespace(prefix);

    public override bool MoveToAttribute(string name) => inner.MoveToAttribute(name);

    public override bool MoveToAttribute(string name, string? ns) => inner.MoveToAttribute(name, ns);

    public override bool MoveToElement() => inner.MoveToElement();

    public override bool MoveToFirstAttribute() => inner.MoveToFirstAttribute();

    public override bool MoveToNextAttribute() => inner.MoveToNextAttribute();

    public override bool ReadAttributeValue() => inner.ReadAttributeValue();

    public override int ReadContentAsBase64(byte[] buffer, int index, int count) => inner.ReadContentAsBase64(buffer, index, count);

    public override int ReadContentAsBinHex(byte[] buffer, int index, int count) => inner.ReadContentAsBinHex(buffer, index, count);

    public override int ReadElementContentAsBase64(byte[] buffer, int index, int count) =>
        inner.ReadElementContentAsBase64(buffer, index, count);

    public override int ReadElementContentAsBinHex(byte[] buffer, int index, int count) =>
        inner.ReadElementContentAsBinHex(buffer, index, count);

    public override int ReadValueChunk(char[] buffer, int index, int count)
    {
        guard.ThrowIfFailed();
        return inner.ReadValueChunk(buffer, index, count);
    }

    public override void ResolveEntity() => inner.ResolveEntity();

    public bool HasLineInfo() => ((IXmlLineInfo)inner).HasLineInfo();

    public IDictionary<string, string> GetNamespacesInScope(XmlNamespaceScope scope) =>
        ((IXmlNamespaceResolver)inner).GetNamespacesInScope(scope);

    public string? LookupPrefix(string namespaceName) => ((IXmlNamespaceResolver)inner).LookupPrefix(namespaceName);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    // A few reads behind the end are a habit of harmless loops.
    private bool RefuseBehindEnd() => inner.ReadState switch
    {
        ReadState.Error => throw new XmlException("The document is not well-formed: it was read on behind its error."),
        _ when ++_readsBehindEnd > MaxReadsBehindEnd => throw new XmlException("The document was read on behind its end."),
        _ => false,
    };
}
