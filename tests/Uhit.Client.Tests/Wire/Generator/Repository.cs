namespace Uhit.Client.Tests.Wire.Generator;

/// <summary>Files of the repository that tests look at.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Golden(string name) => Path.Combine(Root, "tests", "Uhit.Client.Tests", "Wire", "Golden", name + ".xml");

    public static string Contract(string name) => Path.Combine(Root, "src", "Uhit.Client", "Wire", "Contract", name);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Uhit.Client.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
