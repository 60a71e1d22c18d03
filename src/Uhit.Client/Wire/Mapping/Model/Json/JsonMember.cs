namespace Uhit.Client.Wire.Mapping.Model.Json;

/// <summary>A member of an object, and where its name stands.</summary>
internal sealed record JsonMember(string Name, int Position, JsonValue Value);
