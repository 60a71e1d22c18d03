using System.Xml;

namespace Uhit.Client.Wire;

/// <content>The types of values beside the common ones, and lists of values.</content>
public sealed partial class ElementReader
{
    // Documents come as base64: above it memory would be the sender's to spend.
    private const int MaxBinaryLength = 32 * 1024 * 1024;

    private string _list = string.Empty;
    private int _listAt;
    private IDictionary<string, string>? _listScope;

    /// <summary>Reads an element that is an <c>xs:byte</c>.</summary>
    /// <inheritdoc cref="ReadDateTime()" path="/exception"/>
    public sbyte ReadSByte() => (sbyte)ReadWhole(sbyte.MinValue, sbyte.MaxValue);

    /// <summary>Reads an element that is an <c>xs:unsignedByte</c>.</summary>
    /// <inheritdoc cref="ReadDateTime()" path="/exception"/>
    public byte ReadByte() => (byte)ReadWhole(byte.MinValue, byte.MaxValue);

    /// <summary>Reads an element that is an <c>xs:short</c>.</summary>
    /// <inheritdoc cref="ReadDateTime()" path="/exception"/>
    public short ReadInt16() => (short)ReadWhole(short.MinValue, short.MaxValue);

    /// <summary>Reads an element that is an <c>xs:unsignedShort</c>.</summary>
    /// <inheritdoc cref="ReadDateTime()" path="/exception"/>
    public ushort ReadUInt16() => (ushort)ReadWhole(ushort.MinValue, ushort.MaxValue);

    /// <summary>Reads an element that is an <c>xs:unsignedInt</c>.</summary>
    /// <inheritdoc cref="ReadDateTime()" path="/exception"/>
    public uint ReadUInt32() => (uint)ReadWhole(uint.MinValue, uint.MaxValue);

    /// <summary>Reads an element that is an <c>xs:long</c>.</summary>
    /// <inheritdoc cref="ReadDateTime()" path="/exception"/>
    public long ReadInt64() => (long)ReadWhole(long.MinValue, long.MaxValue);

    /// <summary>Reads an element that is an <c>xs:unsignedLong</c>.</summary>
    /// <inheritdoc cref="ReadDateTime()" path="/exception"/>
    public ulong ReadUInt64() => (ulong)ReadWhole(ulong.MinValue, ulong.MaxValue);

    /// <summary>Reads an element that is an <c>xs:integer</c>, exact: what <see cref="decimal"/> can't hold is refused.</summary>
    /// <inheritdoc cref="ReadDateTime()" path="/exception"/>
    public decimal ReadInteger() => ReadWhole(decimal.MinValue, decimal.MaxValue);

    /// <summary>Reads an element that is an <c>xs:integer</c> within bounds, both allowed.</summary>
    /// <param name="min">The smallest that is taken.</param>
    /// <param name="max">The largest that is taken.</param>
    /// <inheritdoc cref="ReadDateTime()" path="/exception"/>
    public decimal ReadInteger(decimal min, decimal max) => ReadWhole(min, max);

    /// <summary>Reads an element that is an <c>xs:float</c>. A number too large for it is refused;
    /// <c>INF</c> and <c>NaN</c> are what they say.</summary>
    /// <inheritdoc cref="ReadDateTime()" path="/exception"/>
    public float ReadSingle() => XmlText.TryParseSingle(Value(), out var value) ? value : throw BadValue();

    /// <summary>Reads an element that is an <c>xs:double</c>. A number too large for it is refused;
    /// <c>INF</c> and <c>NaN</c> are what they say.</summary>
    /// <inheritdoc cref="ReadDateTime()" path="/exception"/>
    public double ReadDouble() => XmlText.TryParseDouble(Value(), out var value) ? value : throw BadValue();

    /// <summary>Reads an element that is an <c>xs:dateTime</c> with its offset, or without one.</summary>
    /// <inheritdoc cref="ReadDateTime()" path="/exception"/>
    public WireDateTime ReadWireDateTime() => WireDateTime.TryParse(Value(), out var value) ? value : throw BadValue();

    /// <summary>Reads an element that is text of a form that XML Schema defines, its white space
    /// collapsed. Valid until the next read.</summary>
    /// <param name="form">The form.</param>
    /// <inheritdoc cref="ReadDateTime()" path="/exception"/>
    public ReadOnlySpan<char> ReadForm(XmlForm form)
    {
        var text = ReadToken();
        return XmlText.Matches(text, form) ? text : throw BadValue();
    }

    /// <summary>Reads an element that is an <c>xs:QName</c>: its prefix must be declared.</summary>
    /// <inheritdoc cref="ReadDateTime()" path="/exception"/>
    public XmlQualifiedName ReadQName()
    {
        // The prefixes are those in scope at the element, which is left when its text is read.
        var scope = _isTaken ? _listScope : Scope();
        var text = XmlText.Trim(Value());
        var colon = text.IndexOf(':');
        var prefix = colon < 0 ? string.Empty : text[..colon].ToString();
        var name = text[(colon + 1)..];
        if (!XmlText.Matches(name, XmlForm.NCName) || colon == 0)
        {
            throw BadValue();
        }

        var ns = scope is null ? _reader.LookupNamespace(prefix) : scope.TryGetValue(prefix, out var known) ? known : null;
        if (ns is null && prefix.Length > 0)
        {
            throw BadValue();
        }

        return new XmlQualifiedName(name.ToString(), ns ?? string.Empty);
    }

    /// <summary>Reads an element that is an <c>xs:base64Binary</c>, of at most 32 Mi characters,
    /// and of what the guarded reader allows.</summary>
    /// <inheritdoc cref="ReadDateTime()" path="/exception"/>
    public byte[] ReadBase64()
    {
        var text = LongValue();
        var bytes = new byte[(text.Length / 4 * 3) + 3];
        if (!Convert.TryFromBase64Chars(text, bytes, out var length))
        {
            throw BadValue();
        }

        _value.Shrink();
        return bytes[..length];
    }

    /// <summary>Reads an element that is an <c>xs:hexBinary</c>, of at most 32 Mi characters, and
    /// of what the guarded reader allows.</summary>
    /// <inheritdoc cref="ReadDateTime()" path="/exception"/>
    public byte[] ReadHex()
    {
        var text = XmlText.Trim(LongValue());
        if (text.Length % 2 != 0)
        {
            throw BadValue();
        }

        var bytes = new byte[text.Length / 2];
        if (Convert.FromHexString(text, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            throw BadValue();
        }

        _value.Shrink();
        return bytes;
    }

    /// <summary>Says what the next value means where it is an element without text: its default, of which
    /// XML Schema says that it stands for nothing.</summary>
    /// <param name="text">The default.</param>
    public void EmptyMeans(string text) => _emptyMeans = text;

    /// <summary>Lets the value that was read last be read again, as another type.</summary>
    public void Again() => _isTaken = true;

    /// <summary>Reads an element that is a list, parted by white space: <see cref="NextItem"/> goes through it.</summary>
    /// <inheritdoc cref="ReadDateTime()" path="/exception"/>
    public void StartList()
    {
        // Names in it may have prefixes that its own element declares.
        _listScope = !_isTaken && _reader.HasAttributes ? Scope() : null;
        _list = ReadToken().ToString();
        _listAt = 0;
    }

    /// <summary>Goes to the next item of the list: the next value that is read is that.</summary>
    /// <returns>False when there is none left.</returns>
    public bool NextItem()
    {
        if (_listAt >= _list.Length)
        {
            _listScope = null;
            return false;
        }

        var end = _list.IndexOf(' ', _listAt);
        if (end < 0)
        {
            end = _list.Length;
        }

        Take(_list.AsSpan(_listAt, end - _listAt));
        _listAt = end + 1;
        return true;
    }

    private IDictionary<string, string>? Scope() => (_reader as IXmlNamespaceResolver)?.GetNamespacesInScope(XmlNamespaceScope.All);

    private decimal ReadWhole(decimal min, decimal max) =>
        XmlText.TryParseInteger(Value(), out var value) && value >= min && value <= max ? value : throw BadValue();

    private Span<char> LongValue()
    {
        if (_isTaken)
        {
            return Value();
        }

        CheckAttributes(isSimple: true);
        _atElement = false;
        _attribute = null;
        return _value.TryReadLong(MaxBinaryLength, out var text, out var error) ? text : throw Refuse(error, null);
    }

    private void Take(ReadOnlySpan<char> text)
    {
        if (!_value.Set(text))
        {
            throw Refuse("value-too-long", null);
        }

        _isTaken = true;
    }
}
