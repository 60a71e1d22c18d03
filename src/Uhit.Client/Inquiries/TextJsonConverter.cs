using System.Text.Json;
using System.Text.Json.Serialization;

namespace Uhit.Client.Inquiries;

/// <summary>Writes an identifier or a code as its text, and reads it back, so that it can stand
/// in the JSON of a user's own service.</summary>
/// <typeparam name="T">The identifier or code.</typeparam>
internal sealed class TextJsonConverter<T> : JsonConverter<T>
    where T : struct, ITextValue<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        // The message repeats nothing of the text: it may be personal data.
        return reader.TokenType == JsonTokenType.String && T.TryParse(reader.GetString(), out var value)
            ? value
            : throw new JsonException($"A text that is a valid {typeof(T).Name} is expected.");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value ?? string.Empty);
}
