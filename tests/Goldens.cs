using System.Text;

namespace Uhit.Client.Tests;

/// <summary>Files that hold what a store keeps, byte for byte. They never change: what is written in another
/// way needs a version and a file of its own.</summary>
/// <remarks>Compiled into each test project that looks at some; the folder is that of the project. A new one is written by a run with
/// UHIT_WRITE_GOLDEN=1; one that is there is never overwritten.</remarks>
internal static class Goldens
{
    public static void Check(string name, string text) => Check(name, Encoding.UTF8.GetBytes(text));

    public static void Check(string name, ReadOnlySpan<byte> bytes)
    {
        var path = PathOf(name);
        if (!File.Exists(path) && Environment.GetEnvironmentVariable("UHIT_WRITE_GOLDEN") is "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, bytes);
        }

        Assert.Equal(Encoding.Latin1.GetString(File.ReadAllBytes(path)), Encoding.Latin1.GetString(bytes));
    }

    public static byte[] Read(string name) => File.ReadAllBytes(PathOf(name));

    private static string PathOf(string name) =>
        Path.Combine(Repository.Root, "tests", typeof(Goldens).Assembly.GetName().Name!, "Golden", name);
}
