using Uhit.Client.Testing;

namespace Uhit.Cli.Tests;

/// <summary>A directory with throwaway certificates, removed at the end.</summary>
internal sealed class WorkDirectory : IDisposable
{
    public WorkDirectory()
    {
        using var certificates = new ThrowawayCertificates();
        certificates.WriteTo(Path);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("uhit-cli-tests-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>A port that nobody listens on: of the discard service, which no system has any more.</summary>
    public const int NobodysPort = 9;

    public string Write(string name, string content)
    {
        File.WriteAllText(this[name], content);
        return this[name];
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
