namespace Uhit.Client.Conformance.Wire;

/// <summary>The folder of the samples, and the files in it.</summary>
internal sealed class SampleFolder
{
    public const string ExpectedXml = ".expected.xml";
    public const string ReceivedXml = ".received.xml";

    private readonly string _path;

    public SampleFolder(string folder, string testsFolder)
    {
        _path = Find(folder, testsFolder);
        Messages =
        [
            .. Directory.EnumerateFiles(_path, "*.xml").Where(file =>
                !file.EndsWith(ExpectedXml, StringComparison.Ordinal) && !file.EndsWith(ReceivedXml, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal).Select(file => new SampleFile(file)),
        ];
    }

    /// <summary>The captured messages.</summary>
    public IReadOnlyList<SampleFile> Messages { get; }

    /// <summary>A message that we send, as it is expected; <see langword="null"/> where nobody has said so.</summary>
    public string? ExpectedOf(string name) =>
        Path.Combine(_path, name + ExpectedXml) is var file && File.Exists(file) ? File.ReadAllText(file) : null;

    /// <summary>Writes how we would send a message, for somebody to look at.</summary>
    public void WriteReceived(string name, string xml) => File.WriteAllText(Path.Combine(_path, name + ReceivedXml), xml + "\n");

    /// <summary>Takes away what an earlier run wrote.</summary>
    public void DeleteReceived(string name) => File.Delete(Path.Combine(_path, name + ReceivedXml));

    // From where the tests lie up to the project: what is to be looked at is written beside the sources.
    private static string Find(string folder, string testsFolder)
    {
        for (var place = new DirectoryInfo(testsFolder); place is not null; place = place.Parent)
        {
            var candidate = Path.Combine(place.FullName, folder);
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        Assert.Fail(
            $"There is no folder {folder} in {testsFolder}, nor in a folder around it. Make it in the test project, and put captured "
                + "messages into it as NAME.xml.");
        throw new DirectoryNotFoundException();
    }
}
