namespace Uhit.Client.Wire.Mapping.Model;

/// <summary>A header block that we write.</summary>
internal sealed record HeaderBlockModel(Json.JsonValue Source, string Template, IReadOnlyList<string> On);
