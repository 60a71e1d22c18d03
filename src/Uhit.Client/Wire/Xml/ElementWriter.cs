using System.Xml;

namespace Uhit.Client.Wire;

/// <summary>Writes elements, attributes and their values in the lexical forms of XML Schema. What generated
/// code writes with, and hand-written formats can.</summary>
/// <remarks>
/// <para>A value that the contract forbids, or that XML can't carry, is refused by a <see cref="WireFormatException"/> whose path names
/// elements and never a value: it is not sent.</para>
/// <para>Not thread-safe; one per message. It writes through to the <see cref="XmlWriter"/> that it
/// was given and keeps nothing but the path.</para>
/// </remarks>
/// <param name="writer">Where the message goes.</param>
public sealed partial class ElementWriter(XmlWriter writer)
{
    private readonly char[] _buffer = new char[64];
    private readonly List<string> _path = [];

    /// <summary>Begins an element: attributes come next, then what is inside, then <see cref="End"/>.</summary>
    /// <param name="name">Its local name.</param>
    /// <param name="namespace">Its namespace; empty for none.</param>
    public void Start(string name, string @namespace)
    {
        _path.Add(name);
        writer.WriteStartElement(name, @namespace);
    }

    /// <summary>Ends the element that was begun last.</summary>
    public void End()
    {
        writer.WriteEndElement();
        _path.RemoveAt(_path.Count - 1);
    }

    /// <summary>Writes an element with a text.</summary>
    /// <param name="name">Its local name.</param>
    /// <param name="namespace">Its namespace; empty for none.</param>
    /// <param name="value">The text, as it is.</param>
    /// <exception cref="WireFormatException">XML can't carry the text.</exception>
    public void Write(string name, string @namespace, string value)
    {
        if (!XmlText.IsXml(value))
        {
            throw BadValue(name);
        }

        if (AppendItem(value))
        {
            return;
        }

        Begin(name, @namespace);
        writer.WriteString(value);
        Finish();
    }

    /// <summary>Writes an element with an <c>xs:boolean</c>.</summary>
    /// <inheritdoc cref="Write(string, string, string)" path="/param"/>
    public void Write(string name, string @namespace, bool value) => Write(name, @namespace, value ? "true" : "false");

    /// <summary>Writes an element with an <c>xs:int</c>.</summary>
    /// <inheritdoc cref="Write(string, string, string)" path="/param"/>
    public void Write(string name, string @namespace, int value) => WriteBuffer(name, @namespace, XmlText.Format(value, _buffer));

    /// <summary>Writes an element with an <c>xs:decimal</c>, with the zeros that its scale has.</summary>
    /// <inheritdoc cref="Write(string, string, string)" path="/param"/>
    public void Write(string name, string @namespace, decimal value) => WriteBuffer(name, @namespace, XmlText.Format(value, _buffer));

    /// <summary>Writes an element with an <c>xs:date</c>.</summary>
    /// <inheritdoc cref="Write(string, string, string)" path="/param"/>
    public void Write(string name, string @namespace, DateOnly value) => WriteBuffer(name, @namespace, XmlText.Format(value, _buffer));

    /// <summary>Writes an element with an <c>xs:dateTime</c> and its offset.</summary>
    /// <inheritdoc cref="Write(string, string, string)" path="/param"/>
    public void Write(string name, string @namespace, DateTimeOffset value) =>
        WriteBuffer(name, @namespace, XmlText.Format(value, _buffer));

    /// <summary>Writes an element with an <c>xs:dateTime</c> that has no offset.</summary>
    /// <inheritdoc cref="Write(string, string, string)" path="/param"/>
    /// <exception cref="ArgumentException">The time is not of the kind <see cref="DateTimeKind.Unspecified"/>.</exception>
    public void Write(string name, string @namespace, DateTime value) => WriteBuffer(name, @namespace, XmlText.Format(value, _buffer));

    /// <summary>Writes an attribute of the element that was just begun.</summary>
    /// <param name="name">Its name, in no namespace.</param>
    /// <param name="value">Its value; <see langword="null"/> leaves it out.</param>
    /// <exception cref="WireFormatException">XML can't carry the text.</exception>
    public void Attribute(string name, string? value)
    {
        if (value is null)
        {
            return;
        }

        if (!XmlText.IsXml(value))
        {
            throw BadValue("@" + name);
        }

        writer.WriteAttributeString(name, value);
    }

    /// <summary>Writes an attribute with an <c>xs:boolean</c>.</summary>
    /// <inheritdoc cref="Attribute(string, string?)" path="/param"/>
    public void Attribute(string name, bool? value)
    {
        if (value is { } known)
        {
            Attribute(name, known ? "true" : "false");
        }
    }

    /// <summary>Writes an attribute with an <c>xs:int</c>.</summary>
    /// <inheritdoc cref="Attribute(string, string?)" path="/param"/>
    public void Attribute(string name, int? value)
    {
        if (value is { } known)
        {
            AttributeBuffer(name, XmlText.Format(known, _buffer));
        }
    }

    /// <summary>Writes an attribute with an <c>xs:decimal</c>.</summary>
    /// <inheritdoc cref="Attribute(string, string?)" path="/param"/>
    public void Attribute(string name, decimal? value)
    {
        if (value is { } known)
        {
            AttributeBuffer(name, XmlText.Format(known, _buffer));
        }
    }

    /// <summary>Writes an attribute with an <c>xs:date</c>.</summary>
    /// <inheritdoc cref="Attribute(string, string?)" path="/param"/>
    public void Attribute(string name, DateOnly? value)
    {
        if (value is { } known)
        {
            AttributeBuffer(name, XmlText.Format(known, _buffer));
        }
    }

    /// <summary>Writes an attribute with an <c>xs:dateTime</c> and its offset.</summary>
    /// <inheritdoc cref="Attribute(string, string?)" path="/param"/>
    public void Attribute(string name, DateTimeOffset? value)
    {
        if (value is { } known)
        {
            AttributeBuffer(name, XmlText.Format(known, _buffer));
        }
    }

    /// <summary>Writes an attribute with an <c>xs:dateTime</c> that has no offset.</summary>
    /// <inheritdoc cref="Attribute(string, string?)" path="/param"/>
    /// <exception cref="ArgumentException">The time is not of the kind <see cref="DateTimeKind.Unspecified"/>.</exception>
    public void Attribute(string name, DateTime? value)
    {
        if (value is { } known)
        {
            AttributeBuffer(name, XmlText.Format(known, _buffer));
        }
    }

    /// <summary>Writes the text of the element that was begun last, behind its attributes.</summary>
    /// <param name="value">The text, as it is.</param>
    /// <exception cref="WireFormatException">XML can't carry the text.</exception>
    public void Text(string value)
    {
        if (!XmlText.IsXml(value))
        {
            throw new WireFormatException("bad-value", string.Join('/', _path));
        }

        writer.WriteString(value);
    }

    /// <summary>Refuses a number of elements that the contract does not allow.</summary>
    /// <param name="name">The element's local name.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="min">How many there must be.</param>
    /// <param name="max">How many there may be.</param>
    /// <exception cref="WireFormatException"><c>missing-element</c> or <c>too-many-elements</c>.</exception>
    public void CheckCount(string name, int count, int min, int max)
    {
        if (count < min)
        {
            throw Refuse("missing-element", name);
        }

        if (count > max)
        {
            throw Refuse("too-many-elements", name);
        }
    }

    /// <summary>For a value that the contract does not allow.</summary>
    /// <param name="name">The element's local name; an attribute's with <c>@</c> before it.</param>
    /// <returns>A <c>bad-value</c> at that place, to be thrown.</returns>
    public WireFormatException BadValue(string name) => Refuse("bad-value", name);

    private WireFormatException Refuse(string code, string name) =>
        new(code, string.Join('/', name.Length == 0 ? _path : [.. _path, _place == Place.Attribute ? "@" + name : name]));

    private void WriteBuffer(string name, string @namespace, int length)
    {
        if (AppendItem(_buffer.AsSpan(0, length)))
        {
            return;
        }

        Begin(name, @namespace);
        writer.WriteChars(_buffer, 0, length);
        Finish();
    }

    private void AttributeBuffer(string name, int length)
    {
        writer.WriteStartAttribute(name, string.Empty);
        writer.WriteChars(_buffer, 0, length);
        writer.WriteEndAttribute();
    }
}
