using Uhit.Client.Export.Writing;
using Uhit.Client.Usage;

namespace Uhit.Client.Export.Readings;

/// <summary>Brings channels to intervals of one length that begin at its multiples, for formats that have no others: shorter ones are added
/// where all of them are there.</summary>
internal sealed class StepPool
{
    private readonly List<EnergyReadings> _pool = [];

    public List<EnergyReadings> Of(IReadOnlyList<EnergyReadings> channels, int minutes, ExportTally tally)
    {
        var result = new List<EnergyReadings>();
        foreach (var readings in channels)
        {
            if (Fits(readings, minutes))
            {
                result.Add(readings);
                continue;
            }

            if (_pool.Count == result.Count)
            {
                _pool.Add(new EnergyReadings());
            }

            Fill(_pool[result.Count], readings, minutes, tally);
            if (_pool[result.Count].Count > 0)
            {
                result.Add(_pool[result.Count]);
            }
        }

        return result;
    }

    private static bool Fits(EnergyReadings readings, int minutes)
    {
        var length = minutes * TimeSpan.TicksPerMinute;
        for (var i = 0; i < readings.Count; i++)
        {
            if (readings.Minutes[i] != minutes || readings.Starts[i] % length != 0)
            {
                return false;
            }
        }

        return true;
    }

    private static void Fill(EnergyReadings target, EnergyReadings readings, int minutes, ExportTally tally)
    {
        target.Begin(readings.EsiId, readings.Channel, readings.Count);
        target.BeginWide();
        var (length, left) = (minutes * TimeSpan.TicksPerMinute, 0);
        for (var first = 0; first < readings.Count;)
        {
            var start = readings.StartAt(first) / length * length;
            var (next, covered, sum, readType) = (first, 0L, Fraction.Zero, readings.ReadTypeAt(first));
            while (next < readings.Count && readings.StartAt(next) < start + length)
            {
                // Of meters with intervals of different lengths each would have to be whole by itself.
                covered = readings.StartAt(next) == start + covered ? readings.EndAt(next) - start : long.MinValue / 2;
                sum += Fraction.Of(readings.ValueAt(next));
                readType = readings.ReadTypeAt(next) == ReadType.Actual ? readType : readings.ReadTypeAt(next);
                next++;
            }

            if (covered == length && SeriesEnergy.Round(sum, tally) is { } value)
            {
                target.Add(start, (short)minutes, readType, value);
            }
            else
            {
                left += next - first;
            }

            first = next;
        }

        if (left > 0)
        {
            tally.Skip(readings.EsiId, ExportSkipReason.IntervalLength, readings.Channel.ToString(), left);
        }
    }
}
