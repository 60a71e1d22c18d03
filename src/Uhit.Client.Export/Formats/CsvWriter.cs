using System.Text;
using Uhit.Client.Export.Readings;
using Uhit.Client.Export.Writing;
using Uhit.Client.Usage;

namespace Uhit.Client.Export.Formats;

internal sealed class CsvWriter(Stream output, ExportTally tally) : ExportWriter
{
    private readonly Utf8Sink _sink = new(output);
    private readonly CentralStamp _stamp = new();

    public override ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        _sink.Write("esi_id,channel,interval_start,interval_end,kwh,quality\n"u8);
        return ValueTask.CompletedTask;
    }

    public override async ValueTask WriteAsync(
        UsageHistory history, IReadOnlyList<EnergyReadings> channels, CancellationToken cancellationToken)
    {
        foreach (var readings in channels)
        {
            var head = Encoding.ASCII.GetBytes($"{readings.EsiId.Value},{readings.Channel.Value},");
            var tails = readings.ReadTypes.Select(type => (byte[])[(byte)',', .. CsvText.Field(type.Value), (byte)'\n']).ToArray();
            var most = head.Length + (2 * CentralStamp.MaxLength) + Utf8Number.MaxLength + tails.Max(tail => tail.Length) + 4;
            for (var i = 0; i < readings.Count; i++)
            {
                if (!_sink.HasRoom(most))
                {
                    await _sink.FlushAsync(cancellationToken).ConfigureAwait(false);
                }

                WriteRow(readings, i, head, tails[readings.Qualities[i]], most);
            }

            tally.Written(readings);
        }
    }

    public override ValueTask EndAsync(CancellationToken cancellationToken) => _sink.EndAsync(cancellationToken);

    private void WriteRow(EnergyReadings readings, int index, byte[] head, byte[] tail, int most)
    {
        var row = _sink.Reserve(most);
        head.CopyTo(row);
        var length = head.Length;
        length += _stamp.Write(readings.StartAt(index), row[length..]);
        row[length++] = (byte)',';
        length += _stamp.Write(readings.EndAt(index), row[length..]);
        row[length++] = (byte)',';
        length += Utf8Number.Write(readings, index, 0, row[length..]);
        tail.CopyTo(row[length..]);
        _sink.Advance(length + tail.Length);
    }
}
