using Uhit.Client.Wire.Mapping.Model;
using Uhit.Client.Wire.Mapping.Model.Domain;
using Uhit.Client.Wire.Mapping.Writing.Formats;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>A field, compiled: where its text is kept, and what the text means.</summary>
internal sealed class FieldPlan(FieldModel model, int[] slots)
{
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>>? _codes =
        model.ComparedCodes is { } codes
            ? new Dictionary<string, string>(codes, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>()
            : null;

    private readonly string[] _missing = [.. model.Missing];
    private IReadOnlyList<FieldPlan>? _parts;
    private readonly bool _keepsEmpty = model.Definition.Type == FieldType.Text;

    public FieldModel Model => model;

    public TimeFormat? Format { get; } = model.Format is { } format and not GuidText.Word ? TimeFormat.Parse(format, out _) : null;

    public FieldPlan? Offset { get; init; }

    public FieldPlan? Date { get; init; }

    public FieldPlan? Time { get; init; }

    public FieldPlan? Number { get; init; }

    public FieldPlan? Scale { get; init; }

    public FieldPlan? PowerOfTen { get; init; }

    public ConditionPlan[] Dst { get; init; } = [];

    /// <summary>The elements below the part, for a message about it.</summary>
    public string Path { get; } = PathText(model);

    /// <summary>Whether the contract itself says that it must be there.</summary>
    public bool IsDemanded { get; } = model.Source["required"]?.Text == "true";

    /// <summary>It, or what it is put together of, where there is no column for that; <see langword="null"/> otherwise.</summary>
    /// <param name="missing">The slots of the columns that the file does not have.</param>
    public FieldPlan? FindMissingColumn(HashSet<int> missing) => missing.Count == 0 ? null
        : slots.Length > 0 ? Array.TrueForAll(slots, missing.Contains) ? this : null
        : Date?.FindMissingColumn(missing) ?? Time?.FindMissingColumn(missing) ?? Number?.FindMissingColumn(missing);

    /// <summary>Whether its value stands in the message, so that it may come late.</summary>
    public bool IsInMessage => model.Paths.Count > 0;

    /// <summary>Whether its element or attribute has come; true where none is waited for.</summary>
    public bool HasCome(MessageWalker walker)
    {
        foreach (var slot in slots)
        {
            if (walker.Slots[slot].IsSet)
            {
                return true;
            }
        }

        return model.Paths.Count == 0;
    }

    /// <summary>For each path the slot that hears of the element around the value; -1 where that is not asked.</summary>
    public int[] Around { get; init; } = [];

    /// <summary>Whether it has not come and still can: not as an attribute of the message's own
    /// element, nor in an element that is complete.</summary>
    public bool MayCome(MessageWalker walker)
    {
        if (HasCome(walker))
        {
            return false;
        }

        for (var i = 0; i < model.Paths.Count; i++)
        {
            if (model.Paths[i].Steps.Count > 0 && (Around[i] < 0 || !walker.Slots[Around[i]].IsSet || walker.At.IsInside(Around[i])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether all that it is put together of has come.</summary>
    public bool HasComeWhole(MessageWalker walker)
    {
        foreach (var part in Parts)
        {
            if (!part.HasCome(walker))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>It, and what it is put together of.</summary>
    public IReadOnlyList<FieldPlan> Parts => _parts ??=
        [.. new[] { Offset, Date, Time, Number, Scale, PowerOfTen }.OfType<FieldPlan>().SelectMany(part => part.Parts).Prepend(this)];

    /// <summary>Whether it came twice with different texts.</summary>
    public bool IsContradicted(MessageWalker walker) => Array.Exists(slots, slot => walker.Slots[slot].IsContradicted);

    /// <summary>The text, or our value where there is none: false where there is neither.</summary>
    /// <param name="walker">Has the texts.</param>
    /// <param name="text">The text.</param>
    /// <param name="isOurs">Whether it is a value of ours, to which no table applies.</param>
    public bool TryText(MessageWalker walker, out ReadOnlySpan<char> text, out bool isOurs)
    {
        var isThere = TryHeld(walker, out text, out var isType, out isOurs);
        text = isType ? TypeNames.NameOf(text) : text;
        return isThere;
    }

    // Of a type's name the text is whole here: its namespace counts where codes are looked for.
    private bool TryHeld(MessageWalker walker, out ReadOnlySpan<char> text, out bool isType, out bool isOurs)
    {
        isOurs = false;
        isType = false;
        for (var i = 0; i < slots.Length; i++)
        {
            var held = walker.Slots[slots[i]];
            if (!held.IsSet)
            {
                continue;
            }

            if (held.IsContradicted)
            {
                throw walker.At.Refuse("duplicate-element", this);
            }

            text = held.Text;
            if (!IsMissing(text))
            {
                isType = i < model.Paths.Count && model.Paths[i].IsType;
                return true;
            }
        }

        isOurs = true;
        text = model.Const ?? model.Default;
        return model.Const is not null || model.Default is not null;
    }

    /// <summary>The text after the table of codes.</summary>
    public bool TryCode(MessageWalker walker, out ReadOnlySpan<char> code)
    {
        if (!TryHeld(walker, out code, out var isType, out var isOurs))
        {
            return false;
        }

        var whole = code;
        code = isType ? TypeNames.NameOf(code) : code;
        if (!isOurs && _codes is { } codes)
        {
            if ((isType && codes.TryGetValue(whole, out var ours)) || codes.TryGetValue(XmlText.Trim(code), out ours))
            {
                code = ours;
            }
            else if (model.Codes!.Others is { } others)
            {
                code = others;
            }
        }

        return true;
    }

    /// <summary>A number, exact.</summary>
    /// <returns>Null where there is none.</returns>
    public decimal? Decimal(MessageWalker walker)
    {
        if (!TryCode(walker, out var text))
        {
            return null;
        }

        var number = XmlText.TryParseDecimal(text, out var value) ? value : throw walker.At.Refuse("bad-value", this);
        if (model.Scale is { } scale)
        {
            number = Exact.Multiply(number, scale) ?? throw walker.At.Refuse("inexact-value", this);
        }

        if (Scale is { } factor)
        {
            number = Exact.Multiply(number, factor.Decimal(walker) ?? throw walker.At.Refuse("missing-element", factor))
                ?? throw walker.At.Refuse("inexact-value", this);
        }

        if (PowerOfTen?.Int32(walker) is { } power)
        {
            number = Exact.Shift(number, power) ?? throw walker.At.Refuse("inexact-value", this);
        }

        return number;
    }

    public int? Int32(MessageWalker walker) =>
        !TryCode(walker, out var text) ? null
        : XmlText.TryParseInt32(text, out var value) ? value
        : throw walker.At.Refuse("bad-value", this);

    /// <summary>A day.</summary>
    public DateOnly? Day(MessageWalker walker)
    {
        if (!TryText(walker, out var text, out var isOurs))
        {
            return null;
        }

        DateOnly day;
        if (Format is { } format && !isOurs)
        {
            if (!format.TryParse(text, out var parts) || parts.Date is not { } date)
            {
                throw walker.At.Refuse("bad-value", this);
            }

            day = date;
        }
        else if (!XmlText.TryParseDate(text, out day)
            && !(text.Contains('T') && XmlText.TryParseDateTime(text, false, out var time) && TryDayOf(time, out day)))
        {
            throw walker.At.Refuse("bad-value", this);
        }

        return Plausible.IsYear(day.Year) ? day : throw walker.At.Refuse("bad-value", this);
    }

    /// <summary>A length in minutes: a number, or an xs:duration.</summary>
    public int? Minutes(MessageWalker walker)
    {
        if (!TryCode(walker, out var text))
        {
            return null;
        }

        text = XmlText.Trim(text);
        if (XmlText.TryParseInt32(text, out var minutes) || (text.StartsWith("P") && TryDuration(text, out minutes)))
        {
            return minutes is >= 1 and <= 1440 ? minutes : throw walker.At.Refuse("bad-interval", this);
        }

        throw walker.At.Refuse("bad-value", this);
    }

    /// <summary>The text as a string: the same one for the same short text.</summary>
    public string? String(MessageWalker walker) => TryText(walker, out var text, out _) ? walker.Texts.Get(text) : null;

    /// <summary>The code as a string.</summary>
    public string? Code(MessageWalker walker) => TryCode(walker, out var text) ? walker.Texts.Get(text) : null;

    private static bool TryDayOf(DateTimeOffset time, out DateOnly day)
    {
        // A day as a time of midnight, as some stacks write it. Another time would be more than a day says.
        day = DateOnly.FromDateTime(time.DateTime);
        return time.TimeOfDay == TimeSpan.Zero;
    }

    private static bool TryDuration(ReadOnlySpan<char> text, out int minutes)
    {
        minutes = 0;
        try
        {
            var duration = System.Xml.XmlConvert.ToTimeSpan(text.ToString());
            minutes = (int)duration.TotalMinutes;
            return duration.Ticks == minutes * TimeSpan.TicksPerMinute;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return false;
        }
    }

    private static string PathText(FieldModel model)
    {
        var path = model.Paths.Count > 0 ? model.Paths[0] : model.Header;
        if (path is null)
        {
            return model.Definition.Name;
        }

        var names = path.Steps.Select(step => step.Name ?? "*");
        return string.Join('/', path.Attribute is null ? names : names.Append(path.Attribute));
    }

    private bool IsMissing(ReadOnlySpan<char> text)
    {
        if (_keepsEmpty && _missing.Length == 0)
        {
            return false;
        }

        text = XmlText.Trim(text);
        if (text.IsEmpty)
        {
            return !_keepsEmpty;
        }

        foreach (var missing in _missing)
        {
            if (text.SequenceEqual(missing))
            {
                return true;
            }
        }

        return false;
    }
}
