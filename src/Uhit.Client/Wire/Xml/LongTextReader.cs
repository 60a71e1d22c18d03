using System.Text;
using System.Xml;

namespace Uhit.Client.Wire.Xml;

/// <summary>A guarded reader of a document whose texts may be longer than is taken as a value:
/// those are handed out in chunks only.</summary>
internal sealed class LongTextReader(
    XmlReader inner, GuardStream guard, int maxValue, CancellationToken cancellationToken) : GuardedReader(inner, guard, cancellationToken)
{
    private readonly char[] _chunk = new char[4096];
    private string? _value;

    public override string Value => NodeType is XmlNodeType.Text or XmlNodeType.CDATA ? _value ??= ReadValue() : base.Value;

    public override bool Read()
    {
        _value = null;
        return base.Read();
    }

    public override void Skip()
    {
        _value = null;
        base.Skip();
    }

    /// <exception cref="XmlGuardException">It is too long for a value.</exception>
    private string ReadValue()
    {
        var first = base.ReadValueChunk(_chunk, 0, _chunk.Length);
        if (first < _chunk.Length)
        {
            var next = first == 0 ? 0 : base.ReadValueChunk(_chunk, first, _chunk.Length - first);
            if (next == 0)
            {
                return new string(_chunk, 0, first);
            }

            first += next;
        }

        var text = new StringBuilder().Append(_chunk, 0, first);
        for (int read; (read = base.ReadValueChunk(_chunk, 0, _chunk.Length)) > 0;)
        {
            if (read > maxValue - text.Length)
            {
                throw new XmlGuardException(nameof(MessageLimits.MaxTextLength));
            }

            text.Append(_chunk, 0, read);
        }

        return text.ToString();
    }
}
