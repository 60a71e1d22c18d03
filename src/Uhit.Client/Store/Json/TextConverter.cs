using System.Text.Json;
using System.Text.Json.Serialization;

namespace Uhit.Client.Store.Json;

/// <summary>An identifier as its text; <see langword="default"/>, which is none, as the empty text.</summary>
internal sealed class TextConverter<T>(Func<T, string?> textOf, Func<string, T> parse) : JsonConverter<T>
    where T : struct
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not JsonTokenType.String)
        {
            throw new JsonException($"{typeof(T).Name}: a text is expected.");
        }

        var text = reader.GetString()!;
        try
        {
            return text.Length == 0 ? default : parse(text);
        }
        catch (FormatException)
        {
            // Without the inner exception, and without the text: either may be personal data.
            throw new JsonException($"{typeof(T).Name}: the text is not one.");
        }
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(textOf(value) ?? string.Empty);
}
