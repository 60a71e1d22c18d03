using System.Xml;
using System.Xml.Schema;
using Uhit.Contracts.Messages;

namespace Uhit.Contracts.Proposals;

/// <summary>A value in a message: the text of an element or an attribute.</summary>
/// <param name="Chain">The elements from the root to the one that holds it.</param>
/// <param name="Attribute">The attribute; null for the text itself.</param>
/// <param name="Value">What it may be.</param>
internal sealed record Leaf(IReadOnlyList<MessageNode> Chain, XmlQualifiedName? Attribute, ValueDescription Value)
{
    public string Name { get; } = Plain((Attribute ?? Chain[^1].Name).Name);

    /// <summary>With the name of the element around it, which says what a bare <c>Start</c> or <c>Id</c> is of.</summary>
    public string LongName { get; } = Plain(
        (Attribute is null ? Chain.Count > 1 ? Chain[^2].Name.Name : string.Empty : Chain[^1].Name.Name)
            + (Attribute ?? Chain[^1].Name).Name);

    public ValueKind Kind => Value.Type.TypeCode switch
    {
        XmlTypeCode.DateTime or XmlTypeCode.Time => ValueKind.Time,
        XmlTypeCode.Date => ValueKind.Date,
        XmlTypeCode.Decimal or XmlTypeCode.Float or XmlTypeCode.Double or XmlTypeCode.Integer or XmlTypeCode.Int or XmlTypeCode.Long
            or XmlTypeCode.Short
            or XmlTypeCode.NonNegativeInteger or XmlTypeCode.PositiveInteger or XmlTypeCode.UnsignedInt or XmlTypeCode.UnsignedLong
            or XmlTypeCode.UnsignedShort => ValueKind.Number,
        _ => ValueKind.Text,
    };

    /// <summary>A name without what differs from house to house: case, underscores, dashes.</summary>
    public static string Plain(string name) => new([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    public static IEnumerable<Leaf> Of(MessageNode root) => Below(root, [root]);

    /// <summary>The path from an element of the chain, as <c>contract.json</c> writes it.</summary>
    public string PathFrom(MessageNode scope, NamespacePrefixes prefixes) => PathBetween(Chain, scope, Attribute, prefixes);

    public static string PathBetween(
        IReadOnlyList<MessageNode> chain, MessageNode scope, XmlQualifiedName? attribute, NamespacePrefixes prefixes)
    {
        var steps = chain.SkipWhile(n => n != scope).Skip(1).Select(n => prefixes.Show(n.Name)).ToList();
        if (attribute is not null)
        {
            steps.Add("@" + prefixes.Show(attribute));
        }

        return steps.Count == 0 ? "." : string.Join('/', steps);
    }

    private static IEnumerable<Leaf> Below(MessageNode node, IReadOnlyList<MessageNode> chain)
    {
        if (node.Value is { } value)
        {
            yield return new Leaf(chain, null, value);
        }

        foreach (var attribute in node.Attributes)
        {
            yield return new Leaf(chain, attribute.Name, attribute.Value);
        }

        foreach (var child in node.Children.Where(c => c.Any is null))
        {
            foreach (var leaf in Below(child, [.. chain, child]))
            {
                yield return leaf;
            }
        }
    }
}
