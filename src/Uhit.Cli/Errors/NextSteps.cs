using System.CommandLine;
using Uhit.Cli.Output;
using Uhit.Client;

namespace Uhit.Cli.Errors;

/// <summary>The commands that go on after something failed for an inquiry that is stored: ready to be copied.</summary>
internal static class NextSteps
{
    private static readonly string[] Correctable = ["--endpoint", "--certificate", "--key", "--trust", "--proxy"];

    /// <summary>The commands. Passwords are left out of them.</summary>
    /// <param name="parsed">The command line that failed.</param>
    /// <param name="id">The inquiry.</param>
    /// <param name="sending">Where its sending stands.</param>
    /// <param name="failure">Why it failed: an option that this names has to be put right before the same is sent again.</param>
    public static IReadOnlyList<Step> After(ParseResult parsed, RequestId id, SendingState? sending, string? failure = null)
    {
        var store = StoreOf(parsed);
        var first = ToPutRight(failure) is { Length: > 0 } options ? $"; put {options} right in it first" : string.Empty;
        var number = Quoted(id.Value);
        var steps = new List<Step> { new($"uhit status --store {store} {number}", "shows where it stands") };
        if (sending is SendingState.NotSent)
        {
            steps.Add(new(Resend(parsed, id), $"sends it, under its own number{first}"));
        }

        if (sending is SendingState.Uncertain)
        {
            var what = failure?.Contains("second inquiry to CNP", StringComparison.Ordinal) is true
                ? "sends it again, which CNP takes for a second inquiry if it has it, for the contract carries no number of ours: ask CNP "
                    + "first"
                : "sends it again under its own number, by which CNP knows it if it has it";
            steps.Add(new(Resend(parsed, id), what + first));
        }

        if (sending is SendingState.NotSent or SendingState.Uncertain or SendingState.Sending)
        {
            steps.Add(new($"uhit abandon --store {store} {number}", "gives it up"));
        }

        return steps;
    }

    /// <summary>The store of a command line, as it is written in a command to be copied.</summary>
    public static string StoreOf(ParseResult parsed) => Quoted(Secrets.Without(ValueOf(parsed, "--store") ?? "FILE"));

    /// <summary>That a store has no inquiry of a number.</summary>
    public static ToolException Unknown(ParseResult parsed, string requestId) =>
        new($"There is no inquiry '{requestId}' in this store. 'uhit status --store {StoreOf(parsed)}' lists them all.");

    private static string ToPutRight(string? failure)
    {
        var said = ToolWords.Of(failure ?? string.Empty);
        return string.Join(" and ", Correctable.Where(option => said.Contains(option, StringComparison.Ordinal)));
    }

    // The same options, with the number in place of the file and of what made a new inquiry of it.
    private static string Resend(ParseResult parsed, RequestId id)
    {
        var words = new List<string> { "uhit request" };
        if (parsed.CommandResult.Command.Name != "request")
        {
            return $"uhit request --resend {Quoted(id.Value)} …";
        }

        var tokens = parsed.Tokens.Select(token => token.Value).SkipWhile(value => value != "request").Skip(1).ToList();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i] is "--input" or "--reference" or "--reference-day" or "--resend")
            {
                i++;
            }
            else if (tokens[i] != "--again")
            {
                words.Add(Quoted(Secrets.Without(tokens[i])));
            }
        }

        words.Insert(1, $"--resend {Quoted(id.Value)}");
        return string.Join(' ', words);
    }

    private static string? ValueOf(ParseResult parsed, string option) =>
        parsed.Tokens.Select(token => token.Value).SkipWhile(value => value != option).Skip(1).FirstOrDefault();

    // For a POSIX shell; a Windows path without spaces stays as it is.
    private static string Quoted(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:,=@%+\\".Contains(c, StringComparison.Ordinal))
            ? text
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>A command that goes on.</summary>
    /// <param name="Command">What to write.</param>
    /// <param name="What">What it does.</param>
    internal sealed record Step(string Command, string What);
}
