namespace Uhit.Client.Reliability.Faults;

/// <summary>What a run of injections found.</summary>
internal sealed class FaultFigures
{
    private readonly List<string> _violations = [];

    public int Injections { get; set; }

    /// <summary>How many operations of the disk failed.</summary>
    public long FailedOperations { get; set; }

    public long Accepted { get; set; }

    /// <summary>How many callbacks were told to come again.</summary>
    public long Refused { get; set; }

    /// <summary>The longest time from the healing of the disk until all that was refused had been taken.</summary>
    public TimeSpan LongestRecovery { get; set; }

    /// <summary>How many acknowledgements were looked for after a power cut and after a restart.</summary>
    public long Checked { get; set; }

    public IReadOnlyList<string> Violations => _violations;

    public void Add(string violation) => _violations.Add(violation);
}
