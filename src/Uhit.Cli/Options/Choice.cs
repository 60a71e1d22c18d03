using System.CommandLine;

namespace Uhit.Cli.Options;

/// <summary>Options that take one of a few words.</summary>
internal static class Choice
{
    /// <summary>Refuses any other word, naming the option and what it takes.</summary>
    public static void Among(Option option, params IReadOnlyList<string> words)
    {
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !words.Contains(token.Value, StringComparer.Ordinal)))
            {
                result.AddError($"{option.Name}: '{token.Value}' is not known. Write one of: {string.Join(", ", words)}.");
            }
        });
        option.CompletionSources.Add(_ => words.Select(word => new System.CommandLine.Completions.CompletionItem(word)));
    }
}
