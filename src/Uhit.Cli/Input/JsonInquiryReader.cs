using System.Text.Json;

namespace Uhit.Cli.Input;

/// <summary>Reads JSON: an array of lines, or an object with <c>lines</c> and perhaps <c>clientReference</c>.</summary>
internal static class JsonInquiryReader
{
    private static readonly JsonDocumentOptions Options =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 8 };

    private const string HalfCharacter = "\uD800";

    public static InquiryFile Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Options);
            return Read(document.RootElement);
        }
        catch (JsonException exception)
        {
            // The message of the parser may repeat the text, which holds personal data.
            throw new InputException(
                $"line {exception.LineNumber + 1} of the file is not JSON (byte {exception.BytePositionInLine + 1} of the line)");
        }
    }

    private static InquiryFile Read(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array)
        {
            return new InquiryFile(null, Rows(root));
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new InputException("an array of lines, or an object with 'lines', is expected");
        }

        string? reference = null;
        IReadOnlyList<IReadOnlyDictionary<string, string>>? rows = null;
        foreach (var property in root.EnumerateObject())
        {
            switch (NameOf(property))
            {
                case var name when Is(name, "clientReference") && property.Value.ValueKind == JsonValueKind.String:
                    reference = TextOf(property.Value);
                    break;
                case var name when Is(name, "clientReference") && property.Value.ValueKind == JsonValueKind.Null:
                    break;
                case var name when Is(name, "lines") && property.Value.ValueKind == JsonValueKind.Array && rows is null:
                    rows = Rows(property.Value);
                    break;
                default:
                    throw new InputException(
                        $"'{NameOf(property)}' is not expected here: 'clientReference' (text) and 'lines' (array) are");
            }
        }

        return new InquiryFile(reference, rows ?? throw new InputException("'lines' is missing"));
    }

    private static bool Is(string name, string expected) => name.Equals(expected, StringComparison.OrdinalIgnoreCase);

    private static List<IReadOnlyDictionary<string, string>> Rows(JsonElement array)
    {
        var rows = new List<IReadOnlyDictionary<string, string>>();
        foreach (var line in array.EnumerateArray())
        {
            var row = new Dictionary<string, string>(StringComparer.Ordinal);
            Flatten(line, string.Empty, row, rows.Count + 1);
            rows.Add(row);
        }

        return rows;
    }

    private static void Flatten(JsonElement value, string path, Dictionary<string, string> row, int lineNumber)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in value.EnumerateObject())
            {
                Flatten(property.Value, path.Length == 0 ? NameOf(property) : $"{path}.{NameOf(property)}", row, lineNumber);
            }

            return;
        }

        if (path.Length == 0 || value.ValueKind == JsonValueKind.Array)
        {
            throw new InputException($"inquiry line {lineNumber}: an object with the fields of one ESI ID is expected");
        }

        var field = InquiryField.OfPath(path)
            ?? throw new InputException(
                $"inquiry line {lineNumber}: '{path}' is not known. {InquiryField.Meant(path, known => known.JsonPath, "fields")}");
        if (value.ValueKind != JsonValueKind.Null
            && !row.TryAdd(field.Name, value.ValueKind == JsonValueKind.String ? TextOf(value).Trim() : value.GetRawText()))
        {
            throw new InputException($"inquiry line {lineNumber}: '{path}' is there twice");
        }
    }

    // JSON may write half of a character, which is no text: it is left in, and the rules find it where it stands.
    private static string TextOf(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return HalfCharacter;
        }
    }

    private static string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return HalfCharacter;
        }
    }
}
