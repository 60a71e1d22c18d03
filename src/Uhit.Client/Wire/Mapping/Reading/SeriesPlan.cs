using Uhit.Client.Wire.Mapping.Model.Domain;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>What a series and its readings are read with, looked up once.</summary>
internal sealed class SeriesPlan
{
    private SeriesPlan(ScopePlan series)
    {
        var reading = series.Children.Find(child => child.Kind == ScopeKind.Reading)!;
        Key = new SeriesKeyPlan(series);
        ReadingKey = new SeriesKeyPlan(reading);
        Date = series.Find("date");
        Start = series.Find("start") is { } start ? new LabelReader(start) : null;
        Scale = series.Find("scale");
        End = reading.Find("end") is { } end ? new LabelReader(end) : null;
        ReadingStart = reading.Find("start") is { } readingStart ? new LabelReader(readingStart) : null;
        Quantity = reading.Find("quantity")!;
        ReadType = reading.Find("readType")!;
        Zone = (End ?? ReadingStart ?? Start)?.Field.Model.Zone ?? series.Find("date")?.Model.Zone;
        DayZone = (Start is null ? Date?.Model.Zone : null) ?? series.Model.Zone;
        HasShortDays = series.Model.HasShortDays;
        NeedsDay = IsOfDay(End) || IsOfDay(ReadingStart);
        IsJoined = series.Model.IsJoined;
        IsRow = !reading.HasElement;
        IsPlain = End is not null
            && ReadingStart is null
            && ReadingKey.IsEmpty
            && Key.Minutes is not null
            && !Quantity.Model.IsAveragePower;
    }

    public SeriesKeyPlan Key { get; }

    /// <summary>What a reading says of its series itself.</summary>
    public SeriesKeyPlan ReadingKey { get; }

    public FieldPlan? Date { get; }

    public LabelReader? Start { get; }

    public FieldPlan? Scale { get; }

    public LabelReader? End { get; }

    public LabelReader? ReadingStart { get; }

    public FieldPlan Quantity { get; }

    public FieldPlan ReadType { get; }

    /// <summary>The zone of times without an offset; <see langword="null"/> where they must have one.</summary>
    public TimeZoneInfo? Zone { get; }

    /// <summary>The zone at whose midnights days end.</summary>
    public TimeZoneInfo DayZone { get; }

    /// <summary>Whether readings without times may end before their day does.</summary>
    public bool HasShortDays { get; }

    /// <summary>Whether a reading needs the day of its series.</summary>
    public bool NeedsDay { get; }

    public bool IsJoined { get; }

    /// <summary>Whether a reading is the series element itself: all that is said of it is there when it is complete.</summary>
    public bool IsRow { get; }

    /// <summary>Whether readings follow one another without times.</summary>
    public bool IsSequence => End is null && ReadingStart is null;

    /// <summary>Whether a reading says nothing but its end, its value and how that came about, and all else stands in the series.</summary>
    public bool IsPlain { get; }

    public static SeriesPlan Of(ScopePlan series) => series.Compiled(plan => new SeriesPlan(plan));

    private static bool IsOfDay(LabelReader? label) =>
        label is { Field.Date: null } && ((label.Field.Time ?? label.Field.Number) is not null || label.Field.Format is { HasDate: false });
}
