using Uhit.Cli.Output;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Mapping.Model.Json;

namespace Uhit.Cli.Commands.Contract.Check;

/// <summary>What <c>uhit contract check</c> finds.</summary>
internal sealed class ContractReport
{
    private const string SamplesFolder = "samples";

    private readonly Client.Wire.Mapping.Model.ContractModel _model;
    private readonly ContractWsdl? _wsdl;
    private readonly List<ContractProblem> _problems = [];

    private ContractReport(MappedContract contract)
    {
        _model = contract.Model;
        var content = File.ReadAllBytes(Path.Combine(contract.Folder, MappedContract.FileName));
        var list = new ProblemList(MappedContract.FileName, content, _problems);
        _wsdl = ContractWsdl.Read(_model, out var refusals);
        foreach (var refusal in refusals)
        {
            list.AddFor(_model.InquiryWsdl ?? _model.CallbackWsdl ?? string.Empty, 0, 0, refusal, isWarning: true);
        }

        if (_wsdl is not null)
        {
            new PathCheck(_wsdl.Schemas, list).Check(_model);
            var schemas = ContractSchemaSets.Of(contract, _wsdl);
            new TemplateCheck(schemas, list).Check(contract);
            if (schemas.Whole is null && contract.Model.InquiryWsdl is { } file)
            {
                list.AddFor(
                    file,
                    0,
                    0,
                    "The schemas can't be compiled as they stand, so the values of an inquiry are not held against them before it is sent.",
                    isWarning: true);
            }

            new OperationCheck(_wsdl, list).Check(contract);
        }
        else if (refusals.Count == 0)
        {
            list.AddFor(
                MappedContract.FileName,
                0,
                0,
                "`wsdl` names no file: paths, templates and samples can't be held against the schema.",
                isWarning: true);
        }

        new CorrelationCheck(contract, list).Check();
        if (JsonDocumentReader.Read(content, list) is { } root)
        {
            new CodeCheck(_model, root, list).Check(contract.Templates);
        }

        CheckSamples(contract, list);
        _problems.AddRange(contract.CheckSimulation().Select(Simulated));
    }

    /// <summary>What is wrong or doubtful, beside what the loading of the contract says.</summary>
    public IReadOnlyList<ContractProblem> Problems =>
        [.. _problems.DistinctBy(problem => (problem.File, problem.Line, problem.Column, problem.Message))];

    public static ContractReport Of(MappedContract contract) => new(contract);

    public void Show(ToolOutput output)
    {
        output.Line($"Contract [bold]{_model.Id}[/], SOAP {(_model.SoapVersion == Client.Wire.SoapVersion.Soap12 ? "1.2" : "1.1")}");
        ShowOperations(output);
        foreach (var message in _model.Messages)
        {
            output.Line();
            output.Line($"[bold]{message.Name}[/]{(message.Action is { Length: > 0 } action ? $" (action {action})" : string.Empty)}"
                + $"{(message.Template is { } template ? $", written by {template}" : string.Empty)}");
            ShowCoverage(output, message.Name, Coverage.Of(message.Content));
            ShowCoverage(output, message.Name + ".answer", Coverage.Of(message.Answer?.Content));
            if (message.Answer is { Template: { } answer })
            {
                output.Line($"  answered by {answer}");
            }
            else if (message.Answer is { Empty.Count: > 0, Content: null } empty)
            {
                output.Line($"  answered by nothing (HTTP {string.Join(", ", empty.Empty)})");
            }
        }

        output.Line();
    }

    // A Third Party does without it.
    private static ContractProblem Simulated(ContractProblem problem) =>
        new(problem.File, problem.Line, problem.Column, problem.JsonPath, problem.Message.StartsWith(
            "The simulator", StringComparison.Ordinal) ? problem.Message : "The simulator can't play this: " + problem.Message)
        {
            IsWarning = true,
        };

    private void ShowOperations(ToolOutput output)
    {
        if (_wsdl is null)
        {
            return;
        }

        var used = _model.Messages.ToLookup(
            message => message.Name, message => _wsdl.OperationsOf(message).Select(operation => operation.Name).ToHashSet());
        foreach (var service in _wsdl.Services)
        {
            output.Line();
            output.Line(
                $"Service [bold]{service.Name}[/], "
                    + $"SOAP {service.SoapVersion}{(service.Address is { } address ? $", {address}" : string.Empty)}");
            foreach (var operation in service.Operations)
            {
                var messages = used.Where(message => message.Any(names => names.Contains(operation.Name)))
                    .Select(message => message.Key).ToList();
                output.Report(
                    $"  {operation.Name}: {Names(operation.Input)} "
                        + $"-> {(operation.Output is { } reply ? Names(reply) : "nothing")}; "
                        + $"{(messages.Count == 0 ? "not used" : "used as " + string.Join(", ", messages))}",
                    new OperationLine(
                        service.Name, operation.Name, operation.Action, Names(operation.Input),
                        operation.Output is { } one ? Names(one) : null, messages));
            }
        }
    }

    private static void ShowCoverage(ToolOutput output, string message, IReadOnlyList<Coverage> parts)
    {
        foreach (var part in parts)
        {
            output.Report(
                $"  {(part.Part.Length == 0 ? "message" : part.Part)}: {string.Join(", ", part.Mapped.DefaultIfEmpty("nothing"))}"
                    + $"{(part.Left.Count == 0 ? string.Empty : $"; not mapped: {string.Join(", ", part.Left)}")}",
                new CoverageLine(message, part.Part, part.Mapped, part.Left));
        }
    }

    private static string Names(Uhit.Contracts.Contract.MessageModel message) =>
        message.Body.Count == 0 ? "nothing" : string.Join(" + ", message.Body.Select(name => name.Name));

    private void CheckSamples(MappedContract contract, ProblemList list)
    {
        var folder = Path.Combine(contract.Folder, SamplesFolder);
        foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder, "*.xml").Order(StringComparer.Ordinal).ToArray() : [])
        {
            var name = $"{SamplesFolder}/{Path.GetFileName(file)}";
            if (_wsdl is not null)
            {
                using var stream = File.OpenRead(file);
                foreach (var (line, column, text) in SampleValidation.Validate(stream, _wsdl.Schemas))
                {
                    list.AddFor(name, line, column, text, isWarning: true);
                }
            }

            // What CNP sends decides, whatever its schema says: a sample that is refused is an
            // error, one that does not fit the schema is none.
            if (new MessageTrial(contract).Read(() => File.OpenRead(file), new TriedMessage(), CancellationToken.None) is { } refusal)
            {
                list.AddFor(name, 0, 0, "It would be refused: " + refusal);
            }
        }
    }

    private sealed record OperationLine(
        string Service,
        string Operation,
        string Action,
        string Request,
        string? Response,
        IReadOnlyList<string> Messages) : JsonLine("operation");

    private sealed record CoverageLine(
        string Message, string Part, IReadOnlyList<string> Mapped, IReadOnlyList<string> NotMapped) : JsonLine("coverage");
}
