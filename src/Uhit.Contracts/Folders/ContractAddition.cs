using System.Text;
using Uhit.Contracts.Contract;
using Uhit.Contracts.Messages;
using Uhit.Contracts.Proposals;
using Uhit.Contracts.Schemas;

namespace Uhit.Contracts.Folders;

/// <summary>Makes a contract's folder of WSDL files: the files as they came, a closed set of them,
/// templates, and a first <c>contract.json</c>.</summary>
internal sealed class ContractAddition
{
    public const string OriginalFolder = "original";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private readonly string _folder;

    private ContractAddition(string folder) => _folder = folder;

    /// <summary>What was made of the WSDLs, read again from the folder.</summary>
    public ContractModel Contract { get; private set; } = null!;

    /// <summary>How many files of each folder were written.</summary>
    public int Originals { get; private set; }

    public int Schemas { get; private set; }

    public int Templates { get; private set; }

    /// <summary>What the messages may be in the exchange.</summary>
    public IReadOnlyList<MessageGuess> Guesses { get; private set; } = [];

    /// <summary>Files of the user's that were there and were left as they are.</summary>
    public List<string> Kept { get; } = [];

    /// <summary>Refuses before anything is written. What the user may have changed is never written
    /// over: templates and <c>contract.json</c>.</summary>
    /// <param name="files">The WSDL files.</param>
    /// <param name="folder">Where to; it is made.</param>
    /// <param name="options">Which bindings and operations are wanted.</param>
    /// <param name="refusals">What is refused and noted.</param>
    public static ContractAddition Run(IReadOnlyList<string> files, string folder, ReadingOptions options, Refusals refusals)
    {
        // For its judgment; the copies that are written are read afresh, since reading changes them.
        ContractReader.Read(files, options, refusals);
        var (documents, sources) = ContractReader.Load(files, new Refusals());
        var addition = new ContractAddition(Path.GetFullPath(folder));
        addition.Copy(FilesOf(documents, sources));
        addition.Replace(FlatFolder.Make(documents, sources));
        addition.Contract = ContractReader.ReadFolder(addition._folder, options, new Refusals());
        addition.WriteOwn();
        return addition;
    }

    private void Copy(IReadOnlyList<(string Path, string Name)> originals)
    {
        foreach (var (path, name) in originals)
        {
            var target = Path.Combine(_folder, OriginalFolder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (Path.GetFullPath(path) != Path.GetFullPath(target))
            {
                File.Copy(path, target, overwrite: true);
            }

            Originals++;
        }
    }

    /// <summary>The closed set is ours: what is no longer of it goes.</summary>
    private void Replace(IReadOnlyDictionary<string, string> files)
    {
        var schemas = Directory.CreateDirectory(Path.Combine(_folder, ContractReader.SchemaFolder));
        foreach (var stale in schemas.EnumerateFiles().Where(f => !files.ContainsKey(f.Name)))
        {
            stale.Delete();
        }

        foreach (var (name, text) in files)
        {
            File.WriteAllText(Path.Combine(schemas.FullName, name), text, Utf8);
        }

        Schemas = files.Count;
    }

    private void WriteOwn()
    {
        var prefixes = new NamespacePrefixes(Contract.Schemas);
        foreach (var (name, text) in TemplateFiles.Make(Contract, prefixes))
        {
            if (WriteNew(name, text))
            {
                Templates++;
            }
        }

        var id = ContractJson.IdOf(Path.GetFileName(_folder));
        Guesses = ContractProposals.Of(Contract, prefixes);
        WriteNew(ContractJson.FileName, ContractJson.Make(id, Contract, prefixes, Wsdls(), ContractProposals.ToJson(Guesses)));
    }

    /// <summary>Which WSDL is whose: of one there is no doubt, of several the guesses say it.</summary>
    private SortedDictionary<string, string> Wsdls()
    {
        var files = Contract.Services.Select(s => FileNames.Short(s.Wsdl)).Distinct(StringComparer.Ordinal).ToList();
        var inquiry = files.Count == 1 ? files[0] : FileOf("request");
        var callback = files.Count == 1 ? files[0] : FileOf("delivery") ?? FileOf("validation");
        var named = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (inquiry is not null)
        {
            named["inquiry"] = $"{ContractReader.SchemaFolder}/{inquiry}";
        }

        if (callback is not null)
        {
            named["callback"] = $"{ContractReader.SchemaFolder}/{callback}";
        }

        return named;
    }

    private string? FileOf(string role) =>
        Guesses.FirstOrDefault(g => g.Role == role) is { } guess ? FileNames.Short(guess.Service.Wsdl) : null;

    private bool WriteNew(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        if (File.Exists(file))
        {
            if (File.ReadAllText(file) != text)
            {
                Kept.Add(name);
            }

            return false;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text, Utf8);
        return true;
    }

    /// <summary>Each file with the name that it gets: its path below the folder of the first, or its own name alone.</summary>
    private static List<(string Path, string Name)> FilesOf(WsdlDocuments documents, SchemaSources sources)
    {
        var files = documents.All.Select(d => d.File)
            .Concat(sources.All.Where(s => Path.IsPathRooted(s.File)).Select(s => s.File))
            .Distinct(StringComparer.Ordinal).ToList();
        var home = files.Count > 0 ? Path.GetDirectoryName(files[0])! : string.Empty;
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return files.ConvertAll(file => (file, Unique(Below(home, file), taken)));
    }

    private static string Below(string home, string file)
    {
        var relative = Path.GetRelativePath(home, file);
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? Path.GetFileName(file) : relative;
    }

    private static string Unique(string name, HashSet<string> taken)
    {
        var candidate = name;
        for (var i = 2; !taken.Add(candidate); i++)
        {
            candidate = Path.ChangeExtension(name, null) + $"-{i}" + Path.GetExtension(name);
        }

        return candidate;
    }
}
