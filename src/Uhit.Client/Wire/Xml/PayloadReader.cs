using System.Xml;
using Uhit.Client.Wire.Decoding;

namespace Uhit.Client.Wire.Xml;

/// <summary>A guarded reader of XML that is a payload of another message: that it is not well-formed is
/// trouble of the payload, and not of the message.</summary>
internal sealed class PayloadReader(
    XmlReader inner, GuardStream guard, string path, CancellationToken cancellationToken) : GuardedReader(inner, guard, cancellationToken)
{
    public override string Value
    {
        get
        {
            try
            {
                return base.Value;
            }
            catch (XmlException e)
            {
                throw PayloadErrors.Of(e, path);
            }
        }
    }

    public override bool Read()
    {
        try
        {
            return base.Read();
        }
        catch (XmlException e)
        {
            throw PayloadErrors.Of(e, path);
        }
    }

    public override void Skip()
    {
        try
        {
            base.Skip();
        }
        catch (XmlException e)
        {
            throw PayloadErrors.Of(e, path);
        }
    }

    public override int ReadValueChunk(char[] buffer, int index, int count)
    {
        try
        {
            return base.ReadValueChunk(buffer, index, count);
        }
        catch (XmlException e)
        {
            throw PayloadErrors.Of(e, path);
        }
    }
}
