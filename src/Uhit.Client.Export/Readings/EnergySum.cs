using Uhit.Client.Export.Writing;
using Uhit.Client.Usage;

namespace Uhit.Client.Export.Readings;

/// <summary>Adds several meters of one ESI ID and channel, time by time.</summary>
internal static class EnergySum
{
    /// <summary>A part, and the meter that it is of.</summary>
    internal readonly record struct Part(string? Meter, EnergyReadings Readings);

    public static void Fill(EnergyReadings target, IReadOnlyList<Part> parts, ExportTally tally)
    {
        var capacity = parts.Sum(part => part.Readings.Count);
        var first = parts[0].Readings;
        target.Begin(first.EsiId, first.Channel, capacity);
        var scale = parts.Max(part => part.Readings.Scale);
        if (parts.Any(part => part.Readings.IsWide) || !TryAddScaled(target, parts, scale))
        {
            target.Begin(first.EsiId, first.Channel, capacity);
            AddWide(target, parts, tally);
        }

        Count(target, parts, tally);
    }

    private static bool TryAddScaled(EnergyReadings target, IReadOnlyList<Part> parts, byte scale)
    {
        target.BeginScaled(scale);
        foreach (var (start, minutes, at) in Together(parts))
        {
            var sum = 0L;
            foreach (var (readings, index) in at)
            {
                if (!ScaledDecimal.TryMultiply(readings.Scaled[index], scale - readings.Scale, out var raised)
                    || (Int128)sum + raised is var next && (next > long.MaxValue || next < long.MinValue))
                {
                    return false;
                }

                sum += raised;
            }

            target.Add(start, minutes, ReadTypeOf(at), sum);
        }

        return true;
    }

    private static void AddWide(EnergyReadings target, IReadOnlyList<Part> parts, ExportTally tally)
    {
        target.BeginWide();
        foreach (var (start, minutes, at) in Together(parts))
        {
            var sum = Fraction.Zero;
            foreach (var (readings, index) in at)
            {
                sum += Fraction.Of(readings.ValueAt(index));
            }

            if (SeriesEnergy.Round(sum, tally) is { } value)
            {
                target.Add(start, minutes, ReadTypeOf(at), value);
            }
            else
            {
                tally.Skip(target.EsiId, ExportSkipReason.TooLarge, string.Empty, 1);
            }
        }
    }

    // What is estimated in part is estimated; a code that nobody knows is kept.
    private static ReadType ReadTypeOf(List<(EnergyReadings Readings, int Index)> at)
    {
        var result = at[0].Readings.ReadTypeAt(at[0].Index);
        for (var i = 1; i < at.Count; i++)
        {
            var other = at[i].Readings.ReadTypeAt(at[i].Index);
            result = result == ReadType.Estimated || other == ReadType.Actual ? result
                : other == ReadType.Estimated || result == ReadType.Actual ? other
                : result;
        }

        return result;
    }

    /// <summary>The readings of the same time, in order of time, then of length. The list is used again.</summary>
    private static IEnumerable<(long Start, short Minutes, List<(EnergyReadings Readings, int Index)> At)> Together(
        IReadOnlyList<Part> parts)
    {
        var next = new int[parts.Count];
        var at = new List<(EnergyReadings, int)>();
        while (true)
        {
            (long Start, short Minutes)? first = null;
            for (var i = 0; i < parts.Count; i++)
            {
                if (KeyOf(parts[i].Readings, next[i]) is { } key && (first is null || key.CompareTo(first.Value) < 0))
                {
                    first = key;
                }
            }

            if (first is not { } time)
            {
                yield break;
            }

            at.Clear();
            for (var i = 0; i < parts.Count; i++)
            {
                if (KeyOf(parts[i].Readings, next[i]) == time)
                {
                    at.Add((parts[i].Readings, next[i]++));
                }
            }

            yield return (time.Start, time.Minutes, at);
        }
    }

    private static (long Start, short Minutes)? KeyOf(EnergyReadings readings, int index) =>
        index < readings.Count ? (readings.StartAt(index), readings.Minutes[index]) : null;

    // How many are sums, and how many lack a meter that has readings before and after.
    private static void Count(EnergyReadings target, IReadOnlyList<Part> parts, ExportTally tally)
    {
        var meters = parts.GroupBy(part => part.Meter).Select(meter => (
            First: meter.Min(part => part.Readings.StartAt(0)),
            Last: meter.Max(part => part.Readings.StartAt(part.Readings.Count - 1)),
            Parts: meter.Select(part => part.Readings).ToList())).ToList();
        if (meters.Count == 1)
        {
            return;
        }

        for (var i = 0; i < target.Count; i++)
        {
            var start = target.StartAt(i);
            var spanning = meters.Count(meter => meter.First <= start && start <= meter.Last);
            var present = meters.Count(meter => meter.Parts.Exists(part => Covers(part, start)));
            tally.Summed += present > 1 ? 1 : 0;
            tally.Partial += present < spanning ? 1 : 0;
        }
    }

    private static bool Covers(EnergyReadings readings, long instant)
    {
        var index = readings.FirstAt(instant + 1) - 1;
        return index >= 0 && readings.EndAt(index) > instant;
    }
}
