namespace Uhit.Cli.Commands.Demo;

/// <summary>Where the demo keeps certificates and store: removed at the end, unless the user named it.</summary>
internal sealed class DemoDirectory : IDisposable
{
    private readonly bool _keep;

    public DemoDirectory(DirectoryInfo? keep)
    {
        _keep = keep is not null;
        Path = keep?.FullName ?? Directory.CreateTempSubdirectory("uhit-demo-").FullName;
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        if (_keep)
        {
            return;
        }

        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A file that is still held, such as by a virus scanner: it is in the system's directory for temporary files.
        }
    }
}
