using System.Text.Json;
using Uhit.Client.Wire.Mapping;
using Uhit.Client.Wire.Mapping.Model;
using Uhit.Client.Wire.Mapping.Model.Json;
using Uhit.Client.Wire.Mapping.Model.Shapes;

namespace Uhit.Client.Wire;

/// <summary>A contract of CNP's as data: a folder with <c>contract.json</c>, templates of what is
/// sent, and paths of what is received.</summary>
/// <remarks>Read once, at start-up; immutable and thread-safe.
/// <c>docs/reference/contract-folder.md</c> is the reference of its keys.</remarks>
internal sealed class MappedContract
{
    /// <summary>The name of the file that says what stands for what.</summary>
    public const string FileName = "contract.json";

    /// <summary>The name under which the JSON schema of that file is written beside it.</summary>
    public const string SchemaFileName = "contract.schema.json";

    private const int MaxFileBytes = 16 << 20;

    private readonly MappedWireFormat _format;

    private MappedContract(ContractModel model, MappedTemplates templates, IReadOnlyList<ContractProblem> warnings)
    {
        Model = model;
        Templates = templates;
        Warnings = warnings;
        _format = new MappedWireFormat(model, templates);
    }

    /// <summary>The folder, as a full path.</summary>
    public string Folder => Model.Folder;

    /// <summary>The contract's id, which is stored with every message.</summary>
    public string Id => Model.Id;

    /// <summary>What is doubtful in it.</summary>
    public IReadOnlyList<ContractProblem> Warnings { get; }

    /// <summary>The format that the folder describes.</summary>
    public SimulatedWireFormat WireFormat => _format;

    /// <summary>The files of the contract that CNP hosts: the WSDL first, then what it refers to; empty
    /// where <c>wsdl.inquiry</c> names none.</summary>
    public IReadOnlyList<WireContractFile> InquiryContractFiles => Model.InquiryFiles;

    /// <summary>What of the domain is mapped, and what is not.</summary>
    internal IReadOnlyList<ContractCoverage.Field> Coverage => ContractCoverage.Of(Model);

    internal ContractModel Model { get; }

    /// <summary>The templates of all that is sent.</summary>
    internal MappedTemplates Templates { get; }

    /// <summary>Reads and checks a folder.</summary>
    /// <param name="folder">The folder, absolute or relative to the working directory.</param>
    /// <exception cref="ContractException">It can't be used: everything that is wrong, with file, line and place.</exception>
    public static MappedContract Load(string folder) =>
        TryLoad(folder, out var problems) ?? throw new ContractException(folder, problems);

    /// <summary>Reads and checks a folder.</summary>
    /// <param name="folder">The folder, absolute or relative to the working directory.</param>
    /// <param name="problems">All that is wrong or doubtful, in the order of the file.</param>
    /// <returns>The contract; <see langword="null"/> where an error is among the problems.</returns>
    public static MappedContract? TryLoad(string folder, out IReadOnlyList<ContractProblem> problems)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var full = Path.GetFullPath(folder);
        var found = new List<ContractProblem>();
        problems = found;
        if (ReadFile(full, found) is not { } content || Bind(full, content, found) is not { } model)
        {
            return null;
        }

        var templates = MappedTemplates.Load(model, found);
        if (EchoedNumbers.AsWritten(model, templates) is { } echoed)
        {
            model = echoed;
            templates = MappedTemplates.Load(model, found);
        }

        // A template that two messages share is read for each of them.
        problems = [.. found.DistinctBy(problem => (problem.File, problem.Line, problem.Column, problem.JsonPath, problem.Message))
            .OrderBy(problem => problem.File, StringComparer.Ordinal).ThenBy(problem => problem.Line).ThenBy(problem => problem.Column)];
        return found.Exists(problem => !problem.IsWarning) ? null : new MappedContract(model, templates, problems);
    }

    /// <summary>What the simulator can't write of the contract: a Third Party does without it.</summary>
    /// <returns>The problems; empty where the simulator can play the whole of CNP's side.</returns>
    public IReadOnlyList<ContractProblem> CheckSimulation() => _format.CheckSimulation();

    /// <summary>The JSON schema of <c>contract.json</c>, for editors.</summary>
    public static byte[] GetJsonSchema()
    {
        using var resource = typeof(MappedContract).Assembly.GetManifestResourceStream("contract/" + SchemaFileName)
            ?? throw new InvalidOperationException($"The file {SchemaFileName} is not in the assembly.");
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        return content;
    }

    private static ContractModel? Bind(string folder, byte[] content, List<ContractProblem> found)
    {
        var problems = new ProblemList(FileName, content, found);
        if (JsonDocumentReader.Read(content, problems) is not { } root)
        {
            return null;
        }

        ShapeCheck.Check(root, Shape.Of(ContractShapes.Contract), problems);
        if (root.Kind != JsonValueKind.Object)
        {
            return null;
        }

        // What is of the wrong kind is told already, and reads as nothing below.
        var model = new ContractBinder(root, problems).Bind(folder);
        ContractCheck.Check(model, root, problems);
        return model;
    }

    private static byte[]? ReadFile(string folder, List<ContractProblem> found)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MaxFileBytes })
            {
                found.Add(new ContractProblem(FileName, 0, 0, string.Empty, "The file is larger than 16 MiB."));
                return null;
            }

            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            found.Add(new ContractProblem(FileName, 0, 0, string.Empty, e is FileNotFoundException or DirectoryNotFoundException
                ? $"There is no {FileName} in {folder}. Make one with: uhit contract add WSDL… --to DIR"
                : $"{path} can't be read: {e.Message}"));
            return null;
        }
    }
}
