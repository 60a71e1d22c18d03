using System.Globalization;

namespace HouseCount;

/// <summary>The table of what the sources say: how many files, how long, and what is public.</summary>
internal static class SourceReport
{
    private static readonly string[] Tops = ["src", "tests", "build"];

    public static void Write(string root, TextWriter output)
    {
        root = Path.GetFullPath(root);
        var files = Tops.Select(top => Path.Combine(root, top)).Where(Directory.Exists)
            .SelectMany(top => Directory.EnumerateFiles(top, "*.cs", SearchOption.AllDirectories))
            .Where(path => !Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar)
                .Any(part => part is "bin" or "obj" or "node_modules"))
            .Select(path => SourceFile.Read(root, path)).ToList();
        output.WriteLine("Files and lines of C#, without Generated; in brackets with them. Documentation lines begin with `///`.");
        output.WriteLine();
        output.WriteLine("| | files | lines | median | 90th percentile | largest file | documentation |");
        output.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var top in Tops)
        {
            WriteSizes(output, $"**{top}**", files.Where(file => file.Path.StartsWith(top + '/', StringComparison.Ordinal)));
        }

        foreach (var project in files
            .Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal))
            .GroupBy(file => file.Project).OrderBy(project => project.Key, StringComparer.Ordinal))
        {
            WriteSizes(output, project.Key["src/".Length..], project);
        }

        output.WriteLine();
        output.WriteLine(
            "What is public, as the sources declare it: a partial type once; positional properties and what a compiler makes not at all.");
        output.WriteLine();
        output.WriteLine(
            "| package | public types | public members | namespaces | with documentation | documentation lines a public type or member |");
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (var project in files.Where(file => File.Exists(Path.Combine(root, file.Project, "PublicAPI.Unshipped.txt")))
            .GroupBy(file => file.Project).OrderBy(project => project.Key, StringComparer.Ordinal))
        {
            WriteSurface(output, project.Key["src/".Length..], [.. project]);
        }
    }

    private static void WriteSizes(TextWriter output, string name, IEnumerable<SourceFile> all)
    {
        var files = all.ToList();
        var own = files.Where(file => !file.IsGenerated).OrderBy(file => file.Lines).ToList();
        if (own.Count == 0)
        {
            return;
        }

        var lines = own.Sum(file => file.Lines);
        var share = 100.0 * own.Sum(file => file.DocumentationLines) / lines;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {own.Count} ({files.Count}) | {lines} ({files.Sum(file => file.Lines)}) | {own[own.Count / 2].Lines} "
                + $"| {own[own.Count * 9 / 10].Lines} | {own[^1].Lines} `{Path.GetFileName(own[^1].Path)}` | {share:0} % |"));
    }

    private static void WriteSurface(TextWriter output, string name, IReadOnlyList<SourceFile> files)
    {
        var types = files.SelectMany(file => file.PublicTypes).Distinct().ToList();
        var members = files.Sum(file => file.PublicMembers);
        if (types.Count == 0)
        {
            return;
        }

        var declared = files.Sum(file => file.PublicTypes.Count) + members;
        var documentation = files.Where(file => file.PublicTypes.Count > 0).Sum(file => file.DocumentationLines);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {types.Count} | {members} | {types.Select(type => type.Namespace).Distinct().Count()} "
                + $"| {100.0 * files.Sum(file => file.Documented) / declared:0} % | {(double)documentation / declared:0.00} |"));
    }
}
