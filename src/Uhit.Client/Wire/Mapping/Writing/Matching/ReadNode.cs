using Uhit.Client.Wire.Mapping.Writing.Formats;
using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Wire.Mapping.Writing.Matching;

/// <summary>What was found in a message by its template: the values at one place, and the items of its loops.</summary>
internal sealed class ReadNode(ReadNode? outer)
{
    private readonly Dictionary<(string, ReadPart), object> _values = [];
    private readonly Dictionary<string, List<ReadNode>> _items = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ReadNode> _shared = new(StringComparer.Ordinal);

    public ReadNode Up(int levels) => levels == 0 ? this : outer!.Up(levels - 1);

    /// <summary>Keeps a value; the first one counts.</summary>
    public void Set(string name, ReadPart part, object value) => _values.TryAdd((name, part), value);

    public ReadNode AddItem(string loop)
    {
        if (!_items.TryGetValue(loop, out var items))
        {
            _items.Add(loop, items = []);
        }

        var item = new ReadNode(this);
        items.Add(item);
        return item;
    }

    /// <summary>What stands outside of a loop and is meant for each of its items.</summary>
    public ReadNode Shared(IReadOnlyList<ValueLoop> loops)
    {
        var node = this;
        foreach (var loop in loops)
        {
            if (!node._shared.TryGetValue(loop.Scope.Name, out var shared))
            {
                node._shared.Add(loop.Scope.Name, shared = new ReadNode(node));
            }

            node = shared;
        }

        return node;
    }

    /// <summary>The items of a loop, with what they share; the one that is shared where the message has no loop.</summary>
    public IReadOnlyList<ReadNode> Items(string loop)
    {
        var shared = _shared.GetValueOrDefault(loop);
        if (!_items.TryGetValue(loop, out var items))
        {
            return shared is null ? [] : [shared];
        }

        foreach (var ((name, part), value) in shared?._values ?? [])
        {
            items.ForEach(item => item.Set(name, part, value));
        }

        return items;
    }

    public T? Value<T>(string name)
        where T : struct => Part<T>(name, ReadPart.Whole);

    public string? Text(string name) => _values.TryGetValue((name, ReadPart.Whole), out var value) ? (string)value : null;

    /// <summary>A time, from all the places where it stands.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="zone">The contract's time zone.</param>
    public DateTimeOffset? Time(string name, TimeZoneInfo zone)
    {
        var whole = Part<DateTimeOffset>(name, ReadPart.Whole);
        var local = whole?.DateTime;
        if (local is null && Part<DateOnly>(name, ReadPart.Date) is { } date)
        {
            local = ClockTime.At(date, Part<TimeSpan>(name, ReadPart.Time) ?? TimeSpan.Zero)
                ?? throw new WireFormatException("bad-value", name);
        }

        return local is not { } clock ? null
            : Part<TimeSpan>(name, ReadPart.Offset) is { } offset ? At(clock, offset, name)
            : Part<bool>(name, ReadPart.Daylight) is { } isDaylight && zone.IsAmbiguousTime(clock)
            ? At(clock, Offset(clock, isDaylight, zone), name)
            : whole ?? At(clock, zone.GetUtcOffset(clock), name);
    }

    private static DateTimeOffset At(DateTime clock, TimeSpan offset, string name) =>
        ClockTime.At(clock, offset) ?? throw new WireFormatException("bad-value", name);

    private static TimeSpan Offset(DateTime clock, bool isDaylight, TimeZoneInfo zone)
    {
        var offsets = zone.GetAmbiguousTimeOffsets(clock);
        return isDaylight ? offsets.Max() : offsets.Min();
    }

    private T? Part<T>(string name, ReadPart part)
        where T : struct => _values.TryGetValue((name, part), out var value) ? (T)value : null;
}
