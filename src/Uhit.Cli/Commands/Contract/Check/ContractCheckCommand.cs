using System.CommandLine;
using Uhit.Cli.Options;
using Uhit.Cli.Output;
using Uhit.Client.Wire.Mapping;

namespace Uhit.Cli.Commands.Contract.Check;

/// <summary><c>uhit contract check</c>: what the service has, what of it is mapped, and everything that is wrong, in one pass.</summary>
internal sealed class ContractCheckCommand : Command, IHasExamples
{
    private readonly Argument<DirectoryInfo> _folder = ContractFolder.Argument();

    public ContractCheckCommand()
        : base("check", "Checks a contract folder: lists the operations and what of our domain is mapped, looks for every path in the schema, and holds templates and samples against it.")
    {
        Add(_folder);
        SetAction(Run);
    }

    public IReadOnlyList<string> Examples => ["uhit contract check cnp", "uhit contract check cnp --json"];

    private int Run(ParseResult parsed)
    {
        var output = new ToolOutput(parsed.GetValue(CommonOptions.Json));
        var contract = MappedContract.TryLoad(parsed.GetRequiredValue(_folder).FullName, out var problems);
        var report = contract is null ? null : ContractReport.Of(contract);
        report?.Show(output);
        var hasErrors = ContractFolder.Show(output, report is null ? problems : problems.Concat(report.Problems));
        output.Line();
        output.Report(
            hasErrors ? (FormattableString)$"[red]The contract can't be used yet:[/] put right what is in red." : $"[green]The contract can be used.[/] Next: uhit contract try {parsed.GetRequiredValue(_folder)} FILE…, with messages that CNP sent.",
            new CheckedLine(!hasErrors));
        return hasErrors ? ExitCodes.Failed : ExitCodes.Done;
    }

    private sealed record CheckedLine(bool Usable) : JsonLine("checked");
}
