using System.Xml.Linq;
using Uhit.Contracts.Contract;
using Uhit.Contracts.Files;

namespace Uhit.Contracts.Schemas;

/// <summary>Gathers every schema that the WSDLs hold, include or import, each once.</summary>
internal sealed class SchemaSources(SchemaLocations locations, Refusals refusals)
{
    private static readonly XName Schema = WsdlNames.Schema + "schema";
    private readonly List<SchemaSource> _sources = [];
    private readonly HashSet<(string File, string Namespace)> _files = [];
    private readonly List<(string Namespace, SchemaSource From, XElement Import)> _open = [];
    private readonly List<(SchemaSource From, XElement Include)> _openIncludes = [];

    public IReadOnlyList<SchemaSource> All => _sources;

    /// <summary>Namespaces that are imported or included and of which a schema is missing, with the import or include.</summary>
    public Dictionary<string, (SchemaSource From, XElement Import)> Missing { get; } = new(StringComparer.Ordinal);

    /// <summary>What each import, include or redefine with a location leads to, where a file was found.</summary>
    public Dictionary<XElement, string> Found { get; } = [];

    public void AddInline(string file, XElement schema) =>
        Add(new SchemaSource(file, schema, Namespace(schema), IsInline: true));

    public void AddFile(string path, string? chameleon = null)
    {
        path = Path.GetFullPath(path);
        var root = XmlFile.Load(path, refusals)?.Root;
        if (root is null)
        {
            return;
        }

        if (root.Name != Schema)
        {
            refusals.Add(path, SchemaSource.LineOf(root), WsdlNames.Show(root.Name), "this is no schema: xs:schema is expected");
            return;
        }

        var ns = Namespace(root) is { Length: > 0 } own ? own : chameleon ?? string.Empty;
        if (_files.Add((path, ns)))
        {
            Add(new SchemaSource(path, root, ns, IsInline: false));
        }
    }

    /// <summary>Schemas that no file holds.</summary>
    public void AddMade(IEnumerable<SchemaSource> made) => _sources.AddRange(made);

    /// <summary>Looks for the namespaces that were imported without a location, or by one that leads nowhere.</summary>
    public void Complete()
    {
        foreach (var (from, include) in _openIncludes)
        {
            CompleteInclude(from, include);
        }

        // What is found may import more.
        for (var i = 0; i < _open.Count; i++)
        {
            var (ns, from, import) = _open[i];
            if (_sources.Exists(s => s.Namespace == ns))
            {
                continue;
            }

            var files = ns.Length == 0 ? [] : locations.OfNamespace(ns).ToList();
            if (files.Count > 0)
            {
                foreach (var file in files)
                {
                    AddFile(file);
                }

                refusals.Notes.Add(
                    from.File,
                    SchemaSource.LineOf(import),
                    $"xs:import '{ns}': taken from {string.Join(", ", files.Select(Path.GetFileName))}, by its namespace");
            }
            else if (!WellKnownSchemas.Has(ns) && ns.Length > 0)
            {
                Missing.TryAdd(ns, (from, import));
            }
        }

        // An import that nothing uses is as common as a use without an import. What is built in may name more of it.
        for (var more = true; more;)
        {
            var named = _sources.SelectMany(s => s.Referenced()).Where(WellKnownSchemas.Has).ToHashSet(StringComparer.Ordinal);
            var wanted = named.Where(ns => !_sources.Exists(s => s.Namespace == ns)).Order(StringComparer.Ordinal).ToList();
            foreach (var ns in wanted)
            {
                _sources.Add(new SchemaSource(WellKnownSchemas.FileName(ns), WellKnownSchemas.Load(ns), ns, IsInline: false));
            }

            more = wanted.Count > 0;
        }
    }

    private void Add(SchemaSource source)
    {
        _sources.Add(source);
        foreach (var external in source.Root.Elements().Where(e => e.Name.Namespace == WsdlNames.Schema))
        {
            switch (external.Name.LocalName)
            {
                case "import":
                    Import(source, external);
                    break;
                case "include":
                    Include(source, external);
                    break;
                case "redefine" or "override":
                    Include(source, external);
                    break;
            }
        }
    }

    private void Import(SchemaSource source, XElement import)
    {
        var ns = (string?)import.Attribute("namespace") ?? string.Empty;
        var location = (string?)import.Attribute("schemaLocation");
        if (location is not null && locations.Find(location.Trim(), source.File, import, Schema, ns.Length == 0 ? null : ns) is { } file)
        {
            Found[import] = file;
            AddFile(file);
        }
        else
        {
            _open.Add((ns, source, import));
        }
    }

    private void Include(SchemaSource source, XElement include)
    {
        var location = ((string?)include.Attribute("schemaLocation"))?.Trim();
        if (string.IsNullOrEmpty(location))
        {
            return;
        }

        var file = locations.FindIncluded(location, source.File, include, source.Namespace);
        if (file is not null)
        {
            Found[include] = file;
            AddFile(file, source.Namespace);
            if (_sources.Find(s => s.File == Path.GetFullPath(file) && !s.IsChameleon) is { Namespace: { Length: > 0 } other }
                && other != source.Namespace)
            {
                refusals.Notes.Add(
                    source.File, SchemaSource.LineOf(include), $"{WsdlNames.Show(include.Name)} '{location}' is of namespace '{other}', "
                        + $"not of '{source.Namespace}'; it stays in its own");
            }
        }
        else
        {
            _openIncludes.Add((source, include));
        }
    }

    /// <summary>An include that leads nowhere means the one file of its namespace that nothing else has named, if there is one.</summary>
    private void CompleteInclude(SchemaSource source, XElement include)
    {
        var location = (string?)include.Attribute("schemaLocation");
        var files = source.Namespace.Length == 0
            ? []
            : locations.OfNamespace(source.Namespace).Where(f => !_files.Contains((Path.GetFullPath(f), source.Namespace))).ToList();
        if (files.Count == 1)
        {
            AddFile(files[0]);
        }
        else
        {
            Missing.TryAdd(source.Namespace, (source, include));
        }

        refusals.Notes.Add(source.File, SchemaSource.LineOf(include), files.Count == 1
            ? $"{WsdlNames.Show(include.Name)} '{location}': taken from {Path.GetFileName(files[0])}, by its namespace"
            : $"{WsdlNames.Show(include.Name)} '{location}' leads to no file");
    }

    private static string Namespace(XElement schema) => ((string?)schema.Attribute("targetNamespace"))?.Trim() ?? string.Empty;
}
