using System.CommandLine;
using System.CommandLine.Parsing;

namespace Uhit.Cli.Output;

/// <summary>What is wrong with a command line, and where to read how it is written.</summary>
internal static class WrongUse
{
    public static int Report(ParseResult parsed, TextWriter error)
    {
        foreach (var message in parsed.Errors.Select(e => e.Message).Distinct(StringComparer.Ordinal))
        {
            error.WriteLine($"uhit: {message}");
        }

        error.WriteLine($"Run '{CommandPath(parsed.CommandResult)} --help' to see how it is written.");
        return ExitCodes.WrongUse;
    }

    private static string CommandPath(CommandResult result)
    {
        var names = new List<string>();
        for (SymbolResult? at = result; at is CommandResult command; at = at.Parent)
        {
            names.Insert(0, command.Command is RootCommand ? "uhit" : command.Command.Name);
        }

        return string.Join(' ', names);
    }
}
