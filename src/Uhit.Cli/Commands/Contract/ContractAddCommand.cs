using System.CommandLine;
using Uhit.Cli.Output;
using Uhit.Client.Wire;
using Uhit.Contracts;
using Uhit.Contracts.Contract;
using Uhit.Contracts.Folders;

namespace Uhit.Cli.Commands.Contract;

/// <summary><c>uhit contract add</c>: a contract folder of a WSDL.</summary>
internal sealed class ContractAddCommand : ToolVerb
{
    private const int MaxRows = 60;

    private readonly WsdlArguments _wsdl = new();

    private readonly Option<DirectoryInfo?> _to = new("--to")
    {
        Description = "The contract's folder; made if it is not there. Default: a folder here that is named after the service.",
        HelpName = "DIR",
    };

    public ContractAddCommand()
        : base(
            "add",
            "Makes a contract folder of WSDL files: the files as they came, a closed copy of them, templates of all messages and a first "
            + "contract.json with guesses. "
            + "Run again it renews the copies, and leaves templates and contract.json as you wrote them.")
    {
        _wsdl.AddTo(this);
        Add(_to);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "uhit contract add inquiry.wsdl callback.wsdl --to cnp",
        "uhit contract add Downloads/cnp --operation RequestUsage --operation Notify",
    ];

    protected override Task<int> RunAsync(ParseResult parsed, ToolOutput output, CancellationToken cancellationToken) =>
        Task.FromResult(Run(parsed, output));

    private int Run(ParseResult parsed, ToolOutput output)
    {
        var files = _wsdl.Files(parsed);
        var options = _wsdl.Reading(parsed);
        var refusals = new Refusals();
        try
        {
            var folder = parsed.GetValue(_to)?.FullName ?? Path.GetFullPath(NameOf(files, options));
            var addition = ContractAddition.Run(files, folder, options, refusals);
            File.WriteAllBytes(Path.Combine(folder, MappedContract.SchemaFileName), MappedContract.GetJsonSchema());
            WsdlArguments.Tell(output, refusals.Notes);
            Report(output, folder, addition);
            return ExitCodes.Done;
        }
        catch (ContractRefusedException refused)
        {
            WsdlArguments.Tell(output, refusals.Notes);
            return WsdlArguments.Refuse(output, refused);
        }
    }

    private static string NameOf(IReadOnlyList<string> files, ReadingOptions options) =>
        ContractJson.IdOf(ContractReader.Read(files, options, new Refusals()).Services.Select(s => s.Name).FirstOrDefault() ?? "contract");

    private static void Report(ToolOutput output, string folder, ContractAddition addition)
    {
        var table = new ToolTable(
            new("Operation"), new("SOAP action") { Wraps = true }, new("Request") { Wraps = true }, new("Response") { Wraps = true });
        var rows = 0;
        foreach (var service in addition.Contract.Services)
        {
            foreach (var operation in service.Operations)
            {
                var (request, response) = (Names(operation.Input), operation.Output is null ? "one-way" : Names(operation.Output));
                output.Json(new OperationLine(
                    service.Name, operation.Name, operation.Action, service.SoapVersion, service.Address, request, response));
                if (rows++ < MaxRows)
                {
                    table.Add(operation.Name, operation.Action, request, response);
                }
            }
        }

        output.Draw(table);
        if (rows > MaxRows)
        {
            output.Line($"… and {rows - MaxRows} operations more.");
        }

        foreach (var guess in addition.Guesses)
        {
            output.Report(
                $"Guess ({guess.Score:0.00}): {guess.Role} is {guess.Operation.Name}, since {guess.Why}; {guess.Fields.Count} of its "
                    + $"values are guessed too.",
                new GuessLine(guess.Role, guess.Operation.Name, Math.Round(guess.Score, 2), guess.Why, guess.Fields.Count));
        }

        output.Report(
            $"[bold]{folder}[/]: {addition.Originals} files as they came, {addition.Schemas} in the closed copy, {addition.Templates} "
                + $"templates written.",
            new AddedLine(folder, addition.Originals, addition.Schemas, addition.Templates, addition.Kept));
        foreach (var kept in addition.Kept)
        {
            output.Notice($"{kept} was there already and was left as it is; the WSDL would make another one now.");
        }

        output.Line(
            $"Next: fill in contract.json (its guesses are never used until you move them to messages) and the templates that it names, "
                + $"then");
        output.Line($"  uhit contract check {folder}");
    }

    private static string Names(MessageModel message) =>
        message.Body.Count == 0 ? "empty" : string.Join(", ", message.Body.Select(name => name.Name));

    private sealed record OperationLine(
        string Service, string Operation, string Action, string Soap, string? Address, string Request, string Response)
        : JsonLine("operation");

    private sealed record GuessLine(string Role, string Operation, double Score, string Why, int Fields) : JsonLine("guess");

    private sealed record AddedLine(
        string Folder, int Originals, int Schemas, int Templates, IReadOnlyList<string> Kept) : JsonLine("added");
}
