using System.Text;
using System.Text.Json;
using Uhit.Client.Export.Readings;
using Uhit.Client.Export.Writing;
using Uhit.Client.Usage;

namespace Uhit.Client.Export.Formats;

internal sealed class JsonReadingsWriter(Stream output, ExportTally tally) : ExportWriter
{
    private readonly Utf8Sink _sink = new(output);
    private readonly CentralStamp _stamp = new();

    public override async ValueTask WriteAsync(
        UsageHistory history, IReadOnlyList<EnergyReadings> channels, CancellationToken cancellationToken)
    {
        foreach (var readings in channels)
        {
            var head = Head(readings, "interval_start");
            var tails = readings.ReadTypes
                .Select(type => Encoding.UTF8.GetBytes($",\"quality\":{JsonSerializer.Serialize(type.Value)}}}\n")).ToArray();
            var most = head.Length + (2 * CentralStamp.MaxLength) + Utf8Number.MaxLength + tails.Max(tail => tail.Length) + 40;
            for (var i = 0; i < readings.Count; i++)
            {
                if (!_sink.HasRoom(most))
                {
                    await _sink.FlushAsync(cancellationToken).ConfigureAwait(false);
                }

                WriteObject(readings, i, head, tails[readings.Qualities[i]], most);
            }

            tally.Written(readings);
        }
    }

    public override ValueTask EndAsync(CancellationToken cancellationToken) => _sink.EndAsync(cancellationToken);

    /// <summary>The object up to the value of its first time.</summary>
    public static byte[] Head(EnergyReadings readings, string next) => Encoding.ASCII.GetBytes(
        $"{{\"esi_id\":\"{readings.EsiId.Value}\",\"channel\":\"{readings.Channel.Value}\",\"{next}\":\"");

    private void WriteObject(EnergyReadings readings, int index, byte[] head, byte[] tail, int most)
    {
        var row = _sink.Reserve(most);
        head.CopyTo(row);
        var length = head.Length;
        length += _stamp.Write(readings.StartAt(index), row[length..]);
        length += Put("\",\"interval_end\":\""u8, row[length..]);
        length += _stamp.Write(readings.EndAt(index), row[length..]);
        length += Put("\",\"kwh\":"u8, row[length..]);
        length += Utf8Number.Write(readings, index, 0, row[length..]);
        length += Put(tail, row[length..]);
        _sink.Advance(length);
    }

    private static int Put(ReadOnlySpan<byte> text, Span<byte> target)
    {
        text.CopyTo(target);
        return text.Length;
    }
}
