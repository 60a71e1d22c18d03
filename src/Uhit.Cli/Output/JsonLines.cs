using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

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
        writer.WriteLine(JsonSerializer.Serialize(line, line.GetType(), Options));
        writer.Flush();
    }
}
