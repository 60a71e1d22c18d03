using Uhit.Contracts.Contract;
using Uhit.Contracts.Schemas;

namespace Uhit.Contracts.Folders;

/// <summary>The files that a contract is made of, as they came.</summary>
internal static class OriginalFiles
{
    /// <summary>Each file with the name that it gets: its path below the folder of the first, or its own name alone.</summary>
    public static IReadOnlyList<(string Path, string Name)> Of(WsdlDocuments documents, SchemaSources sources)
    {
        var files = documents.All.Select(d => d.File)
            .Concat(sources.All.Where(s => Path.IsPathRooted(s.File)).Select(s => s.File))
            .Distinct(StringComparer.Ordinal).ToList();
        var home = files.Count > 0 ? Path.GetDirectoryName(files[0])! : string.Empty;
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return files.ConvertAll(file => (file, Unique(Below(home, file), taken)));
    }

    private static string Below(string home, string file)
    {
        var relative = Path.GetRelativePath(home, file);
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? Path.GetFileName(file) : relative;
    }

    private static string Unique(string name, HashSet<string> taken)
    {
        var candidate = name;
        for (var i = 2; !taken.Add(candidate); i++)
        {
            candidate = Path.ChangeExtension(name, null) + $"-{i}" + Path.GetExtension(name);
        }

        return candidate;
    }
}
