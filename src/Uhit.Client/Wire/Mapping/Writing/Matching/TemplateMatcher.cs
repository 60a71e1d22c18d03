using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Uhit.Client.Wire.Mapping.Writing.Binding;

namespace Uhit.Client.Wire.Mapping.Writing.Matching;

/// <summary>Reads a message by the template that wrote it: CNP's side of what we send. It takes what it finds,
/// and leaves it to others what must be there.</summary>
internal sealed class TemplateMatcher(BoundElement root)
{
    private static readonly XName Nil = XName.Get("nil", "http://www.w3.org/2001/XMLSchema-instance");
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(1);
    private readonly List<(SpecialValue Value, string Text)> _specials = [];

    /// <summary>What was found of values that are of no message: secrets, the time, a nonce.</summary>
    public IReadOnlyList<(SpecialValue Value, string Text)> Specials => _specials;

    /// <summary>Reads a message from its first element on.</summary>
    /// <exception cref="WireFormatException">It is another message, or has a value that is none.</exception>
    public ReadNode Read(XmlReader reader)
    {
        var elements = new List<XElement>();
        while (reader.NodeType is XmlNodeType.Element)
        {
            elements.Add((XElement)XNode.ReadFrom(reader));
            reader.MoveToContent();
        }

        return Read(elements);
    }

    /// <summary>Reads elements that stand beside each other.</summary>
    public ReadNode Read(IReadOnlyList<XElement> elements)
    {
        var node = new ReadNode(null);
        if (root.IsFrame)
        {
            ReadChildren(root, elements, node, string.Empty);
        }
        else if (!ReadElement(root, elements, node, string.Empty))
        {
            throw new WireFormatException("missing-element", root.Name);
        }

        return node;
    }

    private void ReadChildren(BoundElement element, IEnumerable<XElement> found, ReadNode node, string path)
    {
        var all = found.ToList();
        foreach (var child in element.Children)
        {
            ReadElement(child, all, node, path);
        }
    }

    private bool ReadElement(BoundElement element, IEnumerable<XElement> siblings, ReadNode node, string path)
    {
        var name = XName.Get(element.Name, element.Namespace);
        var here = path.Length == 0 ? element.Name : $"{path}/{element.Name}";
        var isFound = false;
        foreach (var match in siblings.Where(sibling => sibling.Name == name && HasConstants(element, sibling)))
        {
            isFound = true;
            ReadContent(element, match, Inside(element, node), here);
            if (element.Loops.Count == 0)
            {
                break;
            }
        }

        return isFound;
    }

    private static ReadNode Inside(BoundElement element, ReadNode node)
    {
        foreach (var loop in element.Loops)
        {
            node = node.Up(loop.Levels).AddItem(loop.Loop.Scope.Name);
        }

        return node;
    }

    // Elements of one name are told apart by the attributes that are always the same, or by the text that is.
    private static bool HasConstants(BoundElement element, XElement found) =>
        element.Attributes.All(attribute => attribute.Value.Literal is not { } literal
            || ((string?)found.Attribute(XName.Get(attribute.Name, attribute.Namespace)) is { } value && value == literal))
        && (element.Condition is null || element.Children.Count > 0 || element.Text.Literal is not { } text || found.Value == text);

    private void ReadContent(BoundElement element, XElement found, ReadNode node, string path)
    {
        element.Condition?.Infer(node);
        foreach (var attribute in element.Attributes)
        {
            if ((string?)found.Attribute(XName.Get(attribute.Name, attribute.Namespace)) is { } value)
            {
                ReadText(attribute.Value, value, node, $"{path}/@{attribute.Name}");
            }
        }

        if (element.Children.Count > 0)
        {
            ReadChildren(element, found.Elements(), node, path);
        }
        else if ((string?)found.Attribute(Nil) is not ("true" or "1"))
        {
            ReadText(element.Text, found.Value, node, path);
        }
    }

    private void ReadText(BoundText text, string value, ReadNode node, string path)
    {
        if (text.IsLiteral)
        {
            return;
        }

        if (text.Parts.Count == 1)
        {
            ReadPart(text.Parts[0], value, node, path);
            return;
        }

        var pattern = string.Concat(text.Parts.Select(part => part.Literal is { } literal ? Regex.Escape(literal) : "(.*?)"));
        var match = Regex.Match(value, $@"\A{pattern}\z", RegexOptions.Singleline | RegexOptions.CultureInvariant, MostTime);
        if (!match.Success)
        {
            throw new WireFormatException("bad-value", path);
        }

        var placeholders = text.Parts.Where(part => part.Literal is null).ToList();
        for (var i = 0; i < placeholders.Count; i++)
        {
            ReadPart(placeholders[i], match.Groups[i + 1].Value, node, path);
        }
    }

    private void ReadPart(BoundText.Part part, string text, ReadNode node, string path)
    {
        if (part.Value is SpecialValue special)
        {
            _specials.Add((special, text));
        }
        else if (part.Reader!.Part is { } what)
        {
            part.Value!.Set(node, what, part.Reader.Read(text) ?? throw new WireFormatException("bad-value", path));
        }
    }
}
