namespace Uhit.Cli.Output;

/// <summary>Finds what a mistyped word was meant to be.</summary>
internal static class Spelling
{
    private const int MostShown = 3;

    /// <summary>The names that are nearest to a word, as long as they are near at all: a third of its letters may be wrong.</summary>
    public static IReadOnlyList<string> Nearest(string word, IEnumerable<string> names)
    {
        var found = names.Distinct(StringComparer.Ordinal)
            .Select(name => (Name: name, Distance: Distance(word, name)))
            .Where(near => near.Distance <= Math.Max(1, near.Name.TrimStart('-').Length / 3))
            .ToList();
        return found.Count == 0
            ? []
            : [.. found.Where(near => near.Distance == found.Min(one => one.Distance)).Select(near => near.Name).Order(StringComparer.Ordinal).Take(MostShown)];
    }

    // How many letters must be put in, left out, replaced, or change places with the next.
    private static int Distance(string left, string right)
    {
        var table = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                table[i, j] = i == 0 ? j : j == 0 ? i : Math.Min(
                    Math.Min(table[i - 1, j], table[i, j - 1]) + 1,
                    table[i - 1, j - 1] + (char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]) ? 0 : 1));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
                }
            }
        }

        return table[left.Length, right.Length];
    }
}
