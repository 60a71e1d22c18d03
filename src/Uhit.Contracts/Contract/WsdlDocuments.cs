using System.Xml;
using System.Xml.Linq;
using Uhit.Contracts.Files;
using Uhit.Contracts.Schemas;
using static Uhit.Contracts.Contract.WsdlNames;

namespace Uhit.Contracts.Contract;

/// <summary>The WSDLs that were named and those that they import, each once; what they declare, by kind and name.</summary>
internal sealed class WsdlDocuments(SchemaLocations locations, SchemaSources schemas, Refusals refusals)
{
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);
    private readonly List<WsdlNode> _documents = [];

    public IReadOnlyList<WsdlNode> All => _documents;

    /// <summary>What each wsdl:import leads to, where a file was found.</summary>
    public Dictionary<XElement, string> Found { get; } = [];

    public void Add(string file)
    {
        file = Path.GetFullPath(file);
        if (!_files.Add(file))
        {
            return;
        }

        var root = XmlFile.Load(file, refusals)?.Root;
        if (root is null)
        {
            return;
        }

        if (root.Name == Schema + "schema")
        {
            schemas.AddFile(file);
            return;
        }

        if (root.Name != Wsdl + "definitions")
        {
            var reason = root.Name.NamespaceName == "http://www.w3.org/ns/wsdl"
                ? "this is WSDL 2.0: ask for the WSDL 1.1"
                : "this is no WSDL 1.1: wsdl:definitions is expected";
            refusals.Add(file, SchemaSource.LineOf(root), Show(root.Name), reason);
            return;
        }

        var document = new WsdlNode(root, file, ((string?)root.Attribute("targetNamespace"))?.Trim() ?? string.Empty, refusals);
        _documents.Add(document);
        NoteExtensions(document);
        foreach (var types in document.All(Wsdl + "types"))
        {
            foreach (var schema in types.All(Schema + "schema"))
            {
                schemas.AddInline(file, schema.Element);
            }

            foreach (var import in types.All(Schema + "import").ToList())
            {
                AddBare(import);
            }
        }

        foreach (var import in document.All(Wsdl + "import"))
        {
            Import(import);
        }
    }

    public IEnumerable<WsdlNode> Declared(string kind) => _documents.SelectMany(d => d.All(Wsdl + kind));

    /// <summary>By its qualified name; failing that the only one of that local name, which is noted.</summary>
    public WsdlNode? Find(string kind, XmlQualifiedName name, WsdlNode from)
    {
        var named = Declared(kind).Where(d => d.Name == name.Name).ToList();
        if (named.Find(d => d.TargetNamespace == name.Namespace) is { } found)
        {
            return found;
        }

        if (named.Count != 1)
        {
            return null;
        }

        from.Note($"{kind} '{name.Name}' is taken although it is in another namespace than '{name.Namespace}'");
        return named[0];
    }

    /// <summary>An xs:import that stands in wsdl:types itself, where a schema should be around it.</summary>
    private void AddBare(WsdlNode import)
    {
        import.NoteKind("xs:import stands in wsdl:types without a schema around it; it is taken as if it did");
        var schema = SchemaSource.From(import.Line, new XElement(Schema + "schema"));
        import.Element.ReplaceWith(schema);
        schema.Add(import.Element);
        schemas.AddInline(import.File, schema);
    }

    private void Import(WsdlNode import)
    {
        var location = import.Text("location");
        if (string.IsNullOrEmpty(location))
        {
            return;
        }

        var ns = import.Text("namespace");
        var file = locations.Find(location, import.File, import.Element, Wsdl + "definitions", ns)
            ?? locations.Find(location, import.File, import.Element, Schema + "schema", ns);
        if (file is null && locations.OnlyWsdlOf(ns, import.File) is { } named)
        {
            import.Note($"taken from {Path.GetFileName(named)}, by its namespace");
            file = named;
        }

        if (file is null)
        {
            import.Refuse($"'{location}' leads to no file: save it beside the WSDL");
            return;
        }

        Found[import.Element] = file;
        Add(file);
    }

    private static void NoteExtensions(WsdlNode document)
    {
        foreach (var extension in document.Element.Descendants().Where(IsExtension))
        {
            (document with { Element = extension }).NoteKind($"{Show(extension.Name)} says nothing to us");
        }
    }

    /// <summary>The outermost elements of other namespaces: policies, addressing, partner links.</summary>
    private static bool IsExtension(XElement element) =>
        element.Parent is { } parent
        && IsKnown(parent)
        && !IsKnown(element)
        && element.Ancestors(Schema + "schema").FirstOrDefault() is null
        && element.Ancestors(Wsdl + "documentation").FirstOrDefault() is null;

    private static bool IsKnown(XElement element) =>
        element.Name.Namespace == Wsdl
        || element.Name.Namespace == Soap11
        || element.Name.Namespace == Soap12
        || element.Name.Namespace == Http
        || element.Name.Namespace == Mime || element.Name == Schema + "schema" || element.Name == Schema + "import";
}
