using System.Xml;
using System.Xml.Linq;

namespace Uhit.Client.Wire.Soap;

/// <summary>Reads the header blocks of one message: keeps those that the wire format reads, and
/// refuses what has to be understood and is not.</summary>
internal sealed class HeaderReader(SoapHeaders rules, SoapVersion version)
{
    private const int MaxBlocks = 64;
    private const int MaxSize = 256 * 1024;
    private readonly List<XElement> _kept = [];
    private readonly List<XmlQualifiedName> _notUnderstood = [];
    private int _blocks;

    /// <summary>The blocks that the wire format reads.</summary>
    public IReadOnlyList<XElement> Kept => _kept;

    /// <summary>WS-Addressing's action, where it has to be understood.</summary>
    public string? Action { get; private set; }

    /// <summary>Takes the block that the reader is at, and goes behind it.</summary>
    public void Take(XmlReader reader)
    {
        if (++_blocks > MaxBlocks)
        {
            throw new SoapMessageException(SoapFaultCode.Sender, "The envelope has too many header blocks.");
        }

        if (!IsForUs(reader))
        {
            reader.Skip();
            return;
        }

        var must = MustUnderstand(reader);
        var name = new XmlQualifiedName(reader.LocalName, reader.NamespaceURI);
        if (!Understand(reader, must) && must && !rules.IsStored)
        {
            _notUnderstood.Add(name);
        }
    }

    /// <summary>To be called behind the last block.</summary>
    /// <exception cref="SoapMessageException">A block has to be understood and is not.</exception>
    public void Finish()
    {
        if (_notUnderstood.Count > 0)
        {
            throw SoapMessageException.NotUnderstand(_notUnderstood);
        }
    }

    private bool Understand(XmlReader reader, bool must)
    {
        if (Addressing.IsBlock(reader.NamespaceURI))
        {
            var block = Load(reader);
            if (must && Addressing.IsAction(block))
            {
                Action = Action is null
                    ? block.Value.Trim()
                    : throw new SoapMessageException(SoapFaultCode.Sender, "The message says its action twice.");
            }

            // Values of a message may stand in them. Whether they are understood is not the format's to say: where answers go is ours.
            if (rules.IsRead(block.Name.LocalName, block.Name.NamespaceName))
            {
                _kept.Add(block);
            }

            return Addressing.IsUnderstood(block) || rules.IsListed(block.Name.LocalName, block.Name.NamespaceName);
        }

        if (rules.IsRead(reader.LocalName, reader.NamespaceURI))
        {
            _kept.Add(Load(reader));
            return true;
        }

        var isListed = rules.IsListed(reader.LocalName, reader.NamespaceURI);
        reader.Skip();
        return isListed;
    }

    private static XElement Load(XmlReader reader)
    {
        var block = ElementTree.Load(reader, out var broken, MaxSize);
        return broken is null ? block : throw broken;
    }

    private bool IsForUs(XmlReader reader)
    {
        var ns = SoapNames.Namespace(version);
        var role = version == SoapVersion.Soap12 ? reader.GetAttribute("role", ns) : reader.GetAttribute("actor", ns);
        if (string.IsNullOrEmpty(role))
        {
            return true;
        }

        return version == SoapVersion.Soap12 ? role is SoapNames.Next12 or SoapNames.UltimateReceiver12 : role is SoapNames.Next11;
    }

    private bool MustUnderstand(XmlReader reader) =>
        (version, reader.GetAttribute("mustUnderstand", SoapNames.Namespace(version))?.Trim()) switch
        {
            (_, null or "0") => false,
            (_, "1") => true,
            (SoapVersion.Soap12, "true") => true,
            (SoapVersion.Soap12, "false") => false,
            _ => throw new SoapMessageException(
                SoapFaultCode.Sender, "A header block's mustUnderstand has a value that SOAP does not know."),
        };
}
