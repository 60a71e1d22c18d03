using System.Globalization;
using Uhit.Client.Reliability.Checking;

namespace Uhit.Client.Reliability.Workers;

/// <summary>What a run of several workers came to.</summary>
internal sealed record WorkerReport
{
    public required WorkerOptions Options { get; init; }

    public required int Restarts { get; init; }

    public required int Acknowledged { get; init; }

    public required int Retried { get; init; }

    public required int CameAgain { get; init; }

    public required int WrongAcknowledgements { get; init; }

    public required Findings Findings { get; init; }

    public required TimeSpan Duration { get; init; }

    public bool IsClean => Findings.IsClean && WrongAcknowledgements == 0;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        {Options.Store}, seed {Options.Seed}: 3 workers, {Options.Kills} kills, {Restarts} stops of the server in {Duration:h\:mm\:ss}
        {Acknowledged} callbacks acknowledged, {Retried} tries that ended without an answer
        {CameAgain} events came to the plain handler again, all of them marked as such
        {Findings.Lost} lost, {Findings.Twice} twice, {WrongAcknowledgements} wrong acknowledgements, {Findings.Wrong} otherwise wrong (order among it)
        """);
}
