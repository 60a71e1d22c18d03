namespace Uhit.Client.Wire.Mapping.Writing.Values;

/// <summary>A scope whose frames hold a <typeparamref name="T"/>.</summary>
internal sealed class ValueScope<T>(string name) : ValueScope(name)
{
    public ValueScope<T> Add(string name, ValueKind kind, Func<T, object?> get, bool isOptional = false)
    {
        Values.Add(name, new NamedValue(name, kind, isOptional, frame => get((T)frame.Item)));
        return this;
    }

    public ValueScope<T> Optional(string name, ValueKind kind, Func<T, object?> get) => Add(name, kind, get, isOptional: true);

    public ValueScope<T> Text(string name, Func<T, string?> get) => Add(name, ValueKind.Text, get);

    public ValueScope<T> OptionalText(string name, Func<T, string?> get) => Add(name, ValueKind.Text, get, isOptional: true);

    public ValueScope<T> Closed(string name, Func<T, string?> get, params string[] codes)
    {
        Values.Add(name, new NamedValue(name, ValueKind.Code, false, frame => get((T)frame.Item)) { Closed = codes });
        return this;
    }

    public ValueScope<T> Framed(string name, ValueKind kind, Func<ValueFrame, object?> get)
    {
        Values.Add(name, new NamedValue(name, kind, false, get));
        return this;
    }

    public ValueScope<T> Loop<TItem>(ValueScope<TItem> scope, Func<T, IEnumerable<TItem>> items)
    {
        Loops.Add(scope.Name, new ValueLoop(scope, frame => items((T)frame.Item)));
        return this;
    }
}
