using Uhit.Client.Inquiries;

namespace Uhit.Client.Tests.Architecture;

/// <summary>Arrows run one way: root → Callbacks → Store, Wire → Usage → Inquiries; Certificates stand alone.</summary>
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
        ["Callbacks"] = ["Store", "Wire", "Usage", "Inquiries", "Certificates", "Http", "Decompression"],
    };

    // The exceptions, what cleans text for showing, the name of the telemetry and the seam of registration are words that every folder may use.
    private static readonly string[] Words =
    [
        nameof(UhitException), nameof(UhitConfigurationException), nameof(UhitStoreException), nameof(IUhitClientBuilder), "UhitTelemetry", nameof(DisplayText), nameof(ShownException),
    ];

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

    [Fact]
    public void Finder_SeesWhatCodeUses()
    {
        // The control: without it an empty finder would pass every test above.
        var used = TypeReferences.Of(typeof(Control));
        Assert.Contains(typeof(EsiId), used);
        Assert.Contains(typeof(UsagePeriod), used);
    }

    private static string FolderOf(Type type)
    {
        var parts = (type.Namespace ?? string.Empty).Split('.');
        return parts is ["Uhit", "Client", var folder, ..] && Allowed.ContainsKey(folder) ? folder : "root";
    }

    private sealed class Control
    {
        private static bool InTheBody() => EsiId.TryParse("1", out _);

        private static UsagePeriod InTheSignature() => default;
    }
}
