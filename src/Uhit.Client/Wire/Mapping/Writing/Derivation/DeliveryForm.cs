using Uhit.Client.Usage;
using Uhit.Client.Wire.Mapping.Model;
using Uhit.Client.Wire.Mapping.Model.Domain;
using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Wire.Mapping.Writing.Derivation;

/// <summary>One of the forms in which usage comes, and what of it is said there: what an earlier form says is not said again.</summary>
internal sealed class DeliveryForm
{
    private const int MinutesOfHour = 60;

    private readonly bool _hasBills;
    private readonly IReadOnlyList<ScopeModel> _series;
    private readonly IReadOnlyList<ScopeModel> _earlierSeries;
    private readonly bool _hasNoData;
    private readonly SeriesPieces _pieces;
    private readonly List<ScopeModel> _all;

    private DeliveryForm(
        MessageModel message, bool hasBills, IReadOnlyList<ScopeModel> series, IReadOnlyList<ScopeModel> earlierSeries, bool hasNoData,
        SeriesPieces pieces, List<ScopeModel> all)
    {
        _all = all;
        Message = message;
        _hasBills = hasBills;
        _series = series;
        _earlierSeries = earlierSeries;
        _hasNoData = hasNoData;
        _pieces = pieces;
    }

    public MessageModel Message { get; }

    /// <summary>The forms that are written: the first, and each that says more than those before it.</summary>
    public static IReadOnlyList<DeliveryForm> Of(ContractModel model)
    {
        var forms = new List<DeliveryForm>();
        var said = new List<ScopeModel>();
        var pieces = new SeriesPieces(model.TimeZone);
        foreach (var message in model.Messages
            .Where(message => message.Operation == UhitOperation.DeliverHistoricalUsage && message.Content is not null))
        {
            var parts = message.Content!.Children.Where(child => child.Kind == ScopeKind.Usage)
                .SelectMany(usage => usage.Children).ToList();
            var series = parts.Where(part => part.Kind == ScopeKind.Series).ToList();
            var form = new DeliveryForm(
                message,
                parts.Exists(part => part.Kind == ScopeKind.Bill) && !said.Exists(part => part.Kind == ScopeKind.Bill),
                series,
                [.. said.Where(part => part.Kind == ScopeKind.Series)],
                parts.Exists(part => part.Kind == ScopeKind.NoData) && !said.Exists(part => part.Kind == ScopeKind.NoData),
                pieces,
                said);
            if (forms.Count == 0 || form._hasBills || form._hasNoData || form.SaysMoreSeries)
            {
                forms.Add(form);
            }

            said.AddRange(parts);
        }

        return forms;
    }

    /// <summary>Whether anything of a line is said here.</summary>
    public bool Fits(RequestedUsage requested, bool hasNoData) => hasNoData
        ? _hasNoData
        : (_hasBills && requested.HasFlag(RequestedUsage.Billing)) || (_series.Count > 0 && requested.HasFlag(RequestedUsage.Interval));

    /// <summary>What of the usage is said here.</summary>
    public UsageHistory Carried(UsageHistory usage) => usage with
    {
        BillingPeriods = _hasBills ? usage.BillingPeriods : [],
        IntervalSeries = [.. usage.IntervalSeries
            .Select(AsEnergy)
            .Where(series => _series.Any(scope => Says(scope, series)) && !_earlierSeries.Any(scope => Says(scope, series)))
            .Select(series => _pieces.Sayable(LoopNames.PieceOf(_series.First(scope => Says(scope, series))), series))],
    };

    private bool SaysMoreSeries => _series.Any(scope => !_earlierSeries.Any(earlier =>
        (Of(earlier, "channel") ?? Of(scope, "channel")) == Of(scope, "channel")
        && (Of(earlier, "unit") ?? Of(scope, "unit")) == Of(scope, "unit")));

    private static bool Says(ScopeModel scope, IntervalSeries series) =>
        (Of(scope, "channel") ?? series.Channel.Value) == series.Channel.Value
        && (Of(scope, "unit") ?? series.Unit.Value) == series.Unit.Value
        && HasWord(scope, "channel", series.Channel.Value)
        && HasWord(scope, "unit", series.Unit.Value);

    // A table that takes all other codes for one of ours has no word for those that it does not name.
    private static bool HasWord(ScopeModel scope, string name, string code) => scope.Fields.GetValueOrDefault(name)?.Codes is not { } codes
        || codes.ToTheirs.ContainsKey(code) || (codes.Others is null && !codes.ToOurs.ContainsKey(code));

    // Power goes as the energy of its intervals where the contract has no room for power: the sums are the same.
    private IntervalSeries AsEnergy(IntervalSeries series)
    {
        if (series.Unit != UsageUnit.Kilowatt || IsSaid(series))
        {
            return series;
        }

        var builder = new IntervalSeriesBuilder(series.MeterNumber, series.Channel, UsageUnit.KilowattHour, series.Interval);
        foreach (var reading in series)
        {
            builder.Add(reading.End, reading.Quantity * (decimal)series.Interval.TotalMinutes / MinutesOfHour, reading.ReadType);
        }

        var energy = builder.Build();
        return IsSaid(energy) ? energy : series;
    }

    private bool IsSaid(IntervalSeries series) => _all.Exists(scope => scope.Kind == ScopeKind.Series && Says(scope, series));

    /// <summary>What a series always is; <see langword="null"/> where each says it.</summary>
    private static string? Of(ScopeModel scope, string name) => SeriesConstants.Of(scope).GetValueOrDefault(name);
}
