using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Uhit.Cli.Output;

/// <summary>Writes a decimal number with all its digits and without trailing zeros: equal numbers are equal text.</summary>
internal sealed class ExactDecimalConverter : JsonConverter<decimal>
{
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDecimal();

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteRawValue(Text(value));

    /// <summary>The number, or what stands for one that is not known.</summary>
    public static string Text(decimal? value, string unknown) => value is { } number ? Text(number) : unknown;

    public static string Text(decimal value)
    {
        var text = value.ToString(CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
    }
}
