using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace Uhit.Client.Wire.Mapping.Writing.Schemas;

/// <summary>The schemas in the files of a contract, for holding values against them before they are sent.</summary>
internal static class ContractSchemas
{
    private static readonly XNamespace Schema = XmlSchema.Namespace;

    /// <summary>Compiles them.</summary>
    /// <param name="files">The WSDL and what it refers to. Nothing else is read or fetched.</param>
    /// <returns>The schemas; <see langword="null"/> where there are none, or they can't be
    /// compiled: then nothing is known of values.</returns>
    public static XmlSchemaSet? Compile(IReadOnlyList<WireContractFile> files)
    {
        var isWhole = true;
        var set =
            new XmlSchemaSet { XmlResolver = null, CompilationSettings = new XmlSchemaCompilationSettings { EnableUpaCheck = false } };
        set.ValidationEventHandler += (_, problem) => isWhole &= problem.Severity == XmlSeverityType.Warning;
        try
        {
            var sources = files.Select(file => (file.Name, Root: Load(file))).ToList();
            foreach (var schema in sources.SelectMany(source => Schemas(source.Root, source.Name, sources)))
            {
                using var reader = schema.CreateReader();
                if (XmlSchema.Read(reader, (_, problem) => isWhole &= problem.Severity == XmlSeverityType.Warning) is { } read)
                {
                    set.Add(read);
                }
            }

            set.Compile();
        }
        catch (Exception exception) when (exception is XmlException or XmlSchemaException)
        {
            return null;
        }

        return isWhole && set.GlobalElements.Count > 0 ? set : null;
    }

    private static XElement Load(WireContractFile file)
    {
        using var reader = XmlReader.Create(
            new MemoryStream(file.Content.ToArray(), writable: false),
            new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        return XElement.Load(reader);
    }

    // Each stands alone: with the prefixes of the WSDL around it, imports by namespace only, and what it includes inside.
    private static IEnumerable<XElement> Schemas(XElement root, string name, List<(string Name, XElement Root)> files)
    {
        foreach (var schema in root.DescendantsAndSelf(Schema + "schema"))
        {
            // What others include is read with them, as part of their namespace.
            if (schema == root
                && schema.Attribute("targetNamespace") is null
                && files.Exists(other => Includes(other.Root, other.Name).Contains(name)))
            {
                continue;
            }

            var copy = Alone(schema);
            var included = new HashSet<string>(StringComparer.Ordinal) { name };
            Include(copy, name, included, files);
            yield return copy;
        }
    }

    private static void Include(XElement schema, string name, HashSet<string> included, List<(string Name, XElement Root)> files)
    {
        foreach (var include in schema.Elements(Schema + "include").ToList())
        {
            var other = Resolve(name, (string?)include.Attribute("schemaLocation"));
            include.Remove();
            if (files.Find(file => file.Name == other).Root is { } found
                && found.Attribute("targetNamespace") is null
                && included.Add(other))
            {
                var part = Alone(found);
                Include(part, other, included, files);
                foreach (var declaration in part.Elements())
                {
                    Inherit(declaration, part, (string?)schema.Attribute("targetNamespace"));
                    schema.Add(declaration);
                }
            }
        }

        foreach (var import in schema.Elements(Schema + "import"))
        {
            import.Attribute("schemaLocation")?.Remove();
        }
    }

    // The names without a prefix of a schema without a namespace are those of the namespace that includes it.
    private static void Inherit(XElement declaration, XElement from, string? targetNamespace)
    {
        foreach (var attribute in from.Attributes()
            .Where(attribute => attribute.IsNamespaceDeclaration && declaration.Attribute(attribute.Name) is null))
        {
            declaration.Add(new XAttribute(attribute));
        }

        if (targetNamespace is not null && declaration.Attribute("xmlns") is null)
        {
            declaration.Add(new XAttribute("xmlns", targetNamespace));
        }
    }

    private static XElement Alone(XElement schema)
    {
        var copy = new XElement(schema);
        foreach (var declaration in schema.Ancestors()
            .SelectMany(outer => outer.Attributes())
            .Where(attribute => attribute.IsNamespaceDeclaration))
        {
            if (copy.Attribute(declaration.Name) is null)
            {
                copy.Add(new XAttribute(declaration));
            }
        }

        return copy;
    }

    private static IEnumerable<string> Includes(XElement root, string name) => root.DescendantsAndSelf(Schema + "schema")
        .SelectMany(schema => schema.Elements(Schema + "include"))
        .Select(include => Resolve(name, (string?)include.Attribute("schemaLocation")));

    private static string Resolve(string from, string? location) =>
        Uri.TryCreate(new Uri("file:///" + from), location ?? string.Empty, out var found)
            ? Uri.UnescapeDataString(found.AbsolutePath.TrimStart('/'))
            : string.Empty;
}
