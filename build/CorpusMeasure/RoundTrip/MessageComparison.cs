using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace RoundTrip;

/// <summary>Compares two messages as canonical XML: names, attributes, order and values; prefixes, and
/// how a value is written, are not compared.</summary>
internal static class MessageComparison
{
    private static readonly XNamespace Instance = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>Null if they are the same, else where they differ first.</summary>
    public static string? Difference(XElement one, XElement other)
    {
        if (one.Name != other.Name)
        {
            return $"{one.Name.LocalName} became {other.Name.LocalName}";
        }

        var path = string.Join('/', one.AncestorsAndSelf().Reverse().Select(e => e.Name.LocalName));
        foreach (var name in Attributes(one).Keys.Union(Attributes(other).Keys))
        {
            if (!Attributes(one).TryGetValue(name, out var a))
            {
                return $"{path}/@{name.LocalName} was added";
            }

            if (!Attributes(other).TryGetValue(name, out var b))
            {
                return $"{path}/@{name.LocalName} is gone";
            }

            if (!SameValue(a, b))
            {
                return $"{path}/@{name.LocalName}: '{a}' became '{b}'";
            }
        }

        var (children, others) = (one.Elements().ToList(), other.Elements().ToList());
        if (children.Count == 0 && others.Count == 0)
        {
            return SameValue(Resolved(one, one.Value), Resolved(other, other.Value))
                ? null
                : $"{path}: '{one.Value}' became '{other.Value}'";
        }

        for (var i = 0; i < Math.Min(children.Count, others.Count); i++)
        {
            if (Difference(children[i], others[i]) is { } difference)
            {
                return difference;
            }
        }

        return children.Count == others.Count ? null : $"{path}: {children.Count} children became {others.Count}";
    }

    private static Dictionary<XName, string> Attributes(XElement element) => element.Attributes()
        .Where(a => !a.IsNamespaceDeclaration && a.Name != Instance + "schemaLocation")
        .ToDictionary(a => a.Name, a => Resolved(element, a.Value));

    // A qualified name is compared by its namespace, in a list too.
    private static string Resolved(XElement element, string value)
    {
        var items = value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return items.Length > 1 && items.Any(item => item.Contains(':'))
            ? string.Join(' ', items.Select(item => ResolvedItem(element, item)))
            : ResolvedItem(element, value);
    }

    private static string ResolvedItem(XElement element, string value)
    {
        var parts = value.Trim().Split(':');
        return parts is [{ Length: > 0 } prefix, { Length: > 0 } local] && IsName(prefix) && element.GetNamespaceOfPrefix(prefix) is { } ns
            ? $"{{{ns}}}{local}"
            : value;
    }

    private static bool IsName(string text) => XmlConvert.IsStartNCNameChar(text[0]) && text.All(XmlConvert.IsNCNameChar);

    private static bool SameValue(string a, string b)
    {
        var (items, others) = (Collapsed(a).Split(' '), Collapsed(b).Split(' '));
        return items.Length == others.Length && items.Length > 1 && items.Zip(others).All(pair => SameItem(pair.First, pair.Second))
            || SameItem(a, b);
    }

    private static bool SameItem(string a, string b)
    {
        if (a == b)
        {
            return true;
        }

        (a, b) = (Collapsed(a), Collapsed(b));
        if (a == b || a.Replace(" ", "") == b.Replace(" ", ""))
        {
            return true;
        }

        if (a is "true" or "1" && b is "true" or "1")
        {
            return true;
        }

        if (a is "false" or "0" && b is "false" or "0")
        {
            return true;
        }

        if (decimal.TryParse(a, NumberStyles.Float, CultureInfo.InvariantCulture, out var x)
            && decimal.TryParse(b, NumberStyles.Float, CultureInfo.InvariantCulture, out var y))
        {
            return x == y;
        }

        if (double.TryParse(a, NumberStyles.Float, CultureInfo.InvariantCulture, out var v)
            && double.TryParse(b, NumberStyles.Float, CultureInfo.InvariantCulture, out var w))
        {
            return v == w || (float)v == (float)w;
        }

        return SameTime(a, b) || a.Equals(b, StringComparison.OrdinalIgnoreCase) && a.All(char.IsAsciiHexDigit);
    }

    // The zeros that end a fraction, and Z for +00:00, say nothing.
    private static bool SameTime(string a, string b) =>
        a.Contains('T') && b.Contains('T') && HasZone(a) == HasZone(b)
        && DateTimeOffset.TryParse(a, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var x)
        && DateTimeOffset.TryParse(b, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var y)
        && x == y
        && x.Offset == y.Offset;

    private static bool HasZone(string text) => text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');

    private static string Collapsed(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
