using System.Xml.Linq;
using System.Xml.Schema;
using Uhit.Contracts.Contract;

namespace Uhit.Contracts.Schemas;

/// <summary>Compiles the components that are reached, and these only, so that nothing else can stand in the way.</summary>
internal static class SchemaAssembly
{
    public static XmlSchemaSet Build(SchemaSources sources, IReadOnlySet<SchemaComponent> reached, Refusals refusals)
    {
        var set =
            new XmlSchemaSet { XmlResolver = null, CompilationSettings = new XmlSchemaCompilationSettings { EnableUpaCheck = false } };
        set.ValidationEventHandler += (_, e) => Report(e, refusals);
        var kept = reached.Select(c => c.Element).ToHashSet();
        var namespaces = reached.Select(c => c.Name.Namespace).ToHashSet(StringComparer.Ordinal);
        foreach (var source in sources.All)
        {
            foreach (var child in source.Root.Elements().Where(e => !kept.Contains(e)).ToList())
            {
                child.Remove();
            }

            SchemaMending.Mend(source, refusals.Notes);
            if (!source.Root.HasElements)
            {
                continue;
            }

            Reference(source, namespaces);
            using var reader = source.Root.CreateReader();
            var schema = XmlSchema.Read(reader, (_, e) => Report(e, refusals));
            if (schema is null)
            {
                continue;
            }

            schema.SourceUri = source.Root.BaseUri;
            set.Add(schema);
        }

        set.Compile();
        return set;
    }

    /// <summary>Makes the schema stand alone: its namespaces in scope, its own namespace, and an import of every other.</summary>
    private static void Reference(SchemaSource source, HashSet<string> namespaces)
    {
        var root = source.Root;
        source.StandAlone();
        root.AddFirst(namespaces.Where(ns => ns != source.Namespace).Order(StringComparer.Ordinal)
            .Select(ns => new XElement(WsdlNames.Schema + "import", ns.Length > 0 ? new XAttribute("namespace", ns) : null)));
    }

    private static void Report(ValidationEventArgs e, Refusals refusals)
    {
        if (e.Severity == XmlSeverityType.Warning)
        {
            refusals.Notes.Add(e.Exception.SourceUri, e.Exception.LineNumber, e.Message);
        }
        else
        {
            refusals.Add(e.Exception.SourceUri, e.Exception.LineNumber, "xs:schema", e.Message);
        }
    }
}
