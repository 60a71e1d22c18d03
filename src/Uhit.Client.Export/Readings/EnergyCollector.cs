using Uhit.Client.Export.Writing;
using Uhit.Client.Usage;

namespace Uhit.Client.Export.Readings;

/// <summary>Takes from a history what is to be written of it, channel by channel, and tells the tally what is not. Its columns are used
/// again, so memory stays that of the largest ESI ID.</summary>
internal sealed class EnergyCollector(DateOnly? first, DateOnly? last, UsageChannel? channel, ExportTally tally)
{
    private readonly long _from = first is { } from ? CentralTime.StartOf(from).UtcTicks : long.MinValue;
    private readonly long _to = last is { } to && to < DateOnly.MaxValue ? CentralTime.StartOf(to.AddDays(1)).UtcTicks : long.MaxValue;
    private readonly List<EnergyReadings> _pool = [];
    private int _used;

    /// <summary>The channels, energy from the grid first.</summary>
    public IReadOnlyList<EnergyReadings> Read(UsageHistory history)
    {
        _used = 0;
        var parts = new List<EnergySum.Part>();
        foreach (var series in history.IntervalSeries.Where(series => series.Count > 0))
        {
            if (ReasonAgainst(series) is var (reason, detail))
            {
                tally.Skip(history.EsiId, reason, detail, series.Count);
            }
            else if (Take(history.EsiId, series) is { } readings)
            {
                parts.Add(new EnergySum.Part(series.MeterNumber, readings));
            }
        }

        if (history.IntervalSeries.All(series => series.Count == 0))
        {
            tally.Skip(history.EsiId, ExportSkipReason.NoReadings, string.Empty, 0);
        }

        return
        [
            .. parts.GroupBy(part => part.Readings.Channel).OrderBy(group => group.Key == UsageChannel.EnergyReceived)
                .Select(group => Together([.. group])),
        ];
    }

    private EnergyReadings Together(List<EnergySum.Part> parts)
    {
        if (parts.Count == 1)
        {
            return parts[0].Readings;
        }

        var sum = Rent();
        EnergySum.Fill(sum, parts, tally);
        return sum;
    }

    private EnergyReadings? Take(EsiId esiId, IntervalSeries series)
    {
        tally.Conflicts += series.Conflicts;
        var clear = series.WithoutOverlaps();
        if (series.Overlaps > 0)
        {
            tally.Skip(esiId, ExportSkipReason.OverlappingReadings, string.Empty, series.Overlaps);
        }

        var from = clear.Columns.FirstThatBeginsAt(_from, 0);
        var to = clear.Columns.FirstThatBeginsAt(_to, from);
        if (from == to)
        {
            if (clear.Count > 0)
            {
                tally.Skip(esiId, ExportSkipReason.OutsideOfDays, string.Empty, clear.Count);
            }

            return null;
        }

        var readings = Rent();
        SeriesEnergy.Fill(readings, esiId, clear, from, to, tally);
        return readings.Count == 0 ? null : readings;
    }

    private (ExportSkipReason Reason, string Detail)? ReasonAgainst(IntervalSeries series)
    {
        if (!series.Channel.IsKnown)
        {
            return (ExportSkipReason.UnknownChannel, series.Channel.ToString());
        }

        if (!series.Unit.IsKnown)
        {
            return (ExportSkipReason.UnknownUnit, series.Unit.ToString());
        }

        if (!UnitConversion.IsActive(series.Unit) || series.Channel.Value.StartsWith("Reactive", StringComparison.Ordinal))
        {
            return (ExportSkipReason.NotActiveEnergy, $"{series.Channel} in {series.Unit}");
        }

        return channel is { } one && series.Channel != one ? (ExportSkipReason.OtherChannel, series.Channel.ToString()) : null;
    }

    private EnergyReadings Rent()
    {
        if (_used == _pool.Count)
        {
            _pool.Add(new EnergyReadings());
        }

        return _pool[_used++];
    }
}
