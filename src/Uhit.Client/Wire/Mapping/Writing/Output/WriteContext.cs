using Uhit.Client.Wire.Mapping.Writing.Binding;
using Uhit.Client.Wire.Mapping.Writing.Security;
using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Wire.Mapping.Writing.Output;

/// <summary>What one writing of a template knows beside its message.</summary>
internal sealed class WriteContext(TimeProvider time, Func<string, string> secret)
{
    private readonly Dictionary<(ValueLoop, ValueFrame), IReadOnlyList<ValueFrame>> _items = [];
    private UsernameToken? _token;

    /// <summary>Told of what is wrong, so that all of it is found; <see langword="null"/> where the first one ends the writing.</summary>
    public Action<TemplateValueException>? OnProblem { get; init; }

    public Func<string, string> Secret { get; } = secret;

    /// <summary>The time of the writing: the same wherever the template asks for it.</summary>
    public DateTimeOffset Now { get; } = time.GetUtcNow();

    /// <summary>The number for this message, the same wherever the template asks for it.</summary>
    public string Uuid => field ??= Guid.CreateVersion7(Now).ToString();

    /// <summary>What a token of this message is made of.</summary>
    public UsernameToken Token => _token ??= UsernameToken.Create(Now);

    /// <summary>The items of a loop that is asked for from outside: they are kept, since they can be gone through once only.</summary>
    public IReadOnlyList<ValueFrame> ItemsOf(ValueLoop loop, ValueFrame frame)
    {
        if (!_items.TryGetValue((loop, frame), out var items))
        {
            items = [.. Frames(loop, frame)];
            _items.Add((loop, frame), items);
        }

        return items;
    }

    /// <summary>The items of a loop, one after the other.</summary>
    public IEnumerable<ValueFrame> Each(ValueLoop loop, ValueFrame frame) =>
        _items.TryGetValue((loop, frame), out var kept) ? kept : Frames(loop, frame);

    /// <summary>The items that an element is repeated for; the one without values where it is written all the same.</summary>
    public IEnumerable<ValueFrame> Repeats(BoundLoop loop, ValueFrame at)
    {
        var isAny = false;
        foreach (var item in loop.IsOne ? ItemsOf(loop.Loop, at) : Each(loop.Loop, at))
        {
            isAny = true;
            yield return item;
        }

        if (!isAny && loop.IsOptional)
        {
            yield return ValueFrame.Empty(at);
        }
    }

    private static IEnumerable<ValueFrame> Frames(ValueLoop loop, ValueFrame frame)
    {
        var number = 0;
        foreach (var item in frame.HasItem ? loop.Items(frame) : Array.Empty<object>())
        {
            yield return new ValueFrame(item, ++number, frame);
        }
    }
}
