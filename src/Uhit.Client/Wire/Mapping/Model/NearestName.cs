namespace Uhit.Client.Wire.Mapping.Model;

/// <summary>Finds what somebody probably meant to write.</summary>
internal static class NearestName
{
    /// <summary>The name that differs least; <see langword="null"/> where none is near.</summary>
    public static string? Of(string text, IEnumerable<string> names)
    {
        var best = names.Select(name => (Name: name, Distance: Distance(text, name)))
            .OrderBy(candidate => candidate.Distance).FirstOrDefault();
        return best.Name is not null && best.Distance <= Math.Max(2, text.Length / 3) ? best.Name : null;
    }

    /// <summary>" Did you mean …?", or nothing.</summary>
    public static string Hint(string text, IEnumerable<string> names)
    {
        var all = names.ToList();
        return Of(text, all) is { } name ? $" Did you mean \"{name}\"?"
            : all.Count is > 0 and <= 24 ? $" Known are: {string.Join(", ", all)}."
            : string.Empty;
    }

    private static int Distance(string left, string right)
    {
        var row = new int[right.Length + 1];
        for (var j = 0; j < row.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 0; i < left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i + 1;
            for (var j = 0; j < right.Length; j++)
            {
                var same = char.ToUpperInvariant(left[i]) == char.ToUpperInvariant(right[j]);
                (diagonal, row[j + 1]) = (row[j + 1], Math.Min(Math.Min(row[j + 1], row[j]) + 1, diagonal + (same ? 0 : 1)));
            }
        }

        return row[^1];
    }
}
