using System.Globalization;
using Uhit.Client.Reliability.Checking;

namespace Uhit.Client.Reliability.Sends;

/// <summary>What a run of kills around sends came to.</summary>
internal sealed record SendReport
{
    public required int Seed { get; init; }

    /// <summary>How often at each point.</summary>
    public required IReadOnlyDictionary<SendPoint, int> Kills { get; init; }

    public required int Inquiries { get; init; }

    public required int Seen { get; init; }

    public required int SeenInPart { get; init; }

    public required int Resends { get; init; }

    public required IReadOnlyDictionary<string, int> States { get; init; }

    public required Findings Findings { get; init; }

    public required TimeSpan Duration { get; init; }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        seed {Seed}: {Kills.Values.Sum()} kills in {Duration:h\:mm\:ss} ({string.Join(", ", Kills.OrderBy(kill => kill.Key).Select(kill => $"{kill.Key} {kill.Value}"))})
        {Inquiries} inquiries stored: {string.Join(", ", States.OrderBy(state => state.Key).Select(state => $"{state.Key} {state.Value}"))}
        CNP saw {Seen} requests, {SeenInPart} of them in part; {Resends} were sent again because the user asked
        {Findings.Lost} inquiries lost, {Findings.Twice} blind re-sends, {Findings.Wrong} otherwise wrong
        """);
}
