namespace Uhit.Client.Reliability.Power;

/// <summary>What a run of power cuts found.</summary>
internal sealed record PowerFigures
{
    public int Cuts { get; init; }

    /// <summary>How many acknowledgements were looked for, in all cuts together.</summary>
    public long Checked { get; init; }

    public IReadOnlyList<string> Violations { get; init; } = [];

    public static PowerFigures operator +(PowerFigures left, PowerFigures right) => new()
    {
        Cuts = left.Cuts + right.Cuts,
        Checked = left.Checked + right.Checked,
        Violations = [.. left.Violations, .. right.Violations],
    };
}
