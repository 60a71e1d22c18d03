namespace Uhit.Client.Wire.Mapping.Model.Json;

/// <summary>A value of a JSON file that knows where it stands.</summary>
internal sealed class JsonValue(JsonKind kind, int position, string path)
{
    public JsonKind Kind => kind;

    /// <summary>The first byte of it in the file.</summary>
    public int Position => position;

    /// <summary>Where it is, as JSON path.</summary>
    public string Path => path;

    /// <summary>A text without its quotes, a number as it is written, <c>true</c> or <c>false</c>.</summary>
    public string Text { get; init; } = string.Empty;

    public List<JsonMember> Members { get; } = [];

    public List<JsonValue> Items { get; } = [];

    public JsonValue? this[string name] => Members.Find(member => member.Name == name)?.Value;
}
