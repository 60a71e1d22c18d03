using System.Xml;
using System.Xml.Linq;
using Uhit.Contracts.Contract;

namespace Uhit.Contracts.Schemas;

/// <summary>
/// Gives a prefix to names that have none, in a schema where no namespace is the default: by the letter they are of no namespace, but
/// nothing is there, and who wrote them by hand meant the schema's own.
/// </summary>
internal static class OwnNames
{
    private const string Prefix = "uhit-own";

    public static void Complete(IEnumerable<SchemaSource> sources, SchemaIndex index, Notes notes)
    {
        foreach (var source in sources.Where(s => s.Namespace.Length > 0 && !s.IsChameleon))
        {
            var references = source.Root.Descendants()
                .Where(e => e.Name.Namespace == WsdlNames.Schema && e.GetDefaultNamespace() == XNamespace.None)
                .SelectMany(e => e.Attributes()).Where(a => SchemaSource.References.Contains(a.Name.ToString())).ToList();
            foreach (var reference in references)
            {
                Complete(source, reference, index, notes);
            }
        }
    }

    private static void Complete(SchemaSource source, XAttribute reference, SchemaIndex index, Notes notes)
    {
        var names = reference.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var kind = Kind(reference);
        if (!names.Any(IsMeant))
        {
            return;
        }

        var at = reference.Parent!;
        notes.Add(source.File, SchemaSource.LineOf(at), "names without a prefix are taken to be of the schema's own namespace");
        reference.Value = string.Join(' ', names.Select(n => IsMeant(n) ? $"{Prefix}:{n}" : n));
        source.Root.SetAttributeValue(XNamespace.Xmlns + Prefix, source.Namespace);

        bool IsMeant(string name) => !name.Contains(':', StringComparison.Ordinal) && index.Find(kind, new XmlQualifiedName(name)) is null
            && index.Find(kind, new XmlQualifiedName(name, source.Namespace)) is not null;
    }

    private static ComponentKind Kind(XAttribute reference) => (reference.Name.LocalName, reference.Parent!.Name.LocalName) switch
    {
        ("substitutionGroup", _) or ("ref", "element") => ComponentKind.Element,
        ("ref", "attribute") => ComponentKind.Attribute,
        ("ref", "group") => ComponentKind.Group,
        ("ref", "attributeGroup") => ComponentKind.AttributeGroup,
        _ => ComponentKind.Type,
    };
}
