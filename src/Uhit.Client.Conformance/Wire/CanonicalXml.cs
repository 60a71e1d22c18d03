using System.Text;
using System.Xml.Linq;

namespace Uhit.Client.Conformance.Wire;

/// <summary>Compares what two bodies say: names, attributes and texts; not prefixes, comments, or white space between elements.</summary>
internal sealed class CanonicalXml
{
    private static readonly XName Type = "{http://www.w3.org/2001/XMLSchema-instance}type";
    private readonly List<SampleDifference> _differences = [];

    /// <summary>The elements inside the body of an envelope.</summary>
    public static IReadOnlyList<XElement> BodyOf(byte[] envelope) => BodyOf(Encoding.UTF8.GetString(envelope));

    /// <summary>What differs in the body.</summary>
    /// <param name="expected">An envelope, or the body's element alone.</param>
    /// <param name="written">An envelope.</param>
    public static IReadOnlyList<SampleDifference> Differences(string expected, byte[] written)
    {
        var comparison = new CanonicalXml();
        comparison.CompareChildren(BodyOf(expected), BodyOf(written), string.Empty);
        return comparison._differences;
    }

    /// <summary>The message in lines, for somebody to read.</summary>
    public static string Show(byte[] envelope) => XElement.Parse(Encoding.UTF8.GetString(envelope)).ToString();

    private static IReadOnlyList<XElement> BodyOf(string xml)
    {
        var root = XElement.Parse(xml, LoadOptions.PreserveWhitespace);
        return root.Name.LocalName != "Envelope" ? [root] : [.. root.Elements().Last().Elements()];
    }

    private void Compare(XElement expected, XElement written, string path)
    {
        if (expected.Name != written.Name)
        {
            Add(path, $"expected the element {Show(expected.Name)}, written {Show(written.Name)}");
            return;
        }

        foreach (var name in Attributes(expected).Concat(Attributes(written)).Select(attribute => attribute.Name).Distinct())
        {
            CompareTexts(ValueOf(expected, name), ValueOf(written, name), $"{path}/@{name.LocalName}");
        }

        if (expected.HasElements || written.HasElements)
        {
            CompareChildren([.. expected.Elements()], [.. written.Elements()], path);
            CompareTexts(MixedText(expected), MixedText(written), path);
        }
        else
        {
            CompareTexts(expected.Value, written.Value, path);
        }
    }

    private void CompareChildren(IReadOnlyList<XElement> expected, IReadOnlyList<XElement> written, string path)
    {
        for (var i = 0; i < Math.Max(expected.Count, written.Count); i++)
        {
            if (i >= written.Count)
            {
                Add(path, $"expected {Show(expected[i].Name)}, which was not written");
            }
            else if (i >= expected.Count)
            {
                Add(path, $"{Show(written[i].Name)} was written, which is not expected");
            }
            else
            {
                var number = expected.Take(i).Count(before => before.Name == expected[i].Name) + 1;
                var name = expected[i].Name.LocalName
                    + (expected.Count(child => child.Name == expected[i].Name) > 1 ? $"[{number}]" : string.Empty);
                Compare(expected[i], written[i], path.Length == 0 ? name : $"{path}/{name}");
                if (expected[i].Name != written[i].Name)
                {
                    // All that follows would differ too, and say nothing.
                    return;
                }
            }
        }
    }

    private void CompareTexts(string? expected, string? written, string path)
    {
        if (expected != written)
        {
            Add(path, $"expected {Quote(expected)}, written {Quote(written)}");
        }
    }

    private void Add(string path, string text) => _differences.Add(new SampleDifference(path, text));

    private static IEnumerable<XAttribute> Attributes(XElement element) =>
        element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration);

    // The prefix inside a type's name means its namespace.
    private static string? ValueOf(XElement element, XName name)
    {
        var value = element.Attribute(name)?.Value;
        if (name != Type || value?.Trim().Split(':') is not [var prefix, var local])
        {
            return value;
        }

        return $"{{{element.GetNamespaceOfPrefix(prefix)}}}{local}";
    }

    private static string MixedText(XElement element) => string.Concat(element.Nodes().OfType<XText>().Select(text => text.Value)).Trim();

    private static string Show(XName name) =>
        name.NamespaceName.Length == 0 ? $"{name.LocalName} of no namespace" : $"{name.LocalName} of {name.NamespaceName}";

    private static string Quote(string? text) => text is null ? "nothing" : $"\"{text}\"";
}
