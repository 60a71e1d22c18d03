using System.Text;
using System.Xml;
using System.Xml.Linq;
using Uhit.Client.Wire.Xml;

namespace Uhit.Client.Wire;

/// <content>The types of values beside the common ones, where a value goes, what an element says of
/// itself, and XML that the contract leaves open.</content>
public sealed partial class ElementWriter
{
    private const string Instance = "http://www.w3.org/2001/XMLSchema-instance";

    // A multiple of three, so that the pieces make up one text.
    private const int BytesOfPiece = 6 * 1024;

    private Place _place;
    private StringBuilder? _list;
    private int _prefixes;

    private enum Place
    {
        Element,
        Attribute,
        Content,
    }

    /// <summary>Makes the next value that is written an attribute of the element that was just begun.</summary>
    public void AsAttribute() => _place = Place.Attribute;

    /// <summary>Makes the next value that is written the text of the element that was begun last, behind its attributes.</summary>
    public void AsContent() => _place = Place.Content;

    /// <summary>Writes an element with an <c>xs:long</c>.</summary>
    /// <inheritdoc cref="Write(string, string, string)" path="/param"/>
    public void Write(string name, string @namespace, long value) => WriteBuffer(name, @namespace, XmlText.Format(value, _buffer));

    /// <summary>Writes an element with an <c>xs:unsignedLong</c>.</summary>
    /// <inheritdoc cref="Write(string, string, string)" path="/param"/>
    public void Write(string name, string @namespace, ulong value) => WriteBuffer(name, @namespace, XmlText.Format(value, _buffer));

    /// <summary>Writes an element with an <c>xs:float</c>, so that the same value is read.</summary>
    /// <inheritdoc cref="Write(string, string, string)" path="/param"/>
    public void Write(string name, string @namespace, float value) => Write(name, @namespace, XmlText.Format(value));

    /// <summary>Writes an element with an <c>xs:double</c>, so that the same value is read.</summary>
    /// <inheritdoc cref="Write(string, string, string)" path="/param"/>
    public void Write(string name, string @namespace, double value) => Write(name, @namespace, XmlText.Format(value));

    /// <summary>Writes an element with an <c>xs:dateTime</c>, with its offset if it has one.</summary>
    /// <inheritdoc cref="Write(string, string, string)" path="/param"/>
    public void Write(string name, string @namespace, WireDateTime value) => WriteBuffer(name, @namespace, value.Format(_buffer));

    /// <summary>Writes an element with an <c>xs:integer</c>.</summary>
    /// <inheritdoc cref="Write(string, string, string)" path="/param"/>
    /// <exception cref="WireFormatException">The value is no whole number.</exception>
    public void WriteInteger(string name, string @namespace, decimal value) =>
        WriteInteger(name, @namespace, value, decimal.MinValue, decimal.MaxValue);

    /// <summary>Writes an element with an <c>xs:integer</c> within bounds, both allowed.</summary>
    /// <param name="name">Its local name.</param>
    /// <param name="namespace">Its namespace; empty for none.</param>
    /// <param name="value">The value.</param>
    /// <param name="min">The smallest that is written.</param>
    /// <param name="max">The largest that is written.</param>
    /// <exception cref="WireFormatException">The value is no whole number, or beyond the bounds.</exception>
    public void WriteInteger(string name, string @namespace, decimal value, decimal min, decimal max)
    {
        var whole = decimal.Truncate(value);
        if (whole != value || value < min || value > max)
        {
            throw BadValue(name);
        }

        Write(name, @namespace, whole);
    }

    /// <summary>Writes an element with text of a form that XML Schema defines, its white space collapsed.</summary>
    /// <param name="name">Its local name.</param>
    /// <param name="namespace">Its namespace; empty for none.</param>
    /// <param name="value">The text.</param>
    /// <param name="form">The form.</param>
    /// <exception cref="WireFormatException">The text does not have the form.</exception>
    public void WriteForm(string name, string @namespace, string value, XmlForm form)
    {
        var text = XmlText.Collapse(value);
        if (!XmlText.Matches(text, form))
        {
            throw BadValue(name);
        }

        Write(name, @namespace, text);
    }

    /// <summary>Writes an element with an <c>xs:base64Binary</c>.</summary>
    /// <inheritdoc cref="Write(string, string, string)" path="/param"/>
    public void WriteBase64(string name, string @namespace, byte[] value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (_list is not null)
        {
            AppendItem(Convert.ToBase64String(value));
            return;
        }

        Begin(name, @namespace);
        // In pieces, and as text: not every writer takes bytes.
        for (var at = 0; at < value.Length; at += BytesOfPiece)
        {
            writer.WriteString(Convert.ToBase64String(value, at, Math.Min(BytesOfPiece, value.Length - at)));
        }

        Finish();
    }

    /// <summary>Writes an element with an <c>xs:hexBinary</c>.</summary>
    /// <inheritdoc cref="Write(string, string, string)" path="/param"/>
    public void WriteHex(string name, string @namespace, byte[] value) => Write(name, @namespace, Convert.ToHexString(value));

    /// <summary>Writes an element with an <c>xs:QName</c>, and declares a prefix where none is declared.</summary>
    /// <inheritdoc cref="Write(string, string, string)" path="/param"/>
    public void Write(string name, string @namespace, XmlQualifiedName value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!XmlText.Matches(value.Name, XmlForm.NCName))
        {
            throw BadValue(name);
        }

        if (_list is not null || _place == Place.Attribute)
        {
            // The prefix must be declared before the attribute begins; the element of a list has not begun yet.
            Write(name, @namespace, _list is null ? Qualified(value) : InList(value));
            return;
        }

        Begin(name, @namespace);
        writer.WriteString(Qualified(value));
        Finish();
    }

    // Of names in a list: declared where its element begins.
    private readonly Dictionary<string, string> _listPrefixes = new(StringComparer.Ordinal);

    /// <summary>Begins a list: each value that is written until <see cref="EndList"/> is an item of it.</summary>
    public void StartList() => _list = new StringBuilder();

    /// <summary>Writes the list, parted by blanks.</summary>
    /// <param name="name">The local name of its element.</param>
    /// <param name="namespace">Its namespace; empty for none.</param>
    public void EndList(string name, string @namespace)
    {
        var text = _list?.ToString() ?? string.Empty;
        _list = null;
        if (_listPrefixes.Count == 0)
        {
            Write(name, @namespace, text);
            return;
        }

        var isElement = _place == Place.Element;
        if (isElement)
        {
            Begin(name, @namespace);
        }

        foreach (var (ns, prefix) in _listPrefixes)
        {
            writer.WriteAttributeString("xmlns", prefix, null, ns);
        }

        _listPrefixes.Clear();
        if (!isElement)
        {
            Write(name, @namespace, text);
            return;
        }

        writer.WriteString(text);
        Finish();
    }

    /// <summary>Writes an element that says it is nil.</summary>
    /// <param name="name">Its local name.</param>
    /// <param name="namespace">Its namespace; empty for none.</param>
    public void WriteNil(string name, string @namespace)
    {
        writer.WriteStartElement(name, @namespace);
        writer.WriteAttributeString("xsi", "nil", Instance, "true");
        writer.WriteEndElement();
    }

    /// <summary>Says by <c>xsi:type</c> of the element that was just begun which type it has.</summary>
    /// <param name="type">The type, as <c>{namespace}name</c>; empty for one without a name, which can't be said.</param>
    /// <exception cref="WireFormatException">The type has no name.</exception>
    public void WriteType(string type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (type.Length == 0)
        {
            throw new WireFormatException("bad-value", string.Join('/', _path));
        }

        var end = type.IndexOf('}', StringComparison.Ordinal);
        writer.WriteAttributeString("xsi", "type", Instance, Qualified(new XmlQualifiedName(type[(end + 1)..], type[1..end])));
    }

    /// <summary>Writes attributes that the contract leaves open.</summary>
    /// <param name="attributes">The attributes.</param>
    /// <param name="known">Those that the contract names, each as <c>{namespace}name</c>: they can't be among them.</param>
    /// <exception cref="WireFormatException">One of them is known, or a declaration of a namespace.</exception>
    public void WriteAttributes(IReadOnlyList<XAttribute> attributes, string[] known)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        foreach (var attribute in attributes)
        {
            var name = attribute.Name;
            if (attribute.IsNamespaceDeclaration || Array.IndexOf(known, $"{{{name.NamespaceName}}}{name.LocalName}") >= 0)
            {
                throw BadValue("@" + name.LocalName);
            }

            AsAttribute();
            Write(name.LocalName, name.NamespaceName, attribute.Value);
        }
    }

    /// <summary>Writes an element that the contract leaves open, with all that is in it.</summary>
    /// <param name="element">The element.</param>
    /// <param name="namespaces">Which namespaces are allowed, as in <see cref="ElementShape.Any"/>.</param>
    /// <exception cref="WireFormatException"><c>unexpected-element</c>: it is of another namespace.</exception>
    public void WriteXml(XElement element, string namespaces)
    {
        ArgumentNullException.ThrowIfNull(element);
        if (!ElementWildcard.Allows(namespaces, element.Name.NamespaceName))
        {
            throw Refuse("unexpected-element", element.Name.LocalName);
        }

        element.WriteTo(writer);
    }

    /// <summary>Writes an element whose content the contract leaves open.</summary>
    /// <param name="name">Its local name.</param>
    /// <param name="namespace">Its namespace; empty for none.</param>
    /// <param name="element">The element, which must have that name.</param>
    /// <exception cref="WireFormatException"><c>unexpected-element</c>: it has another name.</exception>
    public void WriteXml(string name, string @namespace, XElement element)
    {
        ArgumentNullException.ThrowIfNull(element);
        if (element.Name.LocalName != name || element.Name.NamespaceName != @namespace)
        {
            throw Refuse("unexpected-element", name);
        }

        element.WriteTo(writer);
    }

    /// <summary>For what the contract demands and that is not set.</summary>
    /// <param name="name">The element's local name.</param>
    /// <returns>A <c>missing-element</c> at that place, to be thrown.</returns>
    public WireFormatException Missing(string name) => Refuse("missing-element", name);

    /// <summary>A number as it would be written. Valid until the next call.</summary>
    /// <param name="value">The number.</param>
    public ReadOnlySpan<char> FormOf(decimal value) => _buffer.AsSpan(0, XmlText.Format(value, _buffer));

    /// <summary>A day as it would be written. Valid until the next call.</summary>
    /// <param name="value">The day.</param>
    public ReadOnlySpan<char> FormOf(DateOnly value) => _buffer.AsSpan(0, XmlText.Format(value, _buffer));

    private bool AppendItem(ReadOnlySpan<char> value)
    {
        if (_list is null)
        {
            return false;
        }

        if (_list.Length > 0)
        {
            _list.Append(' ');
        }

        _list.Append(value);
        return true;
    }

    private void Begin(string name, string @namespace)
    {
        if (_place == Place.Element)
        {
            writer.WriteStartElement(name, @namespace);
        }
        else if (_place == Place.Attribute)
        {
            writer.WriteStartAttribute(name, @namespace);
        }
    }

    private void Finish()
    {
        if (_place == Place.Element)
        {
            writer.WriteEndElement();
        }
        else if (_place == Place.Attribute)
        {
            writer.WriteEndAttribute();
        }

        _place = Place.Element;
    }

    private string Qualified(XmlQualifiedName name)
    {
        // A name without a prefix would be right where its namespace is the default one, but not every receiver knows.
        if (writer.LookupPrefix(name.Namespace) is { Length: > 0 } known)
        {
            return $"{known}:{name.Name}";
        }

        if (name.Namespace.Length == 0)
        {
            return name.Name;
        }

        var prefix = NewPrefix();
        writer.WriteAttributeString("xmlns", prefix, null, name.Namespace);
        return $"{prefix}:{name.Name}";
    }

    private string NewPrefix() => "q" + (++_prefixes).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private string InList(XmlQualifiedName name)
    {
        if (writer.LookupPrefix(name.Namespace) is { Length: > 0 } known)
        {
            return $"{known}:{name.Name}";
        }

        if (name.Namespace.Length == 0)
        {
            return name.Name;
        }

        if (!_listPrefixes.TryGetValue(name.Namespace, out var prefix))
        {
            _listPrefixes[name.Namespace] = prefix = NewPrefix();
        }

        return $"{prefix}:{name.Name}";
    }
}
