using System.Text;
using System.Xml.Linq;

namespace Uhit.Client.Conformance.Wire;

/// <summary>The same message written otherwise, as another stack would.</summary>
internal static class XmlVariant
{
    private static readonly XName Type = "{http://www.w3.org/2001/XMLSchema-instance}type";

    /// <summary>Other prefixes, indented, comments between elements.</summary>
    public static byte[] OtherPrefixesAndWhiteSpace(byte[] envelope) => Change(envelope, root =>
    {
        // The prefix of a type's name is inside a value.
        var inValues = root.Descendants()
            .Attributes(Type)
            .Select(type => type.Value.Trim().Split(':')[0])
            .ToHashSet(StringComparer.Ordinal);
        foreach (var declaration in root.DescendantsAndSelf().Attributes()
            .Where(a => a.IsNamespaceDeclaration && !inValues.Contains(a.Name.LocalName)).ToList())
        {
            declaration.Remove();
        }

        var namespaces = root.DescendantsAndSelf().Select(e => e.Name.NamespaceName).Where(name => name.Length > 0).Distinct().ToList();
        for (var i = 0; i < namespaces.Count; i++)
        {
            root.Add(new XAttribute(XNamespace.Xmlns + ("q" + i), namespaces[i]));
        }

        foreach (var parent in Parents(root))
        {
            parent.AddFirst(new XComment(" here "));
            parent.Add(new XComment(" and there "));
        }
    });

    /// <summary>White space around every value of an element, and every attribute that is no number.</summary>
    public static byte[] Padded(byte[] envelope) => Change(envelope, root =>
    {
        foreach (var leaf in root.Descendants().Where(e => !e.HasElements && e.Value.Length > 0).ToList())
        {
            leaf.Value = $"\n {leaf.Value}\t ";
        }

        foreach (var attribute in root.Elements().Last().Descendants().Attributes()
            .Where(a => !a.IsNamespaceDeclaration && char.IsLetter(a.Value[0])).ToList())
        {
            attribute.Value = $"  {attribute.Value} ";
        }
    });

    /// <summary>An element of a later version of the contract, and one of somebody else, inside every element that has elements.</summary>
    public static byte[] WithUnknownElements(byte[] envelope, out int count)
    {
        var added = 0;
        var changed = Change(envelope, root =>
        {
            var body = root.Elements().Last();
            foreach (var parent in Parents(body.Elements().First()))
            {
                parent.Add(
                    new XElement(parent.Name.Namespace + "AddedLater", new XElement("Deep", "1")), new XElement("{urn:other}Own", "text"));
                added += 2;
            }
        });
        count = added;
        return changed;
    }

    public static byte[] Change(byte[] envelope, Action<XElement> change)
    {
        var document = XDocument.Parse(Encoding.UTF8.GetString(envelope), LoadOptions.PreserveWhitespace);
        change(document.Root!);
        return Encoding.UTF8.GetBytes(document.Root!.ToString());
    }

    private static List<XElement> Parents(XElement root) => root.DescendantsAndSelf().Where(e => e.HasElements).ToList();
}
