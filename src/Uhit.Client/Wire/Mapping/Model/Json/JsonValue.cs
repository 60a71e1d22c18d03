using System.Text.Json;
namespace Uhit.Client.Wire.Mapping.Model.Json;

/// <summary>A value of a JSON file that knows where it stands.</summary>
internal sealed class JsonValue(JsonValueKind kind, int position, string path)
{
    public JsonValueKind Kind => kind;

    /// <summary>The first byte of it in the file.</summary>
    public int Position => position;

    /// <summary>Where it is, as JSON path.</summary>
    public string Path => path;

    /// <summary>A text without its quotes, a number as it is written, <c>true</c> or <c>false</c>.</summary>
    public string Text { get; init; } = string.Empty;

    public List<(string Name, int Position, JsonValue Value)> Members { get; } = [];

    public List<JsonValue> Items { get; } = [];

    /// <summary>The items of a list; of any other value that alone.</summary>
    public IReadOnlyList<JsonValue> OneOrMore => kind == JsonValueKind.Array ? Items : [this];

    public JsonValue? this[string name] => Members.Find(member => member.Name == name).Value;
}
