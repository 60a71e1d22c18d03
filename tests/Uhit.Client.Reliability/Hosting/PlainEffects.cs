using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Uhit.Client.Reliability.Hosting;

/// <summary>The effects of the plain handler: one line each in a file of the process, with the machine's monotonic
/// time. A line that is written outlives its process.</summary>
internal sealed class PlainEffects(string folder)
{
    private const string Prefix = "plain-effects-";
    private readonly Lock _writing = new();
    private FileStream? _file;

    public void Add(string key, int attempt)
    {
        lock (_writing)
        {
            var line = string.Create(CultureInfo.InvariantCulture, $"{key}\t{attempt}\t{Stopwatch.GetTimestamp()}\n");
            _file ??= new FileStream(
                Path.Combine(folder, Prefix + Guid.NewGuid().ToString("N")),
                FileMode.CreateNew,
                FileAccess.Write,
                FileShare.ReadWrite,
                bufferSize: 0);
            _file.Write(Encoding.UTF8.GetBytes(line));
        }
    }

    /// <summary>What all processes of a run have written: each key with its attempt, in the order in which it happened.</summary>
    public static IReadOnlyList<(string Key, int Attempt)> Read(string folder) =>
    [
        .. Directory.GetFiles(folder, Prefix + "*")
            .SelectMany(ReadLines)
            .Select(line => line.Split('\t'))
            .OrderBy(parts => long.Parse(parts[2], CultureInfo.InvariantCulture))
            .Select(parts => (parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture))),
    ];

    // The last line may still be on its way.
    private static IEnumerable<string> ReadLines(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        var lines = reader.ReadToEnd().Split('\n');
        return lines[..^1];
    }
}
