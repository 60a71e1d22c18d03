using System.Globalization;
using System.Xml;
using Uhit.Client.Wire;

namespace Uhit.Client.SecondContract;

/// <summary>Reads elements whose values are attributes. Elements that are not known are skipped and counted.</summary>
internal sealed class MessageReader(XmlReader reader)
{
    public const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF";
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;
    private readonly List<string> _path = [];

    public int Unknown { get; private set; }

    /// <summary>Reads an element with its children. <paramref name="content"/> reads the attributes first, then calls <see cref="Children"/>.</summary>
    public T Element<T>(string name, Func<T> content)
    {
        if (reader.LocalName != name || reader.NamespaceURI != Names.Ns)
        {
            throw Refuse("unexpected-element", name);
        }

        _path.Add(name);
        var value = content();
        _path.RemoveAt(_path.Count - 1);
        return value;
    }

    /// <summary>Goes through the children of the element that the reader is at, and past its end. A child is taken by reading it to its end.</summary>
    /// <param name="take">Takes the child of that name; false where it is not known.</param>
    public void Children(Func<string, bool> take)
    {
        var empty = reader.IsEmptyElement;
        reader.Read();
        while (!empty && reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
            {
                throw Refuse("unexpected-text", ".");
            }

            if (reader.NodeType != XmlNodeType.Element)
            {
                reader.Read();
            }
            else if (reader.NamespaceURI != Names.Ns || !take(reader.LocalName))
            {
                Unknown++;
                reader.Skip();
            }
        }

        if (!empty)
        {
            reader.Read();
        }
    }

    /// <summary>For an element whose children mean nothing here.</summary>
    public void NoChildren() => Children(_ => false);

    public string Content() => reader.ReadElementContentAsString();

    public string Text(string name) => Optional(name) ?? throw Refuse("missing-attribute", name);

    public string? Optional(string name) => reader.GetAttribute(name);

    public T Id<T>(string name)
        where T : struct, IParsable<T> =>
        OptionalId<T>(name) ?? throw Refuse("missing-attribute", name);

    public T? OptionalId<T>(string name)
        where T : struct, IParsable<T> =>
        Parse<T>(name, text => (T.TryParse(text, Culture, out var value), value));

    public int Number(string name) => OptionalNumber(name) ?? throw Refuse("missing-attribute", name);

    public int? OptionalNumber(string name) =>
        Parse<int>(name, text => (int.TryParse(text, NumberStyles.AllowLeadingSign, Culture, out var value), value));

    public decimal Decimal(string name) => OptionalDecimal(name) ?? throw Refuse("missing-attribute", name);

    public decimal? OptionalDecimal(string name) =>
        Parse<decimal>(name, text => (decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, Culture, out var value), value));

    public DateOnly Date(string name) => OptionalDate(name) ?? throw Refuse("missing-attribute", name);

    public DateOnly? OptionalDate(string name) =>
        Parse<DateOnly>(name, text => (DateOnly.TryParseExact(text, "yyyy-MM-dd", Culture, DateTimeStyles.None, out var value) && IsPlausible(value.Year), value));

    public DateTimeOffset Time(string name, string offsetName)
    {
        var local = Parse<DateTime>(name, text => (DateTime.TryParseExact(text, TimeFormat, Culture, DateTimeStyles.None, out var value) && IsPlausible(value.Year), value))
            ?? throw Refuse("missing-attribute", name);
        var minutes = Number(offsetName);
        return minutes is >= -840 and <= 840 ? new DateTimeOffset(local, TimeSpan.FromMinutes(minutes)) : throw Refuse("bad-value", offsetName);
    }

    public WireFormatException Refuse(string code, string name) => new(code, string.Join('/', [.. _path, name]));

    // Days are added to dates, and offsets taken from times: neither may leave the calendar.
    private static bool IsPlausible(int year) => year is >= 1970 and <= 2199;

    private T? Parse<T>(string name, Func<string, (bool IsValid, T Value)> parse)
        where T : struct
    {
        if (Optional(name) is not { } text)
        {
            return null;
        }

        var (isValid, value) = parse(text);
        return isValid ? value : throw Refuse("bad-value", name);
    }
}
