namespace Uhit.Contracts;

/// <summary>What a contract holds and nothing is made of, because no message has it: told, and in nobody's way.</summary>
internal sealed class Notes
{
    private readonly Dictionary<string, (string File, int Line, int Count)> _found = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    /// <summary>One line for each thing that is said: where it stands first, and how often more.</summary>
    public IEnumerable<string> Lines => _order.Select(text =>
    {
        var (file, line, count) = _found[text];
        return $"{file}({line}): {text}{(count > 1 ? $" (and {count - 1} more)" : string.Empty)}";
    });

    public void Add(string? file, int line, string text)
    {
        if (_found.TryGetValue(text, out var known))
        {
            _found[text] = known with { Count = known.Count + 1 };
            return;
        }

        _found.Add(text, (FileNames.Short(file), line, 1));
        _order.Add(text);
    }
}
