using System.Globalization;
using System.Security;
using System.Text;
using System.Xml;
using Uhit.Contracts.Messages;

namespace Uhit.Contracts.Templates;

/// <summary>
/// Writes a template: every element of a message once, with how often it may be there, what it may be and what the schema says of it, so
/// that filling in is deleting.
/// </summary>
internal sealed class TemplateWriter
{
    public const string Namespace = "urn:uhit:template";

    private const string Instance = "http://www.w3.org/2001/XMLSchema-instance";
    private const int MaxCodes = 40;
    private readonly NamespacePrefixes _prefixes;
    private readonly StringBuilder _text = new();
    private readonly SortedDictionary<string, string> _used = new(StringComparer.Ordinal);

    private TemplateWriter(NamespacePrefixes prefixes) => _prefixes = prefixes;

    /// <param name="nodes">The elements of the body, or of a header.</param>
    /// <param name="prefixes">The prefixes of the contract.</param>
    /// <param name="title">What the message is, for the first line.</param>
    public static string Write(IReadOnlyList<MessageNode> nodes, NamespacePrefixes prefixes, string title)
    {
        var writer = new TemplateWriter(prefixes);
        var isWrapped = nodes.Count != 1;
        if (isWrapped)
        {
            writer._used[Namespace] = "uhit";
        }

        foreach (var node in nodes)
        {
            writer.Element(node, isWrapped ? 1 : 0);
        }

        var body = writer._text.ToString();

        var file = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        file.Append("<!-- ")
            .Append(Clean(title))
            .Append("\n     Put {placeholders} or constants in the place of {sample:…}; delete what is not sent. -->\n");
        var declarations = string.Concat(writer._used.Select(p => $" xmlns:{p.Value}=\"{SecurityElement.Escape(p.Key)}\""));
        if (isWrapped)
        {
            file.Append("<uhit:message").Append(declarations).Append(body.Length > 0 ? $">\n{body}</uhit:message>\n" : "/>\n");
            return file.ToString();
        }

        // The declarations stand on the root, which is known to be the first start tag.
        var at = body.StartsWith("<!--", StringComparison.Ordinal) ? body.IndexOf("-->\n<", StringComparison.Ordinal) + 5 : 1;
        at = body.IndexOfAny([' ', '>', '/'], at);
        return file.Append(body, 0, at).Append(declarations).Append(body, at, body.Length - at).ToString();
    }

    private void Element(MessageNode node, int depth)
    {
        Comment(depth, Describe(node));
        if (node.Any is not null || (node.IsCut && node.Min == 0))
        {
            return;
        }

        var name = Name(node.Name);
        Indent(depth).Append('<').Append(name);
        Attribute(Name(new XmlQualifiedName("occurs", Namespace)), Occurs(node));
        if (node.Choices.Count > 0)
        {
            Attribute(Name(new XmlQualifiedName("choice", Namespace)), $"c{node.Choices[0].Choice}");
            if (node.Choices[0].IsGroup)
            {
                Attribute(Name(new XmlQualifiedName("branch", Namespace)), node.Choices[0].Branch.ToString(CultureInfo.InvariantCulture));
            }
        }

        if (node.IsNillable)
        {
            Attribute(Name(new XmlQualifiedName("nil", Namespace)), "true");
        }

        if (node.InstanceType is { } type)
        {
            Attribute(Name(new XmlQualifiedName("type", Instance)), Name(type));
        }

        foreach (var attribute in node.Attributes)
        {
            Attribute(Name(attribute.Name), Sample(attribute.Value, !attribute.IsRequired));
        }

        var children = node.Children;
        if (node.Value is { } value)
        {
            _text.Append('>').Append(SecurityElement.Escape(Sample(value, isOptional: false))).Append("</").Append(name).Append(">\n");
        }
        else if (children.Count == 0)
        {
            _text.Append("/>\n");
        }
        else
        {
            _text.Append(">\n");
            foreach (var child in children)
            {
                Element(child, depth + 1);
            }

            Indent(depth).Append("</").Append(name).Append(">\n");
        }
    }

    private string Describe(MessageNode node)
    {
        var parts = new List<string> { Occurs(node) };
        if (node.Choices.Count > 0)
        {
            parts.Add(
                string.Join(
                    ", ", node.Choices
                        .Select(c => $"one of choice c{c.Choice}{(c.IsGroup ? $", together with the others of branch {c.Branch}" : "")}")));
        }

        if (node.Any is { } any)
        {
            parts.Add(any == "##any" ? "any element" : any == "##other" ? "any element of another namespace" : $"any element of {any}");
        }

        if (node is { IsCut: true, IsAbstract: false, Min: 0 })
        {
            parts.Add(
                $"{_prefixes.Show(node.Name)}, {TypeName(node)}: not shown here, since it holds itself or the message would be too long");
        }

        if (node.IsAbstract)
        {
            parts.Add($"{_prefixes.Show(node.Name)}: abstract, and no schema has what may stand for it");
        }

        if (node.IsOneOfAtLeast is { } group)
        {
            parts.Add($"at least one of those of choice c{group}");
        }

        if (node.IsAnything)
        {
            parts.Add("anything");
        }

        if (node.IsMixed)
        {
            parts.Add("text between its elements");
        }

        if (node.IsNillable)
        {
            parts.Add("may be nil");
        }

        if (node.Value is { } value)
        {
            parts.Add(Words(value));
        }

        if (node.Substitutes.Count > 0)
        {
            parts.Add($"in its place{(node.Type is not null && node.InstanceType is null ? "" : " by xsi:type")} may "
                + $"stand {string.Join(", ", node.Substitutes.Take(MaxCodes).Select(_prefixes.Show))}");
        }

        foreach (var attribute in node.Attributes)
        {
            parts.Add(
                $"@{_prefixes.Show(attribute.Name)}: {(attribute.IsRequired ? "" : "optional, ")}{Words(attribute.Value)}"
                    + $"{(attribute.Documentation is { } said ? $" — {said}" : "")}");
        }

        return string.Join("; ", parts) + (node.Documentation is { } documentation ? $" — {documentation}" : string.Empty);
    }

    private static string Words(ValueDescription value)
    {
        if (value.Codes.Count == 0)
        {
            return value.Words;
        }

        var codes = value.Codes.Take(MaxCodes).Select(c => c.Documentation is { } said ? $"{c.Value} ({said})" : c.Value);
        return $"{value.Words}, one "
            + $"of {string.Join(", ", codes)}{(value.Codes.Count > MaxCodes ? $" and {value.Codes.Count - MaxCodes} more" : "")}";
    }

    private string TypeName(MessageNode node) =>
        node.Type?.QualifiedName is { IsEmpty: false } name ? $"type {_prefixes.Show(name)}" : "of its own type";

    private static string Occurs(MessageNode node) => node.Min == node.Max
        ? node.Min.ToString(CultureInfo.InvariantCulture)
        : $"{node.Min}..{(node.Max is { } max ? max.ToString(CultureInfo.InvariantCulture) : "*")}";

    /// <summary>What is the same in every message is a constant; all else is for the user to replace.</summary>
    private static string Sample(ValueDescription value, bool isOptional)
    {
        if (value.Fixed is { } constant && !isOptional)
        {
            return constant.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
        }

        return $"{{sample{(isOptional ? "?" : "")}:{value.Sample.Replace("}", "}}", StringComparison.Ordinal)}}}";
    }

    private string Name(XmlQualifiedName name)
    {
        if (name.Namespace.Length == 0)
        {
            return name.Name;
        }

        var prefix = name.Namespace == Namespace ? "uhit" : name.Namespace == Instance ? "xsi" : _prefixes.Of(name.Namespace);
        if (prefix != "xml")
        {
            _used[name.Namespace] = prefix;
        }

        return $"{prefix}:{name.Name}";
    }

    private void Attribute(string name, string value) => _text.Append(' ').Append(name).Append("=\"").Append(Escape(value)).Append('"');

    private static string Escape(string value) =>
        SecurityElement.Escape(value).Replace("\n", "&#10;", StringComparison.Ordinal).Replace("\t", "&#9;", StringComparison.Ordinal);

    private void Comment(int depth, string text) => Indent(depth).Append("<!-- ").Append(Clean(text)).Append(" -->\n");

    private StringBuilder Indent(int depth) => _text.Append(' ', depth * 2);

    /// <summary>A comment holds neither two hyphens in a row nor what is no character of XML.</summary>
    private static string Clean(string text)
    {
        var clean = new string([.. text.Where(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c))]);
        while (clean.Contains("--", StringComparison.Ordinal))
        {
            clean = clean.Replace("--", "- -", StringComparison.Ordinal);
        }

        return clean;
    }
}
