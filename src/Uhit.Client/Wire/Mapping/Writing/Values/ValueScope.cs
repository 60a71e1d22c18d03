namespace Uhit.Client.Wire.Mapping.Writing.Values;

/// <summary>The names that stand for something at a place of a template: those of a message, or of an item of a loop.</summary>
internal abstract class ValueScope(string name)
{
    public string Name { get; } = name;

    public Dictionary<string, NamedValue> Values { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, ValueLoop> Loops { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether a name is that of an object with values of its own, such as <c>serviceAddress</c>.</summary>
    public bool HasObject(string name) => ValuesOf(name).Any();

    /// <summary>The values of an object.</summary>
    public IEnumerable<NamedValue> ValuesOf(string name) =>
        Values.Values.Where(value => value.Name.StartsWith(name + ".", StringComparison.Ordinal));
}

/// <summary>A value that a template can name.</summary>
/// <param name="Name">Its name inside its scope, such as <c>authorization.title</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="IsOptional">Whether it may be missing while the object that it belongs to is there.</param>
/// <param name="Get">Takes it from a frame of its scope; <see langword="null"/> where it is missing.</param>
internal sealed record NamedValue(string Name, ValueKind Kind, bool IsOptional, Func<ValueFrame, object?> Get)
{
    /// <summary>The codes that there are, of a value that can have no others.</summary>
    public IReadOnlyList<string> Closed { get; init; } = [];
}

/// <summary>A list that a template can repeat an element for.</summary>
/// <param name="Scope">What its items are: its name is the loop's.</param>
/// <param name="Items">Takes the items from a frame of the scope that the loop is in; gone through once.</param>
internal sealed record ValueLoop(ValueScope Scope, Func<ValueFrame, System.Collections.IEnumerable> Items);
