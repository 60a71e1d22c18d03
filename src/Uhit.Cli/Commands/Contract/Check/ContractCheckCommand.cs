using System.CommandLine;
using Uhit.Cli.Output;
using Uhit.Client.Wire;

namespace Uhit.Cli.Commands.Contract.Check;

/// <summary><c>uhit contract check</c>: what the service has, what of it is mapped, and everything that is wrong, in one pass.</summary>
internal sealed class ContractCheckCommand : ToolVerb
{
    private readonly Argument<DirectoryInfo> _folder = ContractFolder.Argument();

    public ContractCheckCommand()
        : base(
            "check", "Checks a contract folder: lists the operations and what of our domain is mapped, looks for every path in the schema, "
                + "and holds templates and samples against it.")
    {
        Add(_folder);
    }

    public override IReadOnlyList<string> Examples => ["uhit contract check cnp", "uhit contract check cnp --json"];

    protected override Task<int> RunAsync(ParseResult parsed, ToolOutput output, CancellationToken cancellationToken) =>
        Task.FromResult(Run(parsed, output));

    private int Run(ParseResult parsed, ToolOutput output)
    {
        var contract = MappedContract.TryLoad(parsed.GetRequiredValue(_folder).FullName, out var problems);
        var report = contract is null ? null : ContractReport.Of(contract);
        report?.Show(output);
        var hasErrors = ContractFolder.Show(output, report is null ? problems : problems.Concat(report.Problems));
        output.Line();
        output.Report(
            hasErrors ? (LineMarkup)$"[red]The contract can't be used yet:[/] put right what is in red." : $"[green]The contract can be "
                + $"used.[/] Next: uhit contract try {parsed.GetRequiredValue(_folder)} FILE…, with messages that CNP sent.",
            new CheckedLine(!hasErrors));
        return hasErrors ? ExitCodes.Failed : ExitCodes.Done;
    }

    private sealed record CheckedLine(bool Usable) : JsonLine("checked");
}
