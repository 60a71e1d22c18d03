using System.CommandLine;
using System.CommandLine.Parsing;
using Uhit.Cli.Output;

namespace Uhit.Cli.Errors;

/// <summary>What is wrong with a command line, and where to read how it is written.</summary>
internal static class WrongUse
{
    public static int Report(ParseResult parsed, TextWriter error)
    {
        foreach (var message in parsed.Errors.Where(e => !IsBecauseOfAMistypedVerb(e, parsed))
            .Select(e => e.Message)
            .Distinct(StringComparer.Ordinal))
        {
            error.WriteLine($"uhit: {Secrets.Without(message)}");
        }

        foreach (var token in MistypedOptions(parsed))
        {
            error.WriteLine($"uhit: There is no option '{token}' here.");
        }

        foreach (var (written, meant) in Suggestions(parsed))
        {
            error.WriteLine($"'{written}': did you mean {string.Join(" or ", meant.Select(name => $"'{name}'"))}?");
        }

        error.WriteLine($"Run '{CommandPath(parsed.CommandResult)} --help' to see how it is written.");
        return ExitCodes.WrongUse;
    }

    /// <summary>Options that nobody knows and that were taken for the value of an argument, such as a RequestId.</summary>
    public static IReadOnlyList<string> MistypedOptions(ParseResult parsed) =>
    [
        .. parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value)
            .Where(Spelling.LooksLikeAnOption),
    ];

    // "A verb is missing" says nothing more where one was written that nobody knows.
    private static bool IsBecauseOfAMistypedVerb(ParseError error, ParseResult parsed) =>
        parsed.UnmatchedTokens.Count > 0 && error.SymbolResult is CommandResult && parsed.CommandResult.Command.Subcommands.Count > 0
        && !parsed.UnmatchedTokens.Any(token => error.Message.Contains(token, StringComparison.Ordinal));

    // A word that nobody knows is a mistyped verb, or a mistyped option of this verb or of those above it.
    private static IEnumerable<(string Written, IReadOnlyList<string> Meant)> Suggestions(ParseResult parsed)
    {
        var names = new List<string>();
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult command; at = at.Parent)
        {
            names.AddRange(
                command.Command.Options.Where(option => at == parsed.CommandResult || option.Recursive).Select(option => option.Name));
        }

        names.AddRange(parsed.CommandResult.Command.Subcommands.Select(verb => verb.Name));
        return parsed.UnmatchedTokens.Concat(MistypedOptions(parsed)).Distinct(StringComparer.Ordinal)
            .Select(written => (written, Spelling.Nearest(written, names)))
            .Where(found => found.Item2.Count > 0);
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
