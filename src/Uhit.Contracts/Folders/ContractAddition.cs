using System.Text;
using Uhit.Contracts.Contract;
using Uhit.Contracts.Messages;
using Uhit.Contracts.Proposals;

namespace Uhit.Contracts.Folders;

/// <summary>Makes a contract's folder of WSDL files: the files as they came, a closed set of them,
/// templates, and a first <c>contract.json</c>.</summary>
internal sealed class ContractAddition
{
    public const string SchemaFolder = "schema";
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
        addition.Copy(OriginalFiles.Of(documents, sources));
        addition.Replace(FlatFolder.Make(documents, sources));
        addition.Contract = ContractFolder.Read(addition._folder, options, new Refusals());
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
        var schemas = Directory.CreateDirectory(Path.Combine(_folder, SchemaFolder));
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
            named["inquiry"] = $"{SchemaFolder}/{inquiry}";
        }

        if (callback is not null)
        {
            named["callback"] = $"{SchemaFolder}/{callback}";
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
}
