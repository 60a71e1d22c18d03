using System.Xml.Linq;
using Uhit.Contracts.Contract;

namespace Uhit.Contracts.Schemas;

/// <summary>Takes out of a schema what stands in it and says nothing of the messages, or what toolkits write
/// although it is not allowed. All of it is noted.</summary>
internal static class SchemaMending
{
    private static readonly string[] Constraints = ["key", "keyref", "unique"];
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["complexType"] = ["id", "name", "abstract", "final", "block", "mixed"],
        ["simpleType"] = ["id", "name", "final"],
        ["sequence"] = ["id", "minOccurs", "maxOccurs"],
        ["choice"] = ["id", "minOccurs", "maxOccurs"],
        ["all"] = ["id", "minOccurs", "maxOccurs"],
        ["attribute"] = ["id", "name", "ref", "type", "use", "default", "fixed", "form"],
        ["element"] =
        [
            "id", "name", "ref", "type", "substitutionGroup", "default", "fixed", "form", "maxOccurs", "minOccurs", "nillable", "abstract",
            "final", "block",
        ],
    };

    public static void Mend(SchemaSource source, Notes notes)
    {
        foreach (var stray in Strays(source).ToList())
        {
            notes.Add(source.File, SchemaSource.LineOf(stray), stray is XElement other
                ? $"{WsdlNames.Show(other.Name)} is nothing that a schema holds"
                : "text stands in a schema where none belongs");
            stray.Remove();
        }

        foreach (var element in source.Root.DescendantsAndSelf().Where(e => e.Name.Namespace == WsdlNames.Schema).ToList())
        {
            var line = SchemaSource.LineOf(element);
            if (Constraints.Contains(element.Name.LocalName))
            {
                notes.Add(source.File, line, $"{WsdlNames.Show(element.Name)} is not checked");
                element.Remove();
                continue;
            }

            foreach (var attribute in element.Attributes().Where(a => !IsOurs(element, a)).ToList())
            {
                notes.Add(
                    source.File, line, $"attribute {WsdlNames.Show(attribute.Name)} of {WsdlNames.Show(element.Name)} says nothing to us");
                attribute.Remove();
            }

            if (IsDataSet(source, element))
            {
                ReplaceDataSet(source, element, notes);
            }
        }
    }

    /// <summary>Takes out only what makes it no schema at all, so that other tools read it too.</summary>
    public static void DropWrongParts(SchemaSource source)
    {
        foreach (var stray in Strays(source).ToList())
        {
            stray.Remove();
        }

        foreach (var element in source.Root.DescendantsAndSelf().Where(e => e.Name.Namespace == WsdlNames.Schema))
        {
            element.Attributes().Where(a => a.Name.Namespace == XNamespace.None && !IsOurs(element, a)).Remove();
        }
    }

    private static bool IsOurs(XElement element, XAttribute attribute) => attribute.IsNamespaceDeclaration
        || (attribute.Name.Namespace == XNamespace.None && !IsEmptyTarget(attribute) && !IsNameOfNested(element, attribute)
            && (!Allowed.TryGetValue(element.Name.LocalName, out var known) || known.Contains(attribute.Name.LocalName)));

    private static bool IsEmptyTarget(XAttribute attribute) =>
        attribute.Name.LocalName == "targetNamespace" && string.IsNullOrWhiteSpace(attribute.Value);

    /// <summary>A type inside an element has no name to be called by.</summary>
    private static bool IsNameOfNested(XElement element, XAttribute attribute) => attribute.Name.LocalName == "name"
        && element.Name.LocalName is "complexType" or "simpleType"
        && element.Parent is { } parent
        && parent.Name.LocalName is not ("schema" or "redefine" or "override");

    /// <summary>Elements of nobody's, and text, outside of annotations.</summary>
    private static IEnumerable<XNode> Strays(SchemaSource source) => source.Root.DescendantNodes().Where(node =>
        node is XText or XElement
        && node.Parent!.Name.Namespace == WsdlNames.Schema
        && node.Parent.Name.LocalName is not ("documentation" or "appinfo")
        && (node is XText || ((XElement)node).Name.Namespace != WsdlNames.Schema));

    /// <summary>A DataSet of .NET carries its schema in the message.</summary>
    private static bool IsDataSet(SchemaSource source, XElement element) =>
        (string?)element.Attribute("ref") is { } name
        && source.Resolve(element, name.Trim()) is { } found
        && found.Namespace == WsdlNames.Schema.NamespaceName;

    private static void ReplaceDataSet(SchemaSource source, XElement element, Notes notes)
    {
        notes.Add(source.File, SchemaSource.LineOf(element), "a schema that is carried in the message is skipped");
        element.ReplaceWith(new XElement(
            WsdlNames.Schema + "any", new XAttribute("namespace", WsdlNames.Schema.NamespaceName),
            new XAttribute("processContents", "skip"), element.Attribute("minOccurs"), element.Attribute("maxOccurs")));
    }
}
