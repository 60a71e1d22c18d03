namespace Uhit.Contracts.Files;

/// <summary>How well the name of a file fits the location that a WSDL or schema gives.</summary>
internal static class LocationNames
{
    private const int ByEnd = 1;
    private const int ByQuery = 2;
    private const int ByName = 3;

    /// <summary>0 where it does not fit at all. Of files of one name, the one of whose folders more
    /// are named in the location fits better.</summary>
    public static int Likeness(string path, string location)
    {
        var steps = location.Split('/', '\\');
        var kind = Kind(Plain(WithoutEnding(Path.GetFileName(path))), Unescaped(steps[^1]));
        return kind == 0 ? 0 : (kind * 1000) + Math.Min(SharedFolders(path, steps), 999);
    }

    private static int Kind(string file, string last)
    {
        if (file == Plain(WithoutEnding(last)))
        {
            return ByName;
        }

        var query = last.IndexOf('?', StringComparison.Ordinal);
        if (query < 0)
        {
            return 0;
        }

        if (last[..query].EndsWith(".xsd", StringComparison.OrdinalIgnoreCase) && file == Plain(WithoutEnding(last[..query])))
        {
            return ByName;
        }

        var value = Plain(WithoutEnding(last[(last.LastIndexOf('=') + 1)..]));
        return value.Length == 0 ? 0 : file == value ? ByQuery : file.EndsWith(value, StringComparison.Ordinal) ? ByEnd : 0;
    }

    private static int SharedFolders(string path, string[] steps)
    {
        var shared = 0;
        var folder = Path.GetDirectoryName(path);
        for (var i = steps.Length - 2; i >= 0 && folder is not null; i--, folder = Path.GetDirectoryName(folder), shared++)
        {
            if (!string.Equals(Path.GetFileName(folder), Unescaped(steps[i]), StringComparison.OrdinalIgnoreCase))
            {
                break;
            }
        }

        return shared;
    }

    private static string Unescaped(string text) => Uri.UnescapeDataString(text);

    private static string WithoutEnding(string name) =>
        Path.GetExtension(name).ToUpperInvariant() is ".XSD" or ".WSDL" or ".XML" ? Path.GetFileNameWithoutExtension(name) : name;

    private static string Plain(string name) => new([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
}
