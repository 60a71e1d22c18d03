using System.Xml.Linq;
using Uhit.Contracts.Contract;
using Uhit.Contracts.Schemas;

namespace Uhit.Contracts.Files;

/// <summary>Finds the file that a location means, among those beside the WSDL. Never asks the network.</summary>
/// <remarks>
/// A location may be a path, or what a server called the file when it was saved: <c>Service.svc?xsd=xsd0</c>. A file is taken by its name
/// only if its target namespace is the one that is asked for. Beside are the WSDL's folder and what is below it; failing that the folders
/// next to it that are named for schemas, since many ship <c>wsdl/</c> and <c>xsd/</c> as if they were one folder.
/// </remarks>
internal sealed class SchemaLocations(IEnumerable<string> folders, Notes notes)
{
    private const int MaxFiles = 2000;
    private static readonly EnumerationOptions Walk =
        new() { RecurseSubdirectories = true, MaxRecursionDepth = 5, IgnoreInaccessible = true };
    private static readonly EnumerationOptions Flat = new() { IgnoreInaccessible = true };
    private readonly List<string> _folders = [.. folders.Distinct(StringComparer.Ordinal)];
    private List<Candidate>? _candidates;
    private List<Candidate>? _next;

    /// <summary>The file of an import's location; null if none is there. A namespace that is null is not asked for.</summary>
    public string? Find(string location, string baseFile, XElement at, XName root, string? ns) =>
        Find(location, baseFile, at, c => c.Root == root && (ns is null || c.Namespace == ns));

    /// <summary>The file of an include's location: a schema of the same namespace, or of none.</summary>
    public string? FindIncluded(string location, string baseFile, XElement at, string ns) =>
        Find(
            location, baseFile, at, c => c.Root == WsdlNames.Schema + "schema" && (string.IsNullOrEmpty(c.Namespace) || c.Namespace == ns));

    /// <summary>All schema files of a namespace.</summary>
    public IEnumerable<string> OfNamespace(string ns) =>
        Candidates.Where(c => c.Root == WsdlNames.Schema + "schema" && (c.Namespace ?? string.Empty) == ns).Select(c => c.Path);

    /// <summary>The WSDL of a namespace, if there is one only beside the file that asks for it.</summary>
    public string? OnlyWsdlOf(string? ns, string asking)
    {
        var found = Candidates.Where(c =>
            c.Root == WsdlNames.Wsdl + "definitions" && c.Namespace == ns && Path.GetFullPath(c.Path) != asking).ToList();
        return ns is not null && found.Count == 1 ? found[0].Path : null;
    }

    private List<Candidate> Candidates => _candidates ??= Peek(_folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*", Walk)));

    /// <summary>What lies next to the folders. Any other folder there may hold another version of the contract.</summary>
    private List<Candidate> Next => _next ??= Peek(_folders.SelectMany(NextTo));

    private static IEnumerable<string> NextTo(string folder)
    {
        if (Path.GetDirectoryName(folder) is not { } parent)
        {
            return [];
        }

        var schemas = Directory.EnumerateDirectories(parent, "*", Flat)
            .Where(f => f != folder && IsNamedForSchemas(f))
            .SelectMany(f => Directory.EnumerateFiles(f, "*", Walk));
        return Path.GetFileName(folder).Contains("wsdl", StringComparison.OrdinalIgnoreCase)
            ? schemas.Concat(Directory.EnumerateFiles(parent, "*", Flat))
            : schemas;
    }

    private static bool IsNamedForSchemas(string folder) => Path.GetFileName(folder) is var name
        && (name.Contains("xsd", StringComparison.OrdinalIgnoreCase) || name.Contains("schema", StringComparison.OrdinalIgnoreCase));

    private static List<Candidate> Peek(IEnumerable<string> paths) => [.. paths
        .Where(IsLikely).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(MaxFiles)
        .Select(path => (Path: path, Head: XmlFile.Peek(path))).Where(file => file.Head is not null)
        .Select(file => new Candidate(file.Path, file.Head!.Value.Root, file.Head.Value.Namespace))];

    private string? Find(string location, string baseFile, XElement at, Predicate<Candidate> fits)
    {
        if (AsPath(location, baseFile) is { } path && Exact(path) is { } exact)
        {
            return exact;
        }

        if (Best(Candidates, location, baseFile, fits) is { } beside)
        {
            return beside;
        }

        if (Best(Next, location, baseFile, fits) is not { } next)
        {
            return null;
        }

        notes.Add(
            baseFile,
            SchemaSource.LineOf(at),
            $"'{location}' is taken from {Path.GetFileName(Path.GetDirectoryName(next))}/{Path.GetFileName(next)}, next to the folder");
        return next;
    }

    /// <summary>The one that is named most like the location: by its name, by the end of its path, and
    /// then the one beside the file that asks.</summary>
    private static string? Best(List<Candidate> candidates, string location, string baseFile, Predicate<Candidate> fits)
    {
        var named = candidates.Where(c => fits(c))
            .Select(c => (c.Path, Likeness: LocationNames.Likeness(c.Path, location)))
            .Where(c => c.Likeness > 0).ToList();
        if (named.Count == 0)
        {
            return null;
        }

        var most = named.Max(c => c.Likeness);
        var best = named.Where(c => c.Likeness == most).Select(c => c.Path).ToList();
        return best.Count == 1 ? best[0] : best.Find(p => Path.GetDirectoryName(p) == Path.GetDirectoryName(baseFile));
    }

    /// <summary>As it is saved by browsers, wget and curl, the ending may be part of a query, or missing.</summary>
    private static bool IsLikely(string path)
    {
        var name = Path.GetFileName(path);
        return Path.GetExtension(name).ToUpperInvariant() is ".XSD" or ".WSDL" or ".XML" or ".ASMX" or ".SVC" or ""
            || name.Contains("xsd", StringComparison.OrdinalIgnoreCase) || name.Contains("wsdl", StringComparison.OrdinalIgnoreCase);
    }

    private static string? AsPath(string location, string baseFile)
    {
        // A share of another machine is the network too.
        if (Uri.TryCreate(location, UriKind.Absolute, out var uri) && (!uri.IsFile || uri.IsUnc))
        {
            return null;
        }

        if (uri is not null)
        {
            return uri.LocalPath;
        }

        return Path.GetFullPath(Path.Combine(Path.GetDirectoryName(baseFile)!, location.Replace('\\', '/')));
    }

    private static string? Exact(string path)
    {
        foreach (var name in (string[])[path, Uri.UnescapeDataString(path)])
        {
            if (File.Exists(name))
            {
                return name;
            }
        }

        // Made where the case of a name does not matter.
        var folder = Path.GetDirectoryName(path);
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder)
                .FirstOrDefault(f => string.Equals(Path.GetFileName(f), Path.GetFileName(path), StringComparison.OrdinalIgnoreCase))
            : null;
    }

    private sealed record Candidate(string Path, XName Root, string? Namespace);
}
