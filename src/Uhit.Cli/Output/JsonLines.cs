using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Uhit.Client;

namespace Uhit.Cli.Output;

/// <summary>Writes one JSON object per line.</summary>
internal static class JsonLines
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(), new ExactDecimalConverter() },
    };

    public static void Write(TextWriter writer, JsonLine line)
    {
        writer.WriteLine(Escaped(JsonSerializer.Serialize(line, line.GetType(), Options)));
        writer.Flush();
    }

    // Outside its texts JSON is printable ASCII, so what is hidden stands in a text: there every character may be written as its number.
    private static string Escaped(string json)
    {
        if (!DisplayText.HasHidden(json))
        {
            return json;
        }

        var escaped = new StringBuilder(json.Length + 16);
        foreach (var character in json.EnumerateRunes())
        {
            var isHidden = DisplayText.IsHidden(character);
            foreach (var unit in character.ToString())
            {
                _ = isHidden ? escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}") : escaped.Append(unit);
            }
        }

        return escaped.ToString();
    }
}
