namespace Uhit.Client.Reliability.Load;

/// <summary>A folder that goes with its content.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("uhit-").FullName;

    public string Database => System.IO.Path.Combine(Path, "uhit.db");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
