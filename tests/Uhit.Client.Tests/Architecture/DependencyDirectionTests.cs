namespace Uhit.Client.Tests.Architecture;

/// <summary>Arrows run one way: root → Inbox, Receiving → Events → Store, Wire → Usage → Inquiries. Only Inbox and Receiving use each
/// other. Certificates stand alone.</summary>
public class DependencyDirectionTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Inquiries"] = [],
        ["Usage"] = ["Inquiries"],
        ["Decompression"] = [],
        ["Wire"] = ["Inquiries", "Usage", "Decompression"],
        ["Store"] = ["Inquiries", "Usage"],
        ["Certificates"] = [],
        ["Http"] = ["Certificates", "Decompression"],
        ["Events"] = ["Store", "Usage", "Inquiries"],
        ["Receiving"] = ["Inbox", "Events", "Store", "Wire", "Usage", "Inquiries", "Certificates", "Http", "Decompression"],
        ["Inbox"] = ["Receiving", "Events", "Store", "Wire", "Usage", "Inquiries"],
    };

    // The exceptions, the options, what cleans text for showing, the name of the telemetry and the seam of
    // registration are words that every folder may use.
    private static readonly string[] Words =
    [
        nameof(UhitException), nameof(UhitConfigurationException), nameof(UhitStoreException), nameof(UhitClientBuilder),
        nameof(UhitTelemetry), nameof(DisplayText), nameof(ShownException), nameof(UhitClientOptions), nameof(UhitCallbackOptions),
        nameof(UhitConnectionOptions), nameof(UhitConnectionException),
    ];

    private static readonly Dictionary<string, string> FolderOfFile = FilesByFolder();

    internal static IReadOnlyDictionary<string, string[]> Arrows => Allowed;

    public static TheoryData<string> Folders => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Folder_UsesOnlyWhatItMay(string folder)
    {
        var types = typeof(EsiId).Assembly.GetTypes().Where(type => FolderOf(type) == folder).ToArray();
        Assert.NotEmpty(types);
        var wrong = from type in types
                    from used in TypeReferences.Of(type)
                    where used.Namespace?.StartsWith("Uhit.Client", StringComparison.Ordinal) == true && !Words.Contains(used.Name)
                    let target = FolderOf(used)
                    where target != folder && !Allowed[folder].Contains(target)
                    select $"{type.FullName} uses {used.FullName}";
        Assert.Empty(wrong.Distinct().Order());
    }

    // A reader sees where WCF is, and what is generated for users stands by itself.
    [Fact]
    public void Wcf_IsUsedWhereItCallsAndInGeneratedCodeAlone()
    {
        var users = typeof(EsiId).Assembly.GetTypes()
            .Where(type =>
                TypeReferences.Of(type).Any(used => used.Namespace?.StartsWith("System.ServiceModel", StringComparison.Ordinal) == true))
            .Select(type => type.Namespace).Distinct().Order();

        Assert.Equal(["Uhit.Client.Sending.Wcf", "Uhit.Client.Wire.Reference.Generated"], users);
    }

    [Fact]
    public void Finder_SeesWhatCodeUses()
    {
        // The control: without it an empty finder would pass every test above.
        var used = TypeReferences.Of(typeof(Control));
        Assert.Contains(typeof(EsiId), used);
        Assert.Contains(typeof(UsagePeriod), used);
    }

    /// <summary>Internal types carry their folder in the namespace; public ones may stand in that of
    /// the package, so there the file tells.</summary>
    private static string FolderOf(Type type)
    {
        var outer = type;
        while (outer.DeclaringType is { } declaring)
        {
            outer = declaring;
        }

        var name = outer.Name.Split('`')[0];
        var folder = outer.Namespace == "Uhit.Client"
            ? FolderOfFile.GetValueOrDefault(name, "root")
            : (outer.Namespace ?? string.Empty).Split('.') is ["Uhit", "Client", var first, ..] ? first : "root";
        return Allowed.ContainsKey(folder) ? folder : "root";
    }

    private static Dictionary<string, string> FilesByFolder()
    {
        var root = Path.Combine(Repository.Root, "src", "Uhit.Client");
        var files = from folder in Allowed.Keys
                    from file in Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories)
                    where File.ReadLines(file).Contains("namespace Uhit.Client;")
                    select (Name: Path.GetFileNameWithoutExtension(file).Split('{')[0], Folder: folder);
        return files.ToDictionary(file => file.Name, file => file.Folder, StringComparer.Ordinal);
    }

    private sealed class Control
    {
        private static bool InTheBody() => EsiId.TryParse("1", out _);

        private static UsagePeriod InTheSignature() => default;
    }
}
