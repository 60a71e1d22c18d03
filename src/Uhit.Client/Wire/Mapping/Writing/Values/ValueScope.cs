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
