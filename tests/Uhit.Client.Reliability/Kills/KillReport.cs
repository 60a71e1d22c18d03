using System.Globalization;
using Uhit.Client.Reliability.Checking;

namespace Uhit.Client.Reliability.Kills;

/// <summary>What a run of kills came to.</summary>
internal sealed record KillReport
{
    public required KillOptions Options { get; init; }

    public required int Kills { get; init; }

    public required int KillsDuringStart { get; init; }

    public required int Acknowledged { get; init; }

    public required int Retried { get; init; }

    public required int Repeated { get; init; }

    public required int CameAgain { get; init; }

    public required int WrongAcknowledgements { get; init; }

    public required Findings Findings { get; init; }

    public required TimeSpan Duration { get; init; }

    public bool IsClean => Findings.IsClean && WrongAcknowledgements == 0;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        {Options.Store}, seed {Options.Seed}: {Kills} kills ({KillsDuringStart} of them during start-up) in {Duration:h\:mm\:ss}
        {Acknowledged} callbacks acknowledged, {Retried} tries that ended without an answer, {Repeated} copies sent on purpose
        {CameAgain} events came to the plain handler again, all of them marked as such
        {Findings.Lost} lost, {Findings.Twice} twice, {WrongAcknowledgements} wrong acknowledgements, {Findings.Wrong} otherwise wrong
        """);
}
