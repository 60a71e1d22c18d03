using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Uhit.Client.Tests.Wire.Mapping.Writing;

/// <summary>What a template writes, worked out element by element from what
/// docs/reference/contract-templates.md says: no streaming, nothing held back.</summary>
internal sealed partial class EagerTemplate
{
    private static readonly XNamespace Uhit = "urn:uhit:template";
    private static readonly XNamespace Instance = "http://www.w3.org/2001/XMLSchema-instance";

    [Flags]
    private enum Outcomes
    {
        /// <summary>Nothing of it is written.</summary>
        None = 0,

        /// <summary>It must be there, and is not.</summary>
        Missing = 1,

        /// <summary>It is written, since the schema wants it, with nothing in it.</summary>
        Empty = 2,

        /// <summary>It is written, with nothing of the message in it.</summary>
        Constant = 4,

        /// <summary>It is written, with a value of the message in it.</summary>
        Value = 8,
    }

    /// <summary>The elements; <see langword="null"/> where a required value is missing.</summary>
    /// <param name="template">The template.</param>
    /// <param name="message">The values of the message: some may be missing.</param>
    /// <param name="lines">Those of each line.</param>
    public static List<XElement>? Write(
        XElement template, IReadOnlyDictionary<string, string?> message, IReadOnlyList<IReadOnlyDictionary<string, string?>> lines)
    {
        var eager = new EagerTemplate(lines);
        var written = new List<XElement>();
        var isFrame = template.Name == Uhit + "message";
        foreach (var child in isFrame ? template.Elements() : [template])
        {
            if (eager.Each(child, message, isRoot: !isFrame, written).HasFlag(Outcomes.Missing))
            {
                eager._isRefused = true;
            }
        }

        return eager._isRefused ? null : written;
    }

    private readonly IReadOnlyList<IReadOnlyDictionary<string, string?>> _lines;
    private bool _isRefused;

    private EagerTemplate(IReadOnlyList<IReadOnlyDictionary<string, string?>> lines) => _lines = lines;

    private Outcomes Each(XElement element, IReadOnlyDictionary<string, string?> values, bool isRoot, List<XElement> written)
    {
        if (element.Attribute(Uhit + "each") is null)
        {
            return Holds(element, values) ? One(element, values, isRoot, written) : Outcomes.None;
        }

        var held = _lines.Where(line => Holds(element, line)).ToList();
        if (held.Count == 0)
        {
            return IsRequired(element) ? Outcomes.Missing : Outcomes.None;
        }

        return held.Aggregate(Outcomes.None, (all, line) => all | One(element, line, isRoot, written));
    }

    private Outcomes One(XElement element, IReadOnlyDictionary<string, string?> values, bool isRoot, List<XElement> written)
    {
        var made = new XElement(element.Name.LocalName);
        var hasValue = false;
        foreach (var attribute in element.Attributes()
            .Where(attribute => !attribute.IsNamespaceDeclaration && attribute.Name.Namespace != Uhit))
        {
            if (Text(attribute.Value, values) is { } text)
            {
                made.SetAttributeValue(attribute.Name, text);
                hasValue |= HasPlaceholder(attribute.Value);
            }
        }

        var outcome = element.HasElements ? Inside(element, values, isRoot, made, hasValue) : Leaf(element, values, made, hasValue);
        if (outcome > Outcomes.Missing)
        {
            written.Add(made);
        }

        return outcome;
    }

    private static Outcomes Leaf(XElement element, IReadOnlyDictionary<string, string?> values, XElement made, bool hasValue)
    {
        if (Text(element.Value, values) is { } text)
        {
            made.Value = text;
            return hasValue || HasPlaceholder(element.Value) ? Outcomes.Value : Outcomes.Constant;
        }

        if (Is(element, "nil"))
        {
            made.SetAttributeValue(Instance + "nil", "true");
        }
        else if (!Is(element, "keep"))
        {
            return IsRequired(element) ? Outcomes.Missing : Outcomes.None;
        }

        return hasValue ? Outcomes.Value : Outcomes.Constant;
    }

    private Outcomes Inside(XElement element, IReadOnlyDictionary<string, string?> values, bool isRoot, XElement made, bool hasValue)
    {
        var inside = new List<XElement>();
        var found = element.Elements().Aggregate(Outcomes.None, (all, child) => all | Each(child, values, isRoot: false, inside));
        made.Add(inside);
        if (hasValue || found.HasFlag(Outcomes.Value))
        {
            _isRefused |= found.HasFlag(Outcomes.Missing);
            return Outcomes.Value;
        }

        if (found.HasFlag(Outcomes.Missing))
        {
            // An item of a list must not vanish.
            _isRefused |= element.Attribute(Uhit + "each") is not null;
            return IsRequired(element) || isRoot ? Outcomes.Missing : Outcomes.None;
        }

        return found.HasFlag(Outcomes.Constant) || Is(element, "keep") ? Outcomes.Constant
            : IsRequired(element) || isRoot ? Outcomes.Empty
            : Outcomes.None;
    }

    // Without a word of the schema, a value that is always there makes it so.
    private static bool IsRequired(XElement element) => (string?)element.Attribute(Uhit + "occurs") is { } occurs
        ? occurs[0] != '0'
        : element.Attribute(Uhit + "each") is null && !element.HasElements && element.Value.Contains("{esiId}", StringComparison.Ordinal);

    private static bool Holds(XElement element, IReadOnlyDictionary<string, string?> values) =>
        (string?)element.Attribute(Uhit + "if") is not { } condition
        || (values[condition.TrimStart('!')] is null == condition.StartsWith('!'));

    private static bool Is(XElement element, string mark) => (string?)element.Attribute(Uhit + mark) == "true";

    private static bool HasPlaceholder(string text) => text.Contains('{', StringComparison.Ordinal);

    private static string? Text(string text, IReadOnlyDictionary<string, string?> values) =>
        Placeholders().Matches(text).Any(match => values[match.Groups[1].Value] is null)
            ? null
            : Placeholders().Replace(text, match => values[match.Groups[1].Value]!);

    [GeneratedRegex(@"\{([\w.]+)\}")]
    private static partial Regex Placeholders();
}
