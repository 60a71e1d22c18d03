namespace Uhit.Client.Tests;

/// <summary>Files of the repository that tests look at. Compiled into each test project that does.</summary>
internal static class Repository
{
    /// <summary>The folder that holds src, tests and docs.</summary>
    public static string Root { get; } = Find();

    public static string Golden(string name) => Path.Combine(Root, "tests", "Uhit.Client.Tests", "Wire", "Golden", name + ".xml");

    public static string Contract(string name) => Path.Combine(Root, "src", "Uhit.Client", "Wire", "Contract", name);

    // Not by CallerFilePath: deterministic builds hide the real one.
    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Uhit.Client.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests must run below the repository.");
    }
}
