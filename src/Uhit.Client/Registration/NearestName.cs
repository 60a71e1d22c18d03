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

        var (name, distance) = names.Select(name => (Name: name, Distance: IsShortened(text, name) ? 0 : EditDistance.Of(text, name)))
            .OrderBy(pair => pair.Distance).FirstOrDefault();
        return name is not null && distance <= Math.Max(1, Math.Min(text.Length, name.Length) / 3) ? name : null;
    }

    private static bool IsShortened(string text, string name) =>
        text.Length >= 3 && name.StartsWith(text, StringComparison.OrdinalIgnoreCase);
}
