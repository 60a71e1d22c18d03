using System.Xml.Linq;

namespace Uhit.Client.Tests.Wire.Mapping.Writing;

/// <summary>A template with elements that are required, optional, nil, kept, repeated, on a
/// condition and always the same, in each other.</summary>
internal sealed class RandomTemplate(Random random)
{
    private static readonly XNamespace Uhit = "urn:uhit:template";
    private static readonly string[] OfMessage = ["requestId", "messageId"];
    private static readonly string[] OfLine = ["esiId", "authorization.title", "authorization.company", "requestId", "messageId"];
    private int _elements;

    /// <summary>The template, in one case of four a frame with several elements in it.</summary>
    public XElement Create()
    {
        var root = random.Next(4) == 0
            ? new XElement(Uhit + "message", Enumerable.Range(0, random.Next(1, 4)).Select(_ => Element(isInLine: false, depth: 1)))
            : new XElement("Root", Enumerable.Range(0, random.Next(1, 5)).Select(_ => Element(isInLine: false, depth: 1)));
        root.Add(new XAttribute(XNamespace.Xmlns + "uhit", Uhit));
        return root;
    }

    private XElement Element(bool isInLine, int depth)
    {
        var element = new XElement($"e{_elements++}");
        var isEach = !isInLine && random.Next(4) == 0;
        isInLine |= isEach;
        var isLeaf = depth == 4 || random.Next(5) < 3;
        if (isEach)
        {
            element.Add(new XAttribute(Uhit + "each", "line"));
        }

        if (random.Next(2) == 0)
        {
            element.Add(new XAttribute(Uhit + "occurs", random.Next(2) == 0 ? "1" : "0..1"));
        }

        Mark(element, "nil", 4);
        Mark(element, "keep", 6);
        if (random.Next(6) == 0)
        {
            element.Add(new XAttribute(Uhit + "if", (random.Next(2) == 0 ? "!" : string.Empty) + Name(isInLine)));
        }

        if (random.Next(5) == 0)
        {
            element.Add(new XAttribute("a", Text(isInLine)));
        }

        element.Add(isLeaf ? Text(isInLine) : Enumerable.Range(0, random.Next(1, 4)).Select(_ => Element(isInLine, depth + 1)));
        return element;
    }

    private void Mark(XElement element, string name, int oneOf)
    {
        if (random.Next(oneOf) == 0)
        {
            element.Add(new XAttribute(Uhit + name, "true"));
        }
    }

    private string Text(bool isInLine) => random.Next(5) switch
    {
        0 or 1 => "constant",
        2 => $"{{{Name(isInLine)}}}/{{{Name(isInLine)}}}",
        _ => $"{{{Name(isInLine)}}}",
    };

    private string Name(bool isInLine)
    {
        var names = isInLine ? OfLine : OfMessage;
        return names[random.Next(names.Length)];
    }
}
