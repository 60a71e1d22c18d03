using System.CommandLine;
using Uhit.Cli.Output;
using Uhit.Client.Wire;

namespace Uhit.Cli.Commands.Contract;

/// <summary>The folder that the verbs of <c>uhit contract</c> are about.</summary>
internal static class ContractFolder
{
    public static Argument<DirectoryInfo> Argument()
    {
        var argument =
            new Argument<DirectoryInfo>("DIR") { Description = $"The folder of the contract, with its {MappedContract.FileName}." };
        argument.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !File.Exists(Path.Combine(token.Value, MappedContract.FileName)))
            {
                result.AddError(
                    $"DIR: there is no {MappedContract.FileName} in '{token.Value}'. 'uhit contract add WSDL' makes such a folder.");
            }
        });
        return argument;
    }

    /// <summary>Shows what is wrong or doubtful, a line each.</summary>
    /// <returns>Whether one of them is an error.</returns>
    public static bool Show(ToolOutput output, IEnumerable<ContractProblem> problems)
    {
        var hasErrors = false;
        foreach (var problem in problems)
        {
            hasErrors |= !problem.IsWarning;
            output.Report(
                problem.IsWarning ? (LineMarkup)$"[yellow]{problem}[/]" : $"[red]{problem}[/]",
                new ProblemLine(
                    problem.IsWarning ? "warning" : "error", problem.File, problem.Line, problem.Column,
                    problem.JsonPath.Length == 0 ? null : problem.JsonPath, problem.Message));
        }

        return hasErrors;
    }

    private sealed record ProblemLine(
        string Severity, string File, int Line, int Column, string? Path, string Message) : JsonLine("problem");
}
