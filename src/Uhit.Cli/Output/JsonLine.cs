using System.Text.Json.Serialization;

namespace Uhit.Cli.Output;

/// <summary>One object that the tool writes with <c>--json</c>. Its names are a promise to scripts: docs/reference/cli.md lists them.</summary>
/// <param name="Type">What the object is: scripts choose by it.</param>
internal abstract record JsonLine([property: JsonPropertyOrder(-1)] string Type);
