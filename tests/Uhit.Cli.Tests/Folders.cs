using Uhit.Client.Tests;

namespace Uhit.Cli.Tests;

/// <summary>Copies of contract folders, with something changed.</summary>
internal static class Folders
{
    /// <summary>Copies a folder of the repository.</summary>
    public static string Copy(string folder, string to)
    {
        var from = Path.Combine(Repository.Root, folder);
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return to;
    }

    /// <summary>Changes the first place in a file; the test is wrong where there is none.</summary>
    public static void Replace(string folder, string file, string right, string wrong)
    {
        var path = Path.Combine(folder, file);
        var text = File.ReadAllText(path).ReplaceLineEndings("\n");
        var at = text.IndexOf(right, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{file} has no {right}");
        File.WriteAllText(path, text[..at] + wrong + text[(at + right.Length)..]);
    }
}
