using Uhit.Client.Tests;

namespace Uhit.Client.Reliability.Points;

/// <summary>What the table in <c>docs/explanation/reliability.md</c> says of one point. The run asserts what is
/// written there, so that page and library can't differ.</summary>
/// <param name="Point">The point.</param>
/// <param name="Stored">Whether the callback is in the store after the kill: <c>yes</c> or <c>no</c>.</param>
/// <param name="Answer">What the sender has of its answer: <c>none</c>, <c>part</c> or <c>whole</c>.</param>
/// <param name="PlainThen">How often the plain handler's effect is there after the kill.</param>
/// <param name="TransactionalThen">How often the transactional handler's effect is there after the kill.</param>
/// <param name="Resend">What a copy gets after the restart: <c>a first answer</c> or <c>the stored answer</c>.</param>
/// <param name="PlainEnd">The plain handler's effect in the end: <c>once</c>, <c>again</c> or <c>once or again</c>.</param>
/// <param name="TransactionalEnd">The transactional handler's effect in the end: <c>once</c>.</param>
internal sealed record PointRow(
    KillPoint Point, string Stored, string Answer, string PlainThen, string TransactionalThen, string Resend, string PlainEnd,
    string TransactionalEnd)
{
    /// <summary>Reads the table out of the page.</summary>
    public static IReadOnlyList<PointRow> ReadAll() =>
        [.. File.ReadLines(Path.Combine(Repository.Root, "docs", "explanation", "reliability.md"))
            .SkipWhile(line => !line.StartsWith("| killed ", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => new PointRow(PointOf(cells[0]), cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], cells[7]))];

    private static KillPoint PointOf(string words) =>
        Enum.Parse<KillPoint>(string.Concat(words.Split(' ', '-').Select(word => char.ToUpperInvariant(word[0]) + word[1..])));
}
