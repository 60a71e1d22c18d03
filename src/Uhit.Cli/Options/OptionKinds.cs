using System.CommandLine;
using System.CommandLine.Parsing;

namespace Uhit.Cli.Options;

/// <summary>What options of several verbs take, and what they say of anything else.</summary>
internal static class OptionKinds
{
    public delegate bool Reader<T>(string text, out T value);

    /// <summary>An option that names a file which must be there.</summary>
    public static Option<FileInfo> ExistingFile(string name, string description, bool required = true)
    {
        var option = new Option<FileInfo>(name) { Description = description, HelpName = "FILE", Required = required };
        Check(option, File.Exists, written => $"there is no file '{written}'.");
        return option;
    }

    /// <summary>Refuses any word but these, naming the option and what it takes.</summary>
    public static void Among(Option option, params IReadOnlyList<string> words)
    {
        Check(
            option, written => words.Contains(written, StringComparer.Ordinal),
            written => $"'{written}' is not known. Write one of: {string.Join(", ", words)}.");
        option.CompletionSources.Add(_ => words.Select(word => new System.CommandLine.Completions.CompletionItem(word)));
    }

    /// <summary>Reads the text of an option or argument: the value, or an error where the text is none.</summary>
    public static T Read<T>(ArgumentResult result, Reader<T> tryParse, string whyNot)
    {
        if (!tryParse(result.Tokens[0].Value, out var value))
        {
            result.AddError(whyNot);
        }

        return value;
    }

    private static void Check(Option option, Predicate<string> isRight, Func<string, string> whyNot) => option.Validators.Add(result =>
    {
        foreach (var token in result.Tokens.Where(token => !isRight(token.Value)))
        {
            result.AddError($"{option.Name}: {whyNot(token.Value)}");
        }
    });
}
