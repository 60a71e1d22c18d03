using System.Text.Json;

namespace Uhit.Cli.Tests;

/// <summary>How a run of the tool ended.</summary>
internal sealed record UhitRun(int ExitCode, string Output, string Errors)
{
    public IReadOnlyList<JsonElement> Json =>
        [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    public IReadOnlyList<JsonElement> JsonOf(string type) => [.. Json.Where(line => line.GetProperty("type").GetString() == type)];

    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Errors}";
}
