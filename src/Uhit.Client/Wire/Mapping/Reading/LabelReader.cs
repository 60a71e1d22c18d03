namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>Reads the time of a Field, as it is written.</summary>
internal sealed class LabelReader(FieldPlan field)
{
    public FieldPlan Field { get; } = field;

    /// <summary>Reads it.</summary>
    /// <returns>False where there is none.</returns>
    public bool TryRead(MessageWalker walker, out TimeLabel label)
    {
        label = default;
        if (Field.Time is null && Field.Number is null && Field.Date is null)
        {
            if (!Field.TryText(walker, out var text, out var isOurs))
            {
                return false;
            }

            ReadWhole(text, isOurs ? null : Field.Format, walker, ref label);
        }
        else if (!TryParts(walker, ref label))
        {
            return false;
        }

        Complete(walker, ref label);
        return label.Kind is LabelKind.TimeOfDay or LabelKind.Number || Plausible.IsTime(label.Ticks)
            ? true
            : throw walker.At.Refuse("bad-value", Field);
    }

    private void ReadWhole(ReadOnlySpan<char> text, TimeFormat? format, MessageWalker walker, ref TimeLabel label)
    {
        if (format is not null)
        {
            if (!format.TryParse(text, out var parts))
            {
                throw walker.At.Refuse("bad-value", Field);
            }

            label = Of(parts, walker);
            return;
        }

        text = XmlText.Trim(text);
        var isOffsetWritten = text.Length > 10 && text[10..].IndexOfAny('Z', '+', '-') >= 0;
        if (XmlText.TryParseDateTime(text, false, out var time))
        {
            label = new TimeLabel
            {
                Kind = isOffsetWritten ? LabelKind.Instant : LabelKind.Local,
                Ticks = time.DateTime.Ticks,
                Offset = time.Offset,
            };
        }
        else if (XmlText.TryParseDate(text, out var day))
        {
            label = new TimeLabel { Kind = LabelKind.Local, Ticks = day.DayNumber * TimeSpan.TicksPerDay };
        }
        else
        {
            throw walker.At.Refuse("bad-value", Field);
        }
    }

    private TimeLabel Of(in TimeFormat.TimeParts parts, MessageWalker walker)
    {
        var ticks = (parts.Time ?? TimeSpan.Zero).Ticks;
        if (parts.Date is not { } date)
        {
            return parts.Offset is null
                ? new TimeLabel { Kind = LabelKind.TimeOfDay, Ticks = ticks }
                : throw walker.At.Refuse("bad-value", Field);
        }

        return new TimeLabel
        {
            Kind = parts.Offset is null ? LabelKind.Local : LabelKind.Instant,
            Ticks = (date.DayNumber * TimeSpan.TicksPerDay) + ticks,
            Offset = parts.Offset ?? TimeSpan.Zero,
        };
    }

    private bool TryParts(MessageWalker walker, ref TimeLabel label)
    {
        label.Day = Field.Date?.Day(walker);
        if (Field.Date is { } date && label.Day is null)
        {
            throw walker.At.Refuse("missing-element", date);
        }

        if (Field.Number is { } number)
        {
            label.Kind = LabelKind.Number;
            label.Ticks = number.Int32(walker) ?? throw walker.At.Refuse("missing-element", number);
            return true;
        }

        var ticks = 0L;
        if (Field.Time is { } time)
        {
            if (!time.TryText(walker, out var text, out _))
            {
                return Field.Date is null ? false : throw walker.At.Refuse("missing-element", time);
            }

            ticks = TimeOfDay.Parse(text, time.Format ?? Field.Format) ?? throw walker.At.Refuse("bad-value", time);
        }

        label.Kind = label.Day is null ? LabelKind.TimeOfDay : LabelKind.Local;
        label.Ticks = label.Day is { } day ? (day.DayNumber * TimeSpan.TicksPerDay) + ticks : ticks;
        return true;
    }

    // What tells the offset of a time without one, where that stands beside it.
    private void Complete(MessageWalker walker, ref TimeLabel label)
    {
        if (label.Kind == LabelKind.Instant)
        {
            return;
        }

        if (Field.Offset is { } offset && offset.TryText(walker, out var text, out _))
        {
            label.Offset = OffsetText.TryParse(text, out var value) ? value : throw walker.At.Refuse("bad-value", offset);
            label.Kind = label.Kind == LabelKind.Local ? LabelKind.Instant : throw walker.At.Refuse("bad-value", Field);
            return;
        }

        if (Field.Offset is { } missing && Field.Dst.Length == 0 && Field.Model.Source["zone"] is null)
        {
            throw walker.At.Refuse("missing-element", missing);
        }

        if (Field.Dst.Length > 0)
        {
            label.IsDaylight = ConditionPlan.Judge(Field.Dst, walker.Slots, isComplete: true);
        }
    }
}
