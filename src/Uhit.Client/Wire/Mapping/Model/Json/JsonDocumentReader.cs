using System.Text;
using System.Text.Json;

namespace Uhit.Client.Wire.Mapping.Model.Json;

/// <summary>Reads a JSON file into values that know where they stand. Comments and trailing commas are allowed.</summary>
internal static class JsonDocumentReader
{
    private const int MaxDepth = 64;

    /// <summary>Reads the file; <see langword="null"/> where it is no JSON, which <paramref name="problems"/> tell then.</summary>
    public static JsonValue? Read(ReadOnlySpan<byte> utf8, ProblemList problems)
    {
        if (utf8.StartsWith(Encoding.Unicode.Preamble) || utf8.StartsWith(Encoding.BigEndianUnicode.Preamble))
        {
            problems.AddAt(1, 1, "The file is UTF-16: save it as UTF-8.");
            return null;
        }

        var start = utf8.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        var options = new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = MaxDepth };
        var reader = new Utf8JsonReader(utf8[start..], options);
        try
        {
            reader.Read();
            var value = Value(ref reader, start, "$", problems);
            reader.Read();
            return value;
        }
        catch (JsonException e)
        {
            problems.AddAt((int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1, "This is no JSON: " + Reason(e));
            return null;
        }
        catch (InvalidOperationException)
        {
            problems.Add((int)reader.TokenStartIndex + start, "$", "This text is no UTF-8.");
            return null;
        }
    }

    private static JsonValue Value(ref Utf8JsonReader reader, int start, string path, ProblemList problems)
    {
        var position = (int)reader.TokenStartIndex + start;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return Object(ref reader, start, new JsonValue(JsonValueKind.Object, position, path), problems);
            case JsonTokenType.StartArray:
                var list = new JsonValue(JsonValueKind.Array, position, path);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    list.Items.Add(Value(ref reader, start, $"{path}[{list.Items.Count}]", problems));
                }

                return list;
            case JsonTokenType.String:
                return new JsonValue(JsonValueKind.String, position, path) { Text = reader.GetString()! };
            case JsonTokenType.Number:
                return new JsonValue(JsonValueKind.Number, position, path) { Text = Encoding.UTF8.GetString(reader.ValueSpan) };
            case JsonTokenType.True or JsonTokenType.False:
                return new JsonValue(reader.TokenType == JsonTokenType.True ? JsonValueKind.True : JsonValueKind.False, position, path)
                {
                    Text = reader.TokenType == JsonTokenType.True ? "true" : "false",
                };
            default:
                return new JsonValue(JsonValueKind.Null, position, path);
        }
    }

    private static JsonValue Object(ref Utf8JsonReader reader, int start, JsonValue value, ProblemList problems)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var position = (int)reader.TokenStartIndex + start;
            var name = reader.GetString()!;
            var path = IsWord(name) ? $"{value.Path}.{name}" : $"{value.Path}['{name}']";
            reader.Read();
            var member = (name, position, Value(ref reader, start, path, problems));
            if (value[name] is null)
            {
                value.Members.Add(member);
            }
            else
            {
                problems.Add(position, path, $"\"{name}\" stands here twice. Leave one.");
            }
        }

        return value;
    }

    private static bool IsWord(string name) => name.Length > 0 && name.All(c => char.IsLetterOrDigit(c) || c == '_');

    // The text of the exception names line and byte again.
    private static string Reason(JsonException e)
    {
        var cut = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return cut < 0 ? e.Message : e.Message[..cut];
    }
}
