using System.Globalization;
using Uhit.Client.Reliability.Checking;

namespace Uhit.Client.Reliability.Polls;

/// <summary>What a run of kills around fetches came to.</summary>
internal sealed record PollReport
{
    public required PollOptions Options { get; init; }

    /// <summary>How often at each point.</summary>
    public required IReadOnlyDictionary<PollPoint, int> Kills { get; init; }

    public required int Inquiries { get; init; }

    public required int Confirmed { get; init; }

    public required int GivenOutAgain { get; init; }

    public required int ConfirmedAgain { get; init; }

    public required int CameAgain { get; init; }

    public required Findings Findings { get; init; }

    public required TimeSpan Duration { get; init; }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        {Options.Scope}, seed {Options.Seed}: {Kills.Values.Sum()} kills in {Duration:h\:mm\:ss} ({string.Join(", ", Kills.OrderBy(kill => kill.Key).Select(kill => $"{kill.Key} {kill.Value}"))})
        {Confirmed} messages of {Inquiries} inquiries confirmed; {GivenOutAgain} were given out again, {ConfirmedAgain} confirmed again, {CameAgain} events came to the plain handler again
        {Findings.Lost} lost or confirmed before they were stored, {Findings.Twice} twice, {Findings.Wrong} otherwise wrong
        """);
}
