using System.Text.Json;
using System.Text.Json.Serialization;

namespace Uhit.Client.Usage;

/// <summary>Writes a series as an object, its head and its readings, and reads it back: what implements
/// a list would else be the bare readings.</summary>
internal sealed class IntervalSeriesJsonConverter : JsonConverter<IntervalSeries>
{
    private const int MinutesOfADay = 24 * 60;

    public override void Write(Utf8JsonWriter writer, IntervalSeries value, JsonSerializerOptions options) => JsonSerializer.Serialize(
        writer,
        new SeriesObject
        {
            MeterNumber = value.MeterNumber,
            Channel = value.Channel,
            Unit = value.Unit,
            IntervalMinutes = (int)(value.Interval.Ticks / TimeSpan.TicksPerMinute),
            Conflicts = value.Conflicts,
            Readings = value,
        },
        options);

    public override IntervalSeries Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var series = JsonSerializer.Deserialize<SeriesObject>(ref reader, options);
        if (series is not { IntervalMinutes: >= 1 and <= MinutesOfADay, Conflicts: >= 0, Readings: not null })
        {
            throw new JsonException("A series has an interval of 1 to 1440 minutes, and readings.");
        }

        var builder = new IntervalSeriesBuilder(
            series.MeterNumber, series.Channel, series.Unit, TimeSpan.FromMinutes(series.IntervalMinutes));
        foreach (var reading in series.Readings)
        {
            builder.Add(reading.End, reading.Quantity, reading.ReadType);
        }

        builder.AddConflicts(series.Conflicts);
        return builder.Build();
    }

    // The names and their order are a promise: docs/reference/usage-data.md.
    private sealed class SeriesObject
    {
        public string? MeterNumber { get; init; }

        public UsageChannel Channel { get; init; }

        public UsageUnit Unit { get; init; }

        public int IntervalMinutes { get; init; }

        public int Conflicts { get; init; }

        public IEnumerable<IntervalReading> Readings { get; init; } = [];
    }
}
