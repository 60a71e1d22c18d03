using System.Text;

namespace Uhit.Contracts.Output;

/// <summary>The folder of generated files: it holds what was generated and nothing else that is marked so.</summary>
internal sealed class OutputFolder(string path)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>Writes what differs, removes generated files that are no longer made; returns how many that were.</summary>
    public int Write(SortedDictionary<string, string> files)
    {
        var changed = 0;
        foreach (var (name, text) in files)
        {
            var file = System.IO.Path.Combine(Path, name);
            if (File.Exists(file) && File.ReadAllText(file) == text)
            {
                continue;
            }

            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text, Utf8);
            changed++;
        }

        foreach (var stale in Stale(files))
        {
            File.Delete(System.IO.Path.Combine(Path, stale));
            changed++;
        }

        return changed;
    }

    /// <summary>One line for each file that is missing, different, or no longer made.</summary>
    public IReadOnlyList<string> Compare(SortedDictionary<string, string> files)
    {
        var differences = new List<string>();
        foreach (var (name, text) in files)
        {
            var file = System.IO.Path.Combine(Path, name);
            if (!File.Exists(file))
            {
                differences.Add($"missing: {name}");
            }
            else if (File.ReadAllText(file) != text)
            {
                differences.Add($"different: {name}");
            }
        }

        differences.AddRange(Stale(files).Select(name => $"no longer made: {name}"));
        return differences;
    }

    private List<string> Stale(SortedDictionary<string, string> files)
    {
        if (!Directory.Exists(Path))
        {
            return [];
        }

        return Directory.EnumerateFiles(Path, "*.cs", SearchOption.AllDirectories)
            .Select(file => (Full: file, Name: System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/')))
            .Where(file => !files.ContainsKey(file.Name) && IsGenerated(file.Full))
            .Select(file => file.Name)
            .Order(StringComparer.Ordinal)
            .ToList();
    }

    private static bool IsGenerated(string file) => File.ReadLines(file).FirstOrDefault() == Emit.SourceFile.Mark;
}
