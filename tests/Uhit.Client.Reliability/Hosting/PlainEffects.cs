using System.Globalization;
using System.Text;

namespace Uhit.Client.Reliability.Hosting;

/// <summary>The effects of the plain handler: one line each in a file, in the order in which they happened. A line that is written outlives its process.</summary>
internal sealed class PlainEffects(string folder)
{
    private readonly Lock _writing = new();
    private readonly string _path = PathIn(folder);
    private FileStream? _file;

    public void Add(string key, int attempt)
    {
        var line = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{key}\t{attempt}\n"));
        lock (_writing)
        {
            // Unbuffered and appended: several processes may write into the same file.
            _file ??= new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            _file.Write(line);
        }
    }

    /// <summary>What all processes of a run have written: each key with its attempts, in order.</summary>
    public static IReadOnlyList<(string Key, int Attempt)> Read(string folder)
    {
        var path = PathIn(folder);
        return File.Exists(path)
            ? [.. File.ReadLines(path).Select(line => line.Split('\t')).Select(parts => (parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture)))]
            : [];
    }

    private static string PathIn(string folder) => Path.Combine(folder, "plain-effects.tsv");
}
