using System.Text.Json;
using System.Text.Json.Serialization;

namespace Uhit.Client.Usage;

/// <summary>Writes a code as its text, and reads it back.</summary>
/// <typeparam name="T">The code.</typeparam>
internal abstract class CodeJsonConverter<T> : JsonConverter<T>
    where T : struct
{
    public sealed override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? Of(reader.GetString()!)
            : throw new JsonException($"A text is expected for a {typeof(T).Name}.");

    public sealed override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(TextOf(value));

    protected abstract T Of(string text);

    protected abstract string TextOf(T value);
}
