using Uhit.Client.Usage;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>Holds lines until the header is known, which some senders write behind them: the serializer of WCF's data contracts puts
/// elements in the order of the alphabet.</summary>
/// <param name="max">How many readings they may hold, beside those of the last one: as many as one line may.</param>
internal sealed class HeldLines(long max)
{
    private readonly List<Line> _lines = [];
    private long _weight;

    /// <summary>Holds a line.</summary>
    /// <returns>False where too much is held already.</returns>
    public bool TryAdd(in Line line)
    {
        if (_weight > max)
        {
            IsFull = true;
            return false;
        }

        _weight += line.Weight;
        _lines.Add(line);
        return true;
    }

    /// <summary>Whether there was no room for a line.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Hands on what is held, in its order.</summary>
    public void Tell(ICallbackSink sink)
    {
        foreach (var line in _lines)
        {
            line.Tell(sink);
        }

        _lines.Clear();
    }

    /// <summary>A line that is complete: a verdict, or the usage of an ESI ID.</summary>
    /// <param name="Period">The days that it is about, where it says so.</param>
    /// <param name="Validation">The verdict.</param>
    /// <param name="Usage">The usage.</param>
    internal readonly record struct Line(UsagePeriod? Period, LineValidation? Validation, UsageHistory? Usage)
    {
        /// <summary>What one counts beside its readings.</summary>
        private const int WeightOfOne = 200;

        /// <summary>How much memory it takes, in readings.</summary>
        public long Weight => WeightOfOne + (WeightOfOne * (long)((Validation?.Reasons.Count ?? 0) + (Usage?.BillingPeriods.Count ?? 0)))
            + (Usage?.IntervalSeries.Sum(series => (long)series.Count + WeightOfOne) ?? 0);

        /// <summary>Hands it on.</summary>
        public void Tell(ICallbackSink sink)
        {
            if (Period is { } period)
            {
                sink.OnPeriod(period, Validation?.EsiId ?? Usage!.EsiId);
            }

            if (Validation is not null)
            {
                sink.OnValidation(Validation);
            }
            else
            {
                sink.OnUsage(Usage!);
            }
        }
    }
}
