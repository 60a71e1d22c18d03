namespace Uhit.Client.Wire.Mapping.Model;

/// <summary>Their codes and ours.</summary>
/// <param name="Name">The table's name.</param>
/// <param name="ToOurs">Theirs to ours, by letter.</param>
/// <param name="Others">What all others mean; <see langword="null"/> where they stay as they are.</param>
internal sealed record CodeTable(string Name, IReadOnlyDictionary<string, string> ToOurs, string? Others)
{
    /// <summary>Ours to theirs; of several of theirs the first that is written.</summary>
    public IReadOnlyDictionary<string, string> ToTheirs { get; } =
        ToOurs.GroupBy(code => code.Value, StringComparer.Ordinal).ToDictionary(
            codes => codes.Key, codes => codes.First().Key, StringComparer.Ordinal);
}
