using System.Globalization;
using System.Text;
using System.Text.Json;
using Uhit.Client.Export.Readings;
using Uhit.Client.Export.Writing;
using Uhit.Client.Usage;

namespace Uhit.Client.Export.Formats;

internal sealed class JsonDaysWriter(Stream output, ExportTally tally) : ExportWriter
{
    private const int PieceLength = 16 * 1024;

    private readonly Utf8Sink _sink = new(output);
    private readonly CentralStamp _stamp = new();
    private readonly byte[] _time = new byte[CentralStamp.MaxLength];

    public override async ValueTask WriteAsync(
        UsageHistory history, IReadOnlyList<EnergyReadings> channels, CancellationToken cancellationToken)
    {
        foreach (var readings in channels)
        {
            foreach (var day in DayGrid.DaysOf(readings))
            {
                if (!_sink.HasRoom(PieceLength))
                {
                    await _sink.FlushAsync(cancellationToken).ConfigureAwait(false);
                }

                WriteDay(readings, day);
            }

            tally.Written(readings);
        }
    }

    public override ValueTask EndAsync(CancellationToken cancellationToken) => _sink.EndAsync(cancellationToken);

    private void WriteDay(EnergyReadings readings, DayGrid day)
    {
        _sink.Write(JsonReadingsWriter.Head(readings, "date"));
        _sink.Write(Encoding.ASCII.GetBytes(day.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        _sink.Write("\",\"start\":\""u8);
        _sink.Write(_time.AsSpan(0, _stamp.Write(day.Start, _time)));
        _sink.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\",\"minutes\":{day.Minutes},\"kwh\":[")));
        for (var slot = 0; slot < day.Positions.Length; slot++)
        {
            _sink.Write(slot == 0 ? default : ","u8);
            if (day.Positions[slot] < 0)
            {
                _sink.Write("null"u8);
            }
            else
            {
                _sink.Advance(Utf8Number.Write(readings, day.Positions[slot], 0, _sink.Reserve(Utf8Number.MaxLength)));
            }
        }

        _sink.Write("],\"quality\":{"u8);
        var others = Enumerable.Range(0, day.Positions.Length)
            .Where(slot => day.Positions[slot] >= 0 && readings.ReadTypeAt(day.Positions[slot]) != ReadType.Actual)
            .GroupBy(slot => readings.ReadTypeAt(day.Positions[slot]))
            .Select(type => $"{JsonSerializer.Serialize(type.Key.Value)}:[{string.Join(',', type)}]");
        _sink.Write(Encoding.UTF8.GetBytes(string.Join(',', others)));
        _sink.Write("}}\n"u8);
    }
}
