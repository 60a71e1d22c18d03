using System.Globalization;
using System.Xml;

namespace Uhit.Client.SecondContract;

/// <summary>Writes elements whose values are attributes.</summary>
internal sealed class MessageWriter(XmlWriter writer)
{
    public void Start(string name) => writer.WriteStartElement(name, Names.Ns);

    public void End() => writer.WriteEndElement();

    public void Text(string text) => writer.WriteString(text);

    public void Attribute(string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteAttributeString(name, value);
        }
    }

    public void Attribute(string name, int? value) => Attribute(name, value?.ToString(CultureInfo.InvariantCulture));

    public void Attribute(string name, decimal? value) => Attribute(name, value?.ToString(CultureInfo.InvariantCulture));

    public void Attribute(string name, DateOnly? value) => Attribute(name, value?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>A local time, with its offset from UTC in minutes in an attribute of its own.</summary>
    public void Attribute(string name, string offsetName, DateTimeOffset? value)
    {
        Attribute(name, value?.DateTime.ToString(MessageReader.TimeFormat, CultureInfo.InvariantCulture));
        Attribute(offsetName, value is { } time ? (int)time.Offset.TotalMinutes : null);
    }
}
