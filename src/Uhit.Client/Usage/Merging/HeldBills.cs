namespace Uhit.Client.Usage.Merging;

/// <summary>The billing periods of one meter that hold, to be asked which earlier ones they
/// replace: fast, however many there are.</summary>
/// <remarks>A single shared day is that of the read, which some count to both periods. A period
/// without days is told by its dates alone.</remarks>
internal sealed class HeldBills
{
    private readonly HashSet<(DateOnly Start, DateOnly End)> _dates = [];
    private readonly List<(int Start, int End)> _days = [];
    private Stretches? _singleDays;
    private Stretches? _longer;

    public void Add(BillingPeriod period)
    {
        _singleDays = _longer = null;
        _dates.Add((period.StartDate, period.EndDate));
        if (BillingDays.Of(period) > 0)
        {
            _days.Add((period.StartDate.DayNumber, period.EndDate.DayNumber));
        }
    }

    public bool Replace(BillingPeriod earlier)
    {
        var days = BillingDays.Of(earlier);
        if (days == 0 || _dates.Contains((earlier.StartDate, earlier.EndDate)))
        {
            return _dates.Contains((earlier.StartDate, earlier.EndDate));
        }

        _singleDays ??= new Stretches(_days.Where(stretch => stretch.End - stretch.Start == 1));
        _longer ??= new Stretches(_days.Where(stretch => stretch.End - stretch.Start > 1));
        return _singleDays.Share(1, earlier) || _longer.Share(days == 1 ? 1 : 2, earlier);
    }

    // What holds lies in nothing else that holds: in order of their start they are in order of their end.
    private sealed class Stretches
    {
        private readonly int[] _starts;
        private readonly int[] _ends;

        public Stretches(IEnumerable<(int Start, int End)> stretches)
        {
            var sorted = stretches.Order().ToArray();
            _starts = Array.ConvertAll(sorted, stretch => stretch.Start);
            _ends = Array.ConvertAll(sorted, stretch => stretch.End);
        }

        /// <summary>Whether one of them has some days in common with a period; both are at least that long.</summary>
        public bool Share(int days, BillingPeriod period)
        {
            // One past the last that begins early enough.
            var (low, high) = (0, _starts.Length);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = _starts[middle] <= period.EndDate.DayNumber - days ? (middle + 1, high) : (low, middle);
            }

            return low > 0 && _ends[low - 1] >= period.StartDate.DayNumber + days;
        }
    }
}
