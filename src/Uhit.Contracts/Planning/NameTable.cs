using System.Globalization;

namespace Uhit.Contracts.Planning;

/// <summary>The C# names that are given: one that is taken, or that the generated code needs itself, gets a number behind it.</summary>
internal sealed class NameTable(IEnumerable<string> reserved, bool ignoreCase = false)
{
    private readonly HashSet<string> _taken = new(reserved, ignoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

    public string Take(string name) => Take(name, []);

    /// <summary>A name of which the ones with these ends are free as well: those of the types beside it.</summary>
    public string Take(string name, params string[] patterns)
    {
        var free = name;
        for (var number = 2; !IsFree(free, patterns); number++)
        {
            free = Numbered(name, number);
        }

        _taken.Add(free);
        foreach (var pattern in patterns)
        {
            _taken.Add(With(pattern, free));
        }

        return free;
    }

    public void TakeAll(IEnumerable<string> names) => _taken.UnionWith(names);

    /// <summary>A name that may be taken itself: only what is made with it must be free.</summary>
    public string TakeBeside(string name, string pattern)
    {
        var free = name;
        for (var number = 2; _taken.Contains(With(pattern, free)); number++)
        {
            free = Numbered(name, number);
        }

        _taken.Add(With(pattern, free));
        return free;
    }

    private static string Numbered(string name, int number) =>
        name + (char.IsDigit(name[^1]) ? "_" : string.Empty) + number.ToString(CultureInfo.InvariantCulture);

    private static string With(string pattern, string name) => pattern.Replace("*", name, StringComparison.Ordinal);

    private bool IsFree(string name, string[] patterns) =>
        !_taken.Contains(name) && Array.TrueForAll(patterns, pattern => !_taken.Contains(With(pattern, name)));
}
