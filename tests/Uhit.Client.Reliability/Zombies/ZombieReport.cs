using System.Globalization;
using Uhit.Client.Reliability.Checking;
using Uhit.Client.Reliability.Stores;

namespace Uhit.Client.Reliability.Zombies;

/// <summary>What a run of paused workers came to.</summary>
internal sealed record ZombieReport
{
    public required StoreKind Store { get; init; }

    public required int Seed { get; init; }

    /// <summary>Handlers that were stopped past their lease and went on afterwards.</summary>
    public required int Zombies { get; init; }

    /// <summary>Of them, those whose completion was refused.</summary>
    public required int Refused { get; init; }

    public required Findings Findings { get; init; }

    public required TimeSpan Duration { get; init; }

    public bool IsClean => Findings.IsClean && Refused == Zombies;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        {Store}, seed {Seed}: {Refused} of {Zombies} completions refused in {Duration:h\:mm\:ss}
        {Findings.Lost} lost, {Findings.Twice} twice, {Findings.Wrong} otherwise wrong
        """);
}
