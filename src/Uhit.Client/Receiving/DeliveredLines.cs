using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Usage;

namespace Uhit.Client.Receiving;

/// <summary>What a message brings for each ESI ID, in the order in which they first come: memory and ledger
/// do not grow with lines that name one again.</summary>
internal sealed class DeliveredLines
{
    private readonly Dictionary<EsiId, int> _places = [];
    private readonly List<DeliveredLine> _lines = [];
    private readonly List<Held> _held = [];

    /// <summary>How many lines were added.</summary>
    public int Count { get; private set; }

    /// <summary>How much the message would hold for the ESI ID of a line with it.</summary>
    public Held HeldWith(UsageHistory history) =>
        (_places.TryGetValue(history.EsiId, out var place) ? _held[place] : default).With(history);

    /// <param name="history">The usage.</param>
    /// <param name="kinds">The kinds that the message can hold, where not all.</param>
    /// <param name="held">What <see cref="HeldWith"/> gave.</param>
    public void Add(UsageHistory history, RequestedUsage kinds, Held held)
    {
        Count++;
        var line = new DeliveredLine(history.EsiId, history.Received, history.NoData) { Kinds = kinds };
        if (_places.TryAdd(line.EsiId, _lines.Count))
        {
            _lines.Add(line);
            _held.Add(held);
            return;
        }

        var place = _places[line.EsiId];
        _lines[place] = Of(_lines[place], line);
        _held[place] = held;
    }

    /// <summary>The days of which the message has anything for an ESI ID; <see langword="null"/> where it has nothing of any day.</summary>
    public UsagePeriod? DaysOf(EsiId esiId) => _places.TryGetValue(esiId, out var place) ? _held[place].Days : null;

    public IReadOnlyList<DeliveredLine> ToList() => _lines;

    // Whichever of two words of "no data" came first, the same one stays.
    private static DeliveredLine Of(DeliveredLine one, DeliveredLine other) => one with
    {
        Received = one.Received | other.Received,
        NoData = string.CompareOrdinal(TextOf(one.NoData), TextOf(other.NoData)) >= 0 ? one.NoData : other.NoData,
    };

    private static string? TextOf(ReportedError? noData) => noData is null ? null : $"{noData.Code} {noData.Description}";

    /// <summary>How much a message holds for one ESI ID, over all its lines.</summary>
    internal readonly record struct Held
    {
        public long BillingPeriods { get; private init; }

        public long IntervalSeries { get; private init; }

        public long Readings { get; private init; }

        /// <summary>The first and the last day of which it has anything; <see langword="null"/> where it has nothing of any day.</summary>
        public UsagePeriod? Days { get; private init; }

        public Held With(UsageHistory line) => new()
        {
            Days = Around(Days, DaysOf(line)),
            BillingPeriods = BillingPeriods + line.BillingPeriods.Count,
            IntervalSeries = IntervalSeries + line.IntervalSeries.Count,
            Readings = Readings + line.IntervalSeries.Sum(series => (long)series.Count),
        };

        private static UsagePeriod? DaysOf(UsageHistory line)
        {
            var bills = line.BillingPeriods.Select(bill => bill.Period).OfType<UsagePeriod>();
            var series = line.IntervalSeries.Where(one => one.Count > 0)
                .Select(one => new UsagePeriod(DayOf(one.Start!.Value), DayOf(one.End!.Value.AddTicks(-1))));
            UsagePeriod? all = null;
            foreach (var period in bills.Concat(series))
            {
                all = Around(all, period);
            }

            return all;
        }

        private static DateOnly DayOf(DateTimeOffset instant) => CentralTime.DateOf(instant);

        private static UsagePeriod? Around(UsagePeriod? one, UsagePeriod? other) => one is { } left && other is { } right
            ? new UsagePeriod(left.Start < right.Start ? left.Start : right.Start, left.End > right.End ? left.End : right.End)
            : one ?? other;
    }
}
