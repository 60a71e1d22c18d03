using System.Globalization;

namespace Uhit.Client.Wire;

/// <summary>The value of an attribute, and where it stands: what it is not can be refused by its path.</summary>
/// <remarks>Made by <see cref="ElementReader.Attribute(string)"/>; valid until the reader goes on, since the path is where the reader is.
/// Each method refuses a value that is not of its type by a <see cref="WireFormatException"/> with the code <c>bad-value</c>. The
/// <see langword="default"/> value must not be used.</remarks>
public readonly struct AttributeValue
{
    private readonly ElementReader _reader;
    private readonly string _name;

    internal AttributeValue(ElementReader reader, string name, string text)
    {
        _reader = reader;
        _name = name;
        Text = text;
    }

    /// <summary>The text as it came, tabs and line breaks as blanks, as XML demands of attributes; not trimmed. With the whole tag at most
    /// as long as the limit <c>Callback:Limits:MaxTagLength</c> (64 KiB by default).</summary>
    public string Text { get; }

    /// <summary>An <c>xs:int</c>.</summary>
    public int ToInt32() => XmlText.TryParseInt32(Text, out var value) ? value : throw BadValue();

    /// <summary>An <c>xs:decimal</c>, exact; refused where <see cref="decimal"/> can't hold it without rounding.</summary>
    public decimal ToDecimal() => XmlText.TryParseDecimal(Text, out var value) ? value : throw BadValue();

    /// <summary>An <c>xs:boolean</c>.</summary>
    public bool ToBoolean() => XmlText.TryParseBoolean(Text, out var value) ? value : throw BadValue();

    /// <summary>An <c>xs:date</c>, from year 1 to 9999; a time zone behind it is dropped.</summary>
    public DateOnly ToDate() => XmlText.TryParseDate(Text, out var value) ? value : throw BadValue();

    /// <summary>An <c>xs:dateTime</c> with the offset that is written; one without an offset is refused.</summary>
    /// <remarks>Where the contract leaves it out, take <see cref="ToLocalTime"/> and join it with what tells the offset, such as
    /// <see cref="CentralTime.Zone"/>.</remarks>
    public DateTimeOffset ToDateTime() => XmlText.TryParseDateTime(Text, offsetRequired: true, out var value) ? value : throw BadValue();

    /// <summary>An <c>xs:dateTime</c> that has no offset; one with an offset is refused.</summary>
    /// <returns>Of the kind <see cref="DateTimeKind.Unspecified"/>: which zone it is in, the contract must say.</returns>
    public DateTime ToLocalTime() => XmlText.TryParseLocalTime(Text, out var value) ? value : throw BadValue();

    /// <summary>An id of the exchange, such as <see cref="EsiId"/>, white space around it dropped.</summary>
    /// <typeparam name="T">The type of the id. Numbers and times have methods of their own.</typeparam>
    public T ToId<T>()
        where T : struct, IParsable<T> =>
        T.TryParse(XmlText.Collapse(Text), CultureInfo.InvariantCulture, out var value) ? value : throw BadValue();

    /// <summary>For a value that the contract does not allow.</summary>
    /// <returns>A <c>bad-value</c> at this attribute, to be thrown.</returns>
    public WireFormatException BadValue() => _reader.RefuseAttribute("bad-value", _name);
}
