using System.Xml.Linq;
using Uhit.Contracts.Contract;

namespace Uhit.Contracts.Files;

/// <summary>Finds the file that a location means, among those beside the WSDL. Never asks the network.</summary>
/// <remarks>
/// A location may be a path, or what a server called the file when it was saved: <c>Service.svc?xsd=xsd0</c>. A file is taken by its name only if its
/// target namespace is the one that is asked for.
/// </remarks>
internal sealed class SchemaLocations(IEnumerable<string> folders)
{
    private const int MaxFiles = 2000;
    private static readonly EnumerationOptions Walk = new() { RecurseSubdirectories = true, MaxRecursionDepth = 5, IgnoreInaccessible = true };
    private readonly List<string> _folders = [.. folders.Distinct(StringComparer.Ordinal)];
    private List<Candidate>? _candidates;

    /// <summary>The file of a location; null if none is there. A namespace that is null is not asked for.</summary>
    public string? Find(string location, string baseFile, XName root, string? ns)
    {
        if (AsPath(location, baseFile) is { } path && Exact(path) is { } exact) return exact;
        var named = Candidates.Where(c => c.Root == root && (ns is null || c.Namespace == ns) && IsNamed(c.Path, location)).ToList();
        return named.Count == 1 ? named[0].Path : named.Find(c => Path.GetDirectoryName(c.Path) == Path.GetDirectoryName(baseFile))?.Path;
    }

    /// <summary>All schema files of a namespace.</summary>
    public IEnumerable<string> OfNamespace(string ns) =>
        Candidates.Where(c => c.Root == WsdlNames.Schema + "schema" && (c.Namespace ?? string.Empty) == ns).Select(c => c.Path);

    /// <summary>The WSDL of a namespace, if there is one only beside the file that asks for it.</summary>
    public string? OnlyWsdlOf(string? ns, string asking)
    {
        var found = Candidates.Where(c => c.Root == WsdlNames.Wsdl + "definitions" && c.Namespace == ns && Path.GetFullPath(c.Path) != asking).ToList();
        return ns is not null && found.Count == 1 ? found[0].Path : null;
    }

    private List<Candidate> Candidates => _candidates ??= [.. _folders
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*", Walk))
        .Where(IsLikely).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(MaxFiles)
        .Select(path => (Path: path, Head: XmlFile.Peek(path))).Where(file => file.Head is not null)
        .Select(file => new Candidate(file.Path, file.Head!.Value.Root, file.Head.Value.Namespace))];

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
        if (Uri.TryCreate(location, UriKind.Absolute, out var uri) && (!uri.IsFile || uri.IsUnc)) return null;
        if (uri is not null) return uri.LocalPath;
        return Path.GetFullPath(Path.Combine(Path.GetDirectoryName(baseFile)!, location.Replace('\\', '/')));
    }

    private static string? Exact(string path)
    {
        foreach (var name in (string[])[path, Uri.UnescapeDataString(path)])
            if (File.Exists(name))
                return name;
        // Made where the case of a name does not matter.
        var folder = Path.GetDirectoryName(path);
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder).FirstOrDefault(f => string.Equals(Path.GetFileName(f), Path.GetFileName(path), StringComparison.OrdinalIgnoreCase))
            : null;
    }

    private static bool IsNamed(string path, string location)
    {
        var file = Plain(WithoutEnding(Path.GetFileName(path)));
        var last = Uri.UnescapeDataString(location[(location.LastIndexOfAny(['/', '\\']) + 1)..]);
        var query = last.IndexOf('?', StringComparison.Ordinal);
        if (file == Plain(WithoutEnding(last))) return true;
        if (query < 0) return false;
        if (last[..query].EndsWith(".xsd", StringComparison.OrdinalIgnoreCase) && file == Plain(WithoutEnding(last[..query]))) return true;
        var value = Plain(WithoutEnding(last[(last.LastIndexOf('=') + 1)..]));
        return value.Length > 0 && file.EndsWith(value, StringComparison.Ordinal);
    }

    private static string WithoutEnding(string name) =>
        Path.GetExtension(name).ToUpperInvariant() is ".XSD" or ".WSDL" or ".XML" ? Path.GetFileNameWithoutExtension(name) : name;

    private static string Plain(string name) => new([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    private sealed record Candidate(string Path, XName Root, string? Namespace);
}
