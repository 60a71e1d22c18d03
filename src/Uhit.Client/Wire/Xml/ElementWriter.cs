using System.Xml;

namespace Uhit.Client.Wire.Xml;

/// <summary>Writes elements and their values in the lexical forms of XML Schema. What generated code writes with.</summary>
/// <remarks>A value that the contract forbids is refused, not sent. Not thread-safe; one per message.</remarks>
internal sealed class ElementWriter(XmlWriter writer)
{
    private readonly char[] _buffer = new char[64];
    private readonly List<string> _path = [];

    public void Start(string name, string @namespace)
    {
        _path.Add(name);
        writer.WriteStartElement(name, @namespace);
    }

    public void End()
    {
        writer.WriteEndElement();
        _path.RemoveAt(_path.Count - 1);
    }

    public void Write(string name, string @namespace, string value)
    {
        if (!XmlText.IsXml(value)) throw BadValue(name);
        writer.WriteStartElement(name, @namespace);
        writer.WriteString(value);
        writer.WriteEndElement();
    }

    public void Write(string name, string @namespace, bool value) => Write(name, @namespace, value ? "true" : "false");

    public void Write(string name, string @namespace, int value) => WriteBuffer(name, @namespace, XmlNumber.Format(value, _buffer));

    public void Write(string name, string @namespace, decimal value) => WriteBuffer(name, @namespace, XmlNumber.Format(value, _buffer));

    public void Write(string name, string @namespace, DateOnly value) => WriteBuffer(name, @namespace, XmlTime.Format(value, _buffer));

    public void Write(string name, string @namespace, DateTimeOffset value) => WriteBuffer(name, @namespace, XmlTime.Format(value, _buffer));

    /// <summary>Refuses a number of elements that the contract does not allow.</summary>
    public void CheckCount(string name, int count, int min, int max)
    {
        if (count < min) throw Refuse("missing-element", name);
        if (count > max) throw Refuse("too-many-elements", name);
    }

    public WireFormatException BadValue(string name) => Refuse("bad-value", name);

    private WireFormatException Refuse(string code, string name) => new(code, string.Join('/', [.. _path, name]));

    private void WriteBuffer(string name, string @namespace, int length)
    {
        writer.WriteStartElement(name, @namespace);
        writer.WriteChars(_buffer, 0, length);
        writer.WriteEndElement();
    }
}
