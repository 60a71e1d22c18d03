using System.Text.Json;
using Uhit.Cli.Runtime;

namespace Uhit.Cli.Input;

/// <summary>Reads JSON: an array of lines, or an object with <c>lines</c> and perhaps <c>clientReference</c>.</summary>
internal static class JsonInquiryReader
{
    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 8 };

    public static InquiryFile Read(string text, string fileName)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Options);
            return Read(document.RootElement, fileName);
        }
        catch (JsonException exception)
        {
            // The message of the parser may repeat the text, which holds personal data.
            throw Wrong(fileName, $"line {exception.LineNumber + 1} is not JSON");
        }
    }

    private static InquiryFile Read(JsonElement root, string fileName)
    {
        if (root.ValueKind == JsonValueKind.Array)
        {
            return new InquiryFile(null, Rows(root, fileName));
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            throw Wrong(fileName, "an array of lines, or an object with 'lines', is expected");
        }

        string? reference = null;
        IReadOnlyList<IReadOnlyDictionary<string, string>>? rows = null;
        foreach (var property in root.EnumerateObject())
        {
            switch (property.Name.ToUpperInvariant())
            {
                case "CLIENTREFERENCE" when property.Value.ValueKind is JsonValueKind.String or JsonValueKind.Null:
                    reference = property.Value.GetString();
                    break;
                case "LINES" when property.Value.ValueKind == JsonValueKind.Array:
                    rows = Rows(property.Value, fileName);
                    break;
                default:
                    throw Wrong(fileName, $"'{property.Name}' is not expected here: 'clientReference' (text) and 'lines' (array) are");
            }
        }

        return new InquiryFile(reference, rows ?? throw Wrong(fileName, "'lines' is missing"));
    }

    private static List<IReadOnlyDictionary<string, string>> Rows(JsonElement array, string fileName)
    {
        var rows = new List<IReadOnlyDictionary<string, string>>();
        foreach (var line in array.EnumerateArray())
        {
            var row = new Dictionary<string, string>(StringComparer.Ordinal);
            Flatten(line, string.Empty, row, fileName, rows.Count + 1);
            rows.Add(row);
        }

        return rows;
    }

    private static void Flatten(JsonElement value, string path, Dictionary<string, string> row, string fileName, int lineNumber)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in value.EnumerateObject())
            {
                Flatten(property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}", row, fileName, lineNumber);
            }

            return;
        }

        if (path.Length == 0 || value.ValueKind == JsonValueKind.Array)
        {
            throw Wrong(fileName, $"line {lineNumber}: an object with the fields of one ESI ID is expected");
        }

        var field = InquiryField.OfPath(path)
            ?? throw Wrong(fileName, $"line {lineNumber}: '{path}' is not known. The fields are: {string.Join(", ", InquiryField.All.Select(known => known.JsonPath))}");
        if (value.ValueKind != JsonValueKind.Null)
        {
            row[field.Name] = value.ValueKind == JsonValueKind.String ? value.GetString()!.Trim() : value.GetRawText();
        }
    }

    private static ToolException Wrong(string fileName, string what) => new($"--input: '{fileName}': {what}.") { IsWrongUse = true };
}
