using System.Text;
using System.Xml;
using System.Xml.Linq;
using Uhit.Contracts.Contract;
using Uhit.Contracts.Schemas;
using static Uhit.Contracts.Contract.WsdlNames;

namespace Uhit.Contracts.Folders;

/// <summary>
/// Rewrites a contract into a closed set of files, of which each names others only by a file beside it, as every tool reads it: each schema
/// is a file of its own, each namespace has one file that is imported, nothing is declared twice.
/// </summary>
internal sealed class FlatFolder
{
    private readonly FileNameBook _names = new();
    private readonly SortedDictionary<string, XElement> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _entries = new(StringComparer.Ordinal);
    private readonly WsdlDocuments _documents;
    private readonly SchemaSources _sources;

    private FlatFolder(WsdlDocuments documents, SchemaSources sources) => (_documents, _sources) = (documents, sources);

    /// <summary>The files by name. The documents are changed by it.</summary>
    public static IReadOnlyDictionary<string, string> Make(WsdlDocuments documents, SchemaSources sources)
    {
        var folder = new FlatFolder(documents, sources);
        folder.Schemas();
        folder.Wsdls();
        return folder._files.ToDictionary(f => f.Key, f => Text(f.Value), StringComparer.Ordinal);
    }

    private void Schemas()
    {
        foreach (var repeat in new SchemaIndex(_sources.All).Repeats)
        {
            repeat.Remove();
        }

        // A schema that only names others is not needed: its names are found by their namespaces.
        var kept = _sources.All.Where(s => s.Root.Elements().Any(e => e.Attribute("name") is not null)).ToList();
        var number = 0;
        var named = kept.Select(s => (Source: s, Name: _names.Take(
            s.IsInline ? $"{Path.GetFileNameWithoutExtension(s.File)}.types{++number}" : Path.GetFileName(s.File), ".xsd"))).ToList();
        foreach (var group in named.GroupBy(n => n.Source.Namespace, StringComparer.Ordinal))
        {
            _entries[group.Key] = Entry(group.Key, [.. group.Select(n => n.Name)]);
        }

        foreach (var (source, name) in named)
        {
            var referenced = source.Referenced()
                .Where(ns => ns != source.Namespace && _entries.ContainsKey(ns))
                .Order(StringComparer.Ordinal).ToList();
            source.StandAlone();
            SchemaMending.DropWrongParts(source);
            source.Root.Elements()
                .Where(e => e.Name.Namespace == Schema && e.Name.LocalName is "import" or "include" or "redefine" or "override").Remove();
            source.Root.AddFirst(referenced.Select(Import));
            _files.Add(name, source.Root);
        }
    }

    /// <summary>The file that stands for a namespace: the only one, or one that includes all.</summary>
    private string Entry(string ns, IReadOnlyList<string> files)
    {
        if (files.Count == 1)
        {
            return files[0];
        }

        var name = _names.Take($"{Path.GetFileNameWithoutExtension(files[0])}.all", ".xsd");
        _files.Add(name, new XElement(
            Schema + "schema", new XAttribute(XNamespace.Xmlns + "xs", Schema.NamespaceName),
            ns.Length > 0 ? new XAttribute("targetNamespace", ns) : null,
            files.Select(f => new XElement(Schema + "include", new XAttribute("schemaLocation", f)))));
        return name;
    }

    private XElement Import(string ns) => new(
        Schema + "import", ns.Length > 0 ? new XAttribute("namespace", ns) : null, new XAttribute("schemaLocation", _entries[ns]));

    private void Wsdls()
    {
        var names = _documents.All.ToDictionary(d => d.File, d => _names.Take(Path.GetFileName(d.File), ".wsdl"), StringComparer.Ordinal);
        foreach (var document in _documents.All)
        {
            foreach (var import in document.All(Wsdl + "import").ToList())
            {
                if (_documents.Found.TryGetValue(import.Element, out var file) && names.TryGetValue(Path.GetFullPath(file), out var name))
                {
                    import.Element.SetAttributeValue("location", name);
                }
                else
                {
                    import.Element.Remove();
                }
            }

            foreach (var types in document.All(Wsdl + "types").ToList())
            {
                types.Element.Remove();
            }

            if (_entries.Count > 0 && document.All(Wsdl + "message").Any())
            {
                AddTypes(document.Element);
            }

            _files.Add(names[document.File], document.Element);
        }
    }

    private void AddTypes(XElement definitions)
    {
        // A schema without a namespace cannot import what has none.
        var target = _entries.ContainsKey(string.Empty) ? new XAttribute("targetNamespace", "urn:uhit:types") : null;
        var types = new XElement(
            Wsdl + "types", new XElement(
                Schema + "schema",
                new XAttribute(XNamespace.Xmlns + "xs", Schema.NamespaceName),
                target,
                _entries.Keys.Order(StringComparer.Ordinal).Select(Import)));
        if (definitions.Elements(Wsdl + "import").LastOrDefault() is { } last)
        {
            last.AddAfterSelf(types);
        }
        else if (definitions.Element(Wsdl + "documentation") is { } documentation)
        {
            documentation.AddAfterSelf(types);
        }
        else
        {
            definitions.AddFirst(types);
        }
    }

    private static string Text(XElement root)
    {
        var text = new StringBuilder();
        var settings = new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true };
        using (var writer = XmlWriter.Create(text, settings))
        {
            root.WriteTo(writer);
        }

        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{text}\n";
    }

    /// <summary>Gives out file names that no other file of the folder has, on any system.</summary>
    internal sealed class FileNameBook
    {
        private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

        /// <summary>A name with that ending, made of what is fit for one; a number is added where it is taken.</summary>
        public string Take(string wanted, string ending)
        {
            var name = Plain(wanted.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? wanted[..^ending.Length] : wanted);
            var candidate = name + ending;
            for (var i = 2; !_taken.Add(candidate); i++)
            {
                candidate = $"{name}-{i}{ending}";
            }

            return candidate;
        }

        private static string Plain(string name)
        {
            var plain = new StringBuilder();
            foreach (var c in name)
            {
                plain.Append(char.IsLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '-');
            }

            return plain.ToString().Trim('.', '-') is { Length: > 0 } kept ? kept : "file";
        }
    }
}
