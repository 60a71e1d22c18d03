using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Usage;

namespace Uhit.Client.Receiving;

/// <summary>What a message brings for each ESI ID, in the order in which they first come: memory and ledger do not grow with lines that name one again.</summary>
internal sealed class DeliveredLines
{
    private readonly Dictionary<EsiId, int> _places = [];
    private readonly List<DeliveredLine> _lines = [];

    /// <summary>How many lines were added.</summary>
    public int Count { get; private set; }

    /// <param name="history">The usage.</param>
    /// <param name="kinds">The kinds that the message can hold, where not all.</param>
    public void Add(UsageHistory history, RequestedUsage kinds)
    {
        Count++;
        var line = new DeliveredLine(history.EsiId, history.Received, history.NoData) { Kinds = kinds };
        if (_places.TryAdd(line.EsiId, _lines.Count))
        {
            _lines.Add(line);
            return;
        }

        var place = _places[line.EsiId];
        _lines[place] = Of(_lines[place], line);
    }

    public IReadOnlyList<DeliveredLine> ToList() => _lines;

    // Whichever of two words of "no data" came first, the same one stays.
    private static DeliveredLine Of(DeliveredLine one, DeliveredLine other) => one with
    {
        Received = one.Received | other.Received,
        NoData = string.CompareOrdinal(TextOf(one.NoData), TextOf(other.NoData)) >= 0 ? one.NoData : other.NoData,
    };

    private static string? TextOf(ReportedError? noData) => noData is null ? null : $"{noData.Code} {noData.Description}";
}
