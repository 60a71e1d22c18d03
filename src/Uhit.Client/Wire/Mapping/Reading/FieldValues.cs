using Uhit.Client.Wire.Mapping.Writing.Formats;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>Values of the fields of the part that is open. One that must be there and is not is refused.</summary>
internal static class FieldValues
{
    public static string? String(this MessageWalker walker, FieldPlan? field) =>
        field is null ? null : Required(walker, field, field.String(walker));

    public static string? Code(this MessageWalker walker, FieldPlan? field) =>
        field is null ? null : Required(walker, field, field.Code(walker));

    public static decimal? Decimal(this MessageWalker walker, FieldPlan? field) =>
        field is null ? null : Required(walker, field, field.Decimal(walker));

    public static int? Int32(this MessageWalker walker, FieldPlan? field) =>
        field is null ? null : Required(walker, field, field.Int32(walker));

    public static DateOnly? Day(this MessageWalker walker, FieldPlan? field) =>
        field is null ? null : Required(walker, field, field.Day(walker));

    /// <summary>The last day of a period.</summary>
    /// <param name="walker">Has the texts.</param>
    /// <param name="field">The field.</param>
    /// <param name="isInclusive">Whether its day is part of the period, where the contract does not say.</param>
    public static DateOnly? LastDay(this MessageWalker walker, FieldPlan? field, bool isInclusive) =>
        walker.Day(field) is { } day ? (field!.Model.IsInclusive ?? isInclusive) ? day : day.AddDays(-1) : null;

    /// <summary>An identifier; <see langword="null"/> where it is not there.</summary>
    public static T? Id<T>(this MessageWalker walker, FieldPlan? field)
        where T : struct, IParsable<T>
    {
        if (walker.Code(field) is not { } text)
        {
            return null;
        }

        text = field!.Model.Format == GuidText.Word ? GuidText.WithoutDashes(text) : text;
        return T.TryParse(text, null, out var value) ? value : throw walker.At.Refuse("bad-value", field!);
    }

    /// <summary>A point in time.</summary>
    public static DateTimeOffset? Time(this MessageWalker walker, FieldPlan? field)
    {
        if (field is null)
        {
            return null;
        }

        var label = new LabelReader(field);
        if (!label.TryRead(walker, out var time))
        {
            return field.Model.IsRequired ? throw walker.At.Refuse("missing-element", field) : null;
        }

        var instant = InstantOf(time, field, walker);
        return Plausible.IsYear(instant.Year) ? instant : throw walker.At.Refuse("bad-value", field);
    }

    /// <summary>The days that are meant; <see langword="null"/> where one of them is not there. Where they come in the wrong order both are
    /// known all the same: what a callback brought is not refused for it, and stays what it is matched and told apart by.</summary>
    public static UsagePeriod? Period(this MessageWalker walker, ScopePlan scope)
    {
        var start = walker.Day(scope.Find("period.start"));
        var end = walker.LastDay(scope.Find("period.end"), isInclusive: true);
        return start is { } first && end is { } last
            ? first <= last ? new UsagePeriod(first, last) : new UsagePeriod(last, first)
            : null;
    }

    /// <summary>Whether a part is an error. An element of its own is one; where it stands in the part
    /// around it, its code says whether there is one.</summary>
    public static bool IsError(this MessageWalker walker, ScopePlan scope)
    {
        bool HasText(FieldPlan field) => field.TryText(walker, out var text, out var isOurs) && !isOurs && !XmlText.Trim(text).IsEmpty;
        var inMessage = scope.Fields.Values.Where(field => field.IsInMessage).ToList();
        return scope.HasElement
            || inMessage.Count == 0
            || (scope.Find("code") is { IsInMessage: true } code ? HasText(code) : inMessage.Exists(HasText));
    }

    /// <summary>One error.</summary>
    public static ReportedError Error(this MessageWalker walker, ScopePlan scope)
    {
        var code = walker.Code(scope.Find("code")) ?? string.Empty;
        return new ReportedError
        {
            Code = code,
            Description = walker.String(scope.Find("description")) ?? code,
            LineNumber = walker.Int32(scope.Find("lineNumber")),
        };
    }

    /// <summary>CNP's word on an inquiry.</summary>
    public static AcknowledgementStatus Status(this MessageWalker walker, ScopePlan scope)
    {
        var field = scope.Find("status")!;
        return XmlText.Trim(walker.Code(field)) switch
        {
            nameof(AcknowledgementStatus.Accepted) => AcknowledgementStatus.Accepted,
            nameof(AcknowledgementStatus.Rejected) => AcknowledgementStatus.Rejected,
            _ => throw walker.At.Refuse("bad-value", field),
        };
    }

    private static DateTimeOffset InstantOf(in TimeLabel label, FieldPlan field, MessageWalker walker)
    {
        if (label.Kind == LabelKind.Instant)
        {
            return new DateTimeOffset(label.Ticks, label.Offset);
        }

        if (label.Kind != LabelKind.Local || field.Model.Zone is not { } zone)
        {
            throw walker.At.Refuse(label.Kind == LabelKind.Local ? "missing-offset" : "bad-value", field);
        }

        var clock = new LocalClock(zone);
        if (label.IsDaylight is { } daylight)
        {
            return clock.At(clock.Resolve(label.Ticks, daylight) ?? throw walker.At.Refuse("bad-value", field));
        }

        if (!clock.TryResolve(label.Ticks, out var earlier, out var later))
        {
            throw walker.At.Refuse("no-such-time", field);
        }

        // When a message was sent decides an order of messages and no energy: the earlier of the two does.
        return clock.At(earlier <= later ? earlier : later);
    }

    private static T? Required<T>(MessageWalker walker, FieldPlan field, T? value) =>
        value is null && field.Model.IsRequired ? throw walker.At.Refuse("missing-element", field) : value;
}
