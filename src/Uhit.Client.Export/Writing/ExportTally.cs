using Uhit.Client.Export.Readings;
using Uhit.Client.Usage;

namespace Uhit.Client.Export.Writing;

/// <summary>Counts what is written and what not. What it holds does not grow with the number of ESI IDs.</summary>
internal sealed class ExportTally
{
    private readonly Dictionary<UsageChannel, Fraction> _sums = [];
    private readonly Dictionary<(ExportSkipReason, string), (int Count, long Readings, List<EsiId> EsiIds)> _skips = [];
    private readonly SortedDictionary<(DateOnly Date, int Minutes, int Readings), int> _clockChanges = [];
    private readonly List<string> _notes = [];
    private EsiId _last;
    private int _esiIds;
    private long _readings;
    private long _estimated;
    private long _unknown;
    private long _missing;

    /// <summary>Takes each ESI ID that is written, where somebody wants to know.</summary>
    public HashSet<EsiId>? WrittenEsiIds { get; init; }

    /// <summary>How many readings were written.</summary>
    public long Readings => _readings;

    public long Filled { get; set; }

    public long Summed { get; set; }

    public long Partial { get; set; }

    public long Conflicts { get; set; }

    public long Rounded { get; set; }

    public long LongValues { get; set; }

    /// <summary>Notes that readings were written, all as they are.</summary>
    public void Written(EnergyReadings readings)
    {
        Count(readings.EsiId, readings.Channel, readings.Count, readings.Sum());
        foreach (var (type, count) in readings.CountReadTypes())
        {
            _estimated += type == ReadType.Estimated ? count : 0;
            _unknown += type.IsKnown ? 0 : count;
        }

        _missing += readings.CountMissing();
        CountClockChanges(readings);
    }

    private void Count(EsiId esiId, UsageChannel channel, long readings, Fraction sum)
    {
        if (_last != esiId)
        {
            _last = esiId;
            _esiIds++;
        }

        _readings += readings;
        _sums[channel] = _sums.TryGetValue(channel, out var before) ? before + sum : sum;
        WrittenEsiIds?.Add(esiId);
    }

    private void CountClockChanges(EnergyReadings readings)
    {
        foreach (var (date, minutes, count) in CentralDays.CountClockChanges(readings))
        {
            _clockChanges[(date, minutes, count)] = _clockChanges.GetValueOrDefault((date, minutes, count)) + 1;
        }
    }

    /// <summary>Notes that values made of readings were written.</summary>
    public void Load(EnergyReadings readings, decimal[] energy, int estimated)
    {
        var sum = Fraction.Zero;
        foreach (var value in energy)
        {
            sum += Fraction.Of(value);
        }

        Count(readings.EsiId, readings.Channel, energy.Length, sum);
        _estimated += estimated;
        CountClockChanges(readings);
    }

    public void Skip(EsiId esiId, ExportSkipReason reason, string detail, long readings)
    {
        var (count, before, esiIds) = _skips.TryGetValue((reason, detail), out var known) ? known : (0, 0L, []);
        if (esiIds.Count < ExportSkip.MostNamed && (esiIds.Count == 0 || esiIds[^1] != esiId))
        {
            esiIds.Add(esiId);
        }

        _skips[(reason, detail)] = (count + 1, before + readings, esiIds);
    }

    public void Note(string sentence) => _notes.Add(sentence);

    public ExportReport ToReport() => new()
    {
        EsiIds = _esiIds,
        Readings = _readings,
        KilowattHoursDelivered = SumOf(UsageChannel.EnergyDelivered),
        KilowattHoursReceived = SumOf(UsageChannel.EnergyReceived),
        EstimatedReadings = _estimated,
        UnknownReadTypeReadings = _unknown,
        MissingReadings = _missing,
        FilledReadings = Filled,
        SummedReadings = Summed,
        PartialReadings = Partial,
        Conflicts = Conflicts,
        RoundedReadings = Rounded,
        LongValues = LongValues,
        ClockChanges =
        [
            .. _clockChanges.Select(day => new ClockChangeDay
            {
                Date = day.Key.Date,
                Interval = TimeSpan.FromMinutes(day.Key.Minutes),
                Readings = day.Key.Readings,
                ExpectedReadings = CentralTime.QuarterHoursOf(day.Key.Date) * 15 / day.Key.Minutes,
                Channels = day.Value,
            }),
        ],
        Skipped =
        [
            .. _skips.OrderBy(skip => skip.Key.Item1).ThenBy(skip => skip.Key.Item2, StringComparer.Ordinal).Select(skip => new ExportSkip
            {
                Reason = skip.Key.Item1,
                Detail = skip.Key.Item2,
                Count = skip.Value.Count,
                Readings = skip.Value.Readings,
                EsiIds = [.. skip.Value.EsiIds],
            }),
        ],
        Notes = [.. _notes],
    };

    private decimal? SumOf(UsageChannel channel) => _sums.TryGetValue(channel, out var sum) ? sum.ToDecimal() : null;
}
