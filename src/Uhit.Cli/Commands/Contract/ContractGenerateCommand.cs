using System.CommandLine;
using Uhit.Cli.Errors;
using Uhit.Cli.Output;
using Uhit.Contracts;
using Uhit.Contracts.Output;

namespace Uhit.Cli.Commands.Contract;

/// <summary><c>uhit contract generate</c>: C# of a WSDL.</summary>
internal sealed class ContractGenerateCommand : ToolVerb
{
    private readonly WsdlArguments _wsdl = new();

    private readonly Option<DirectoryInfo> _output = new("--output")
    {
        Description =
            "The folder of the generated files. Generated files there that are no longer made are deleted; files of yours are left alone.",
        HelpName = "DIR",
        Required = true,
    };

    private readonly Option<string> _namespace =
        new("--namespace") { Description = "The namespace of all types.", HelpName = "NAME", Required = true };

    private readonly Option<bool> _public = new("--public") { Description = "Types are public. Default: internal." };

    private readonly Option<string[]> _streamed = new("--stream")
    {
        Description = "A repeated element that is read and written one by one, never as a list. May be repeated.",
        HelpName = "TYPE/ELEMENT",
    };

    private readonly Option<string[]> _structs =
        new("--struct") { Description = "A type that becomes a readonly struct. May be repeated.", HelpName = "TYPE" };

    private readonly Option<string[]> _names = new("--name")
    {
        Description = "The C# name of a type or element, named as NAME or {NAMESPACE}NAME. May be repeated.",
        HelpName = "OLD=NEW",
    };

    private readonly Option<bool> _utc = new("--utc")
    {
        Description = "A time without an offset means UTC: times are DateTimeOffset. Default: WireDateTime, as it is written.",
    };

    private readonly Option<bool> _check =
        new("--check") { Description = "Writes nothing, lists the files that differ; exit code 1 if there are any." };

    public ContractGenerateCommand()
        : base(
            "generate", "Generates C# from WSDL 1.1 files: service contracts, proxies, message types and their XML code, for a project "
                + "that references Uhit.Client.")
    {
        _wsdl.AddTo(this);
        foreach (var option in new Option[] { _output, _namespace, _public, _streamed, _structs, _names, _utc, _check })
        {
            Add(option);
        }
    }

    public override IReadOnlyList<string> Examples =>
    [
        "uhit contract generate inquiry.wsdl callback.wsdl --output Wire/Generated --namespace Acme.Usage.Wire --stream "
            + "DeliverUsage/Account",
        "uhit contract generate cnp/schema --output Wire/Generated --namespace Acme.Usage.Wire --check",
    ];

    protected override Task<int> RunAsync(ParseResult parsed, ToolOutput output, CancellationToken cancellationToken) =>
        Task.FromResult(Run(parsed, output));

    private int Run(ParseResult parsed, ToolOutput output)
    {
        var options = Read(parsed);
        try
        {
            var files = Generator.Generate(options, out var notes);
            WsdlArguments.Tell(output, notes);
            var folder = new OutputFolder(options.Output);
            return options.Check ? Compare(output, folder, files) : Save(output, folder, files);
        }
        catch (ContractRefusedException refused)
        {
            return WsdlArguments.Refuse(output, refused);
        }
    }

    private GeneratorOptions Read(ParseResult parsed) => new()
    {
        Contracts = _wsdl.Files(parsed),
        Output = parsed.GetRequiredValue(_output).FullName,
        Namespace = parsed.GetRequiredValue(_namespace),
        Public = parsed.GetValue(_public),
        Streamed = Set(parsed.GetValue(_streamed)),
        Structs = Set(parsed.GetValue(_structs)),
        Bindings = _wsdl.Bindings(parsed),
        Operations = _wsdl.Operations(parsed),
        Names = Renamings(parsed.GetValue(_names) ?? []),
        IsUtc = parsed.GetValue(_utc),
        Check = parsed.GetValue(_check),
    };

    private static Dictionary<string, string> Renamings(IEnumerable<string> values)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var value in values)
        {
            var at = value.LastIndexOf('=');
            if (at <= 0 || at == value.Length - 1)
            {
                throw new ToolException($"--name {value}: OLD=NEW is expected. See --help.") { IsWrongUse = true };
            }

            if (!names.TryAdd(value[..at], value[(at + 1)..]))
            {
                throw new ToolException($"--name {value[..at]} is given more than once.") { IsWrongUse = true };
            }
        }

        return names;
    }

    private static int Save(ToolOutput output, OutputFolder folder, SortedDictionary<string, string> files)
    {
        var changed = folder.Write(files);
        output.Report($"{files.Count} files, {changed} changed, in {folder.Path}", new GeneratedLine(folder.Path, files.Count, changed));
        return ExitCodes.Done;
    }

    private static int Compare(ToolOutput output, OutputFolder folder, SortedDictionary<string, string> files)
    {
        var differences = folder.Compare(files);
        foreach (var difference in differences)
        {
            output.Report($"{difference}", new DifferenceLine(difference));
        }

        if (differences.Count == 0)
        {
            output.Line($"The {files.Count} files in {folder.Path} are as the contract makes them.");
            return ExitCodes.Done;
        }

        output.Warn("The generated files do not match the contract: generate them again, without --check.");
        return ExitCodes.Failed;
    }

    private static HashSet<string> Set(string[]? values) => new(values ?? [], StringComparer.Ordinal);

    private sealed record GeneratedLine(string Folder, int Files, int Changed) : JsonLine("generated");

    private sealed record DifferenceLine(string Difference) : JsonLine("difference");
}
