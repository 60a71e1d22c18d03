using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace Uhit.Contracts.Messages;

/// <summary>One prefix for each namespace of the messages: that of the schemas where it says something, else a number.</summary>
internal sealed partial class NamespacePrefixes
{
    private static readonly HashSet<string> Taken = new(StringComparer.OrdinalIgnoreCase)
    {
        "xs", "xsd", "s", "soap", "soap11", "soap12", "soapenv", "env", "wsdl", "wsp", "wsu", "wsa", "wsaw", "wsam", "tns", "tn", "target",
        "targetnamespace", "this", "ns", "xml", "xmlns", "xsi", "uhit", "impl", "intf", "mstns", "schema", "self",
    };

    private readonly Dictionary<string, string> _prefixes = new(StringComparer.Ordinal);

    public NamespacePrefixes(XmlSchemaSet schemas)
    {
        var all = schemas.Schemas().OfType<XmlSchema>().Select(s => s.TargetNamespace ?? string.Empty).Where(ns => ns.Length > 0).Distinct()
            .Order(StringComparer.Ordinal).ToList();
        var declared = schemas.Schemas().OfType<XmlSchema>().SelectMany(s => s.Namespaces.ToArray()).Where(n => IsTelling(n.Name))
            .OrderBy(n => n.Name.Length).ThenBy(n => n.Name, StringComparer.Ordinal).ToLookup(n => n.Namespace, n => n.Name);
        _prefixes[XNamespace.Xml.NamespaceName] = "xml";
        var number = 0;
        foreach (var ns in all.Where(ns => ns != XNamespace.Xml.NamespaceName))
        {
            var prefix = declared[ns].FirstOrDefault(p => !_prefixes.ContainsValue(p));
            while (prefix is null || _prefixes.ContainsValue(prefix))
            {
                prefix = $"c{(++number == 1 && all.Count == 1 ? "" : number)}";
            }

            _prefixes[ns] = prefix;
        }
    }

    /// <summary>Prefix and namespace of all but XML's own, by prefix.</summary>
    public IEnumerable<(string Prefix, string Namespace)> All =>
        _prefixes.Where(p => p.Value != "xml").Select(p => (p.Value, p.Key)).OrderBy(p => p.Value, StringComparer.Ordinal);

    public string Show(XmlQualifiedName name) => name.Namespace.Length == 0 ? name.Name : $"{Of(name.Namespace)}:{name.Name}";

    /// <summary>The prefix of a namespace; one that no schema has gets a new one.</summary>
    public string Of(string ns)
    {
        if (!_prefixes.TryGetValue(ns, out var prefix))
        {
            _prefixes[ns] = prefix = $"x{_prefixes.Count}";
        }

        return prefix;
    }

    private static bool IsTelling(string prefix) => Telling().IsMatch(prefix) && !Taken.Contains(prefix);

    [GeneratedRegex("^[a-z][a-z_]{0,11}[a-z]?$", RegexOptions.CultureInvariant)]
    private static partial Regex Telling();
}
