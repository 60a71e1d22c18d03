using System.Text;

namespace Uhit.Client.Tests.Wire.Xml;

/// <summary>Makes well-formed documents out of what is easily mistaken for something else.</summary>
internal sealed class RandomXml(int seed)
{
    private static readonly string[] Texts = ["", "x", "'", "\"", ">", "->", "]>", "]] >", "&lt;a>", " \n", "é漢", "/>", "--", "!"];
    private static readonly string[] Comments =
        ["", " ", ">", "<a>", "->", " -> ", "'", "\"", "]]>", "<!DOCTYPE a>", "<?x?>", "</a>", "-><a>", "->'</a>", "- - "];
    private static readonly string[] Sections =
        ["", "]", "]]", "<a>", "]>", "]><a>", "] ]></a>", "<!DOCTYPE a>", "<?x?>", "</a>", "-->", "'", "\"", ">"];
    private static readonly string[] Values = ["''", "\"\"", "'>'", "\"/>\"", "'\"'", "\"'\"", "'-->'", "']]>'", "'&lt;a>'", "\"é\""];
    private static readonly string[] Spaces = ["", "", " ", "\n\t"];
    private readonly Random _random = new(seed);
    private readonly StringBuilder _xml = new();

    public byte[] Make()
    {
        _xml.Append(Of(["", "<?xml version='1.0'?>", "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n", "<!-- < -->", "\n"]));
        Element(0);
        _xml.Append(Of(["", "\n", "<!-- </a> -->"]));
        return Encoding.UTF8.GetBytes(_xml.ToString());
    }

    private string Of(string[] choices) => choices[_random.Next(choices.Length)];

    private void Element(int depth)
    {
        var name = Of(["a", "b", "aa", "é", "a-b"]);
        _xml.Append('<').Append(name);
        var attributes = _random.Next(4) == 0 ? _random.Next(4) : 0;
        for (var i = 0; i < attributes; i++)
        {
            _xml.Append(' ').Append(Of(Spaces)).Append('k').Append(i).Append(Of(Spaces)).Append('=').Append(Of(Spaces)).Append(Of(Values));
        }

        _xml.Append(Of(Spaces));
        if (_random.Next(4) == 0)
        {
            _xml.Append("/>");
            return;
        }

        _xml.Append('>');
        var content = depth > 6 ? 0 : _random.Next(5);
        for (var i = 0; i < content; i++)
        {
            Content(depth);
        }

        _xml.Append("</").Append(name).Append(Of(Spaces)).Append('>');
    }

    private void Content(int depth)
    {
        switch (_random.Next(5))
        {
            case 0:
                _xml.Append(Of(Texts));
                break;
            case 1:
                _xml.Append("<!--").Append(Of(Comments)).Append("-->");
                break;
            case 2:
                _xml.Append("<![CDATA[").Append(Of(Sections)).Append("]]>");
                break;
            default:
                Element(depth + 1);
                break;
        }
    }
}
