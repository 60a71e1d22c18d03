namespace Uhit.Client.Registration;

/// <summary>Which of some names was most likely meant by one that is none of them.</summary>
internal static class NearestName
{
    /// <summary>The name that is few typing errors away; <see langword="null"/> where none is.</summary>
    public static string? Of(string text, IEnumerable<string> names)
    {
        if (text.Length > 64)
        {
            return null;
        }

        var (name, distance) = names.Select(name => (Name: name, Distance: IsShortened(text, name) ? 0 : Distance(text.ToUpperInvariant(), name.ToUpperInvariant())))
            .OrderBy(pair => pair.Distance).FirstOrDefault();
        return name is not null && distance <= Math.Max(1, Math.Min(text.Length, name.Length) / 3) ? name : null;
    }

    private static bool IsShortened(string text, string name) => text.Length >= 3 && name.StartsWith(text, StringComparison.OrdinalIgnoreCase);

    // Levenshtein's, with one row.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
