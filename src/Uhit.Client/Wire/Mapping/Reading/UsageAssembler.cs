using Uhit.Client.Usage;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>Puts the usage of one ESI ID together. What one line may hold is bounded while it grows.</summary>
internal sealed class UsageAssembler(UsagePlan plan, MessageWalker walker, MessageLimits limits)
{
    /// <summary>What a bill and a series take in memory, in readings: about 250 bytes and 1,000, where a reading takes about 10.</summary>
    private const long ReadingsOfBill = 25;
    private const long ReadingsOfSeries = 100;

    private readonly List<BillingPeriod> _bills = [];
    private readonly List<IntervalSeries> _series = [];
    private readonly Dictionary<ScopePlan, SeriesAssembler> _open = [];
    private readonly Bound _billCount = new(limits.MaxBillingPeriods, nameof(limits.MaxBillingPeriods));
    private readonly Bound _seriesCount = new(limits.MaxIntervalSeries, nameof(limits.MaxIntervalSeries));
    private readonly Bound _readingCount = new(limits.MaxReadings, nameof(limits.MaxReadings));
    private ReportedError? _noData;
    private string _typeText = string.Empty;
    private ReadType _type;
    private ScopePlan? _lastScope;
    private SeriesPlan? _lastPlan;
    private SeriesAssembler? _lastSeries;

    /// <summary>What it holds, in readings: bills and series count as many as they take memory.</summary>
    public long Weight => _readingCount.Count + (ReadingsOfBill * _billCount.Count) + (ReadingsOfSeries * _seriesCount.Count);

    public void BeginBill() => _billCount.Add(walker);

    public void EndBill(ScopePlan scope)
    {
        var (start, end, usage) = (scope.Find("startDate")!, scope.Find("endDate")!, scope.Find("usage")!);
        _bills.Add(new BillingPeriod
        {
            MeterNumber = walker.String(scope.Find("meterNumber")),
            MeterType = walker.Code(scope.Find("meterType")) is { } type ? new MeterType(type) : null,
            StartDate = walker.Day(start) ?? throw walker.At.Refuse("missing-element", start),
            EndDate = walker.LastDay(end, isInclusive: false)?.AddDays(1) ?? throw walker.At.Refuse("missing-element", end),
            ReadType = walker.Code(scope.Find("readType")) is { } read ? new ReadType(read) : null,
            Usage = walker.Decimal(usage) ?? throw walker.At.Refuse("missing-element", usage),
            MeteredDemand = walker.Decimal(scope.Find("meteredDemand")),
            BilledDemand = walker.Decimal(scope.Find("billedDemand")),
            MeteredApparentDemand = walker.Decimal(scope.Find("meteredApparentDemand")),
            BilledApparentDemand = walker.Decimal(scope.Find("billedApparentDemand")),
            PowerFactor = walker.Decimal(scope.Find("powerFactor")),
            Multiplier = walker.Decimal(scope.Find("multiplier")),
        });
    }

    public void BeginSeries(ScopePlan scope)
    {
        _lastSeries = null;
        var seriesPlan = SeriesPlan.Of(scope);
        if (!_open.TryGetValue(scope, out var series))
        {
            _open[scope] = series = new SeriesAssembler(seriesPlan, walker, plan.IsJoined, _seriesCount);
        }

        if (!plan.IsJoined && !seriesPlan.IsJoined)
        {
            _seriesCount.Add(walker);
        }

        series.Begin();
    }

    public void EndReading(ScopePlan scope)
    {
        if (_lastScope != scope.Parent || _lastSeries is null)
        {
            _lastScope = scope.Parent!;
            _lastPlan = SeriesPlan.Of(_lastScope);
            _lastSeries = _open[_lastScope];
        }

        var series = _lastPlan!;
        var quantity = series.Quantity.Decimal(walker);
        if (quantity is null && (series.Quantity.IsDemanded || walker.At.IsMissingColumn(series.Quantity)))
        {
            throw walker.At.Refuse("missing-element", series.Quantity);
        }

        if (quantity is null && !series.IsSequence)
        {
            // Absent, never zero.
            return;
        }

        _readingCount.Add(walker);
        var type = quantity is null ? default : TypeOf(series.ReadType);
        TimeLabel end = default;
        var hasEnd = series.End is not null && series.End.TryRead(walker, out end);
        if (!hasEnd || quantity is null || !_lastSeries.TryAdd(end, quantity.Value, type))
        {
            AddSlowly(series, new RawReading { Quantity = quantity, ReadType = type, End = end }, hasEnd);
        }
    }

    private void AddSlowly(SeriesPlan series, RawReading reading, bool hasEnd)
    {
        var hasStart = series.ReadingStart?.TryRead(walker, out reading.Start) == true;
        if (!hasEnd && !hasStart && !series.IsSequence)
        {
            throw walker.At.Refuse("missing-element", (series.End ?? series.ReadingStart)!.Field);
        }

        if (!series.ReadingKey.IsEmpty)
        {
            reading.Key = series.ReadingKey.Read(walker, default);
        }

        _lastSeries!.Add(reading);
    }

    public void EndSeries(ScopePlan scope)
    {
        _lastSeries = null;
        _open[scope].End();
        if (!plan.IsJoined && !SeriesPlan.Of(scope).IsJoined)
        {
            _series.AddRange(_open[scope].Build());
            _open.Remove(scope);
        }
    }

    /// <summary>A series whose conditions don't hold.</summary>
    public void Discard(ScopePlan scope)
    {
        if (!plan.IsJoined && !SeriesPlan.Of(scope).IsJoined)
        {
            _open.Remove(scope);
        }
    }

    public void EndNoData(ScopePlan scope)
    {
        if (IsNoData(scope, walker))
        {
            _noData = walker.Error(scope);
        }
    }

    /// <summary>Whether the message says that there is no usage, or the conditions alone do.</summary>
    public static bool IsNoData(ScopePlan scope, MessageWalker walker) =>
        scope.Fields.Values.Any(field => field.IsInMessage && field.TryText(walker, out _, out var isOurs) && !isOurs)
        || scope.Fields.Values.All(field => !field.IsInMessage);

    /// <summary>Puts together what came.</summary>
    public UsageHistory Build(UsageHistory head)
    {
        foreach (var series in _open.Values)
        {
            _series.AddRange(series.Build());
        }

        _open.Clear();
        return head with { NoData = _noData, BillingPeriods = _bills, IntervalSeries = _series };
    }

    private ReadType TypeOf(FieldPlan field)
    {
        if (!field.TryCode(walker, out var code))
        {
            throw walker.At.Refuse("missing-element", field);
        }

        // Nearly every reading has the type of the one before.
        if (!code.SequenceEqual(_typeText))
        {
            _typeText = walker.Texts.Get(code);
            _type = new ReadType(_typeText);
        }

        return _type;
    }
}
