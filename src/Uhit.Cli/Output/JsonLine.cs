using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Uhit.Client;

namespace Uhit.Cli.Output;

/// <summary>One object that the tool writes with <c>--json</c>. Its names are a promise to
/// scripts: docs/reference/cli-json.md lists them.</summary>
/// <param name="Type">What the object is: scripts choose by it.</param>
internal abstract record JsonLine([property: JsonPropertyOrder(-1)] string Type)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(), new ExactDecimalConverter() },
    };

    /// <summary>Writes it as one line.</summary>
    public void WriteTo(TextWriter writer)
    {
        writer.WriteLine(Escaped(JsonSerializer.Serialize(this, GetType(), Options)));
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
