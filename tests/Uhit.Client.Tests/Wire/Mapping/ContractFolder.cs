using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Mapping;

/// <summary>A contract folder of a test, gone when it is disposed of.</summary>
internal sealed class ContractFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("uhit-contract-");

    public string Path => _folder.FullName;

    /// <summary>Writes <c>contract.json</c> and loads the folder.</summary>
    public static MappedContract? TryLoad(string json, out IReadOnlyList<ContractProblem> problems)
    {
        using var folder = new ContractFolder();
        folder.Write(MappedContract.FileName, json);
        return MappedContract.TryLoad(folder.Path, out problems);
    }

    /// <summary>The same, where nothing is wrong.</summary>
    public static MappedContract Load(string json)
    {
        using var folder = new ContractFolder();
        folder.Write(MappedContract.FileName, json);
        return MappedContract.Load(folder.Path);
    }

    public void Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
