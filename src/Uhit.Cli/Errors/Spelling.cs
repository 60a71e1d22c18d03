using Uhit.Client.Registration;

namespace Uhit.Cli.Errors;

/// <summary>Finds what a mistyped word was meant to be.</summary>
internal static class Spelling
{
    private const int MostShown = 3;

    // Word processors and web pages make one long dash of two short ones.
    private static readonly System.Buffers.SearchValues<char> Dashes = System.Buffers.SearchValues.Create(
        "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212");

    /// <summary>Whether a word begins as an option does, with one dash or two of whatever kind.</summary>
    public static bool LooksLikeAnOption(string word) => word.Length > 2 && Dashes.Contains(word[0]);

    /// <summary>The names that are nearest to a word, as long as they are near at all: a third of its letters may be wrong.</summary>
    public static IReadOnlyList<string> Nearest(string word, IEnumerable<string> names)
    {
        var meant = LooksLikeAnOption(word) ? "--" + word[Math.Max(0, word.AsSpan().IndexOfAnyExcept(Dashes))..] : word;
        var found = names.Distinct(StringComparer.Ordinal)
            .Select(name => (Name: name, Distance: EditDistance.Of(meant, name)))
            .Where(near => near.Distance <= Math.Max(1, near.Name.TrimStart('-').Length / 3))
            .ToList();
        return found.Count == 0
            ? []
            : [.. found.Where(near => near.Distance == found.Min(one => one.Distance))
                .Select(near => near.Name)
                .Order(StringComparer.Ordinal)
                .Take(MostShown)];
    }
}
