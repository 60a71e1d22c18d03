namespace Uhit.Client.Wire;

/// <summary>The secrets that a wire format needs, by their names. Their values are settings of the named client and nowhere in a
/// contract.</summary>
/// <remarks>Thread-safe. Never show a value: it belongs into the message that it is for, and not
/// into a log, an exception or a store.</remarks>
internal sealed class WireSecrets
{
    private readonly Dictionary<string, string> _values;
    private readonly string _section;

    /// <summary>Makes them from names and values: for tests and for the simulator. A client has those of its settings.</summary>
    /// <param name="values">The values by their names; upper and lower case are the same.</param>
    public WireSecrets(IEnumerable<KeyValuePair<string, string>> values)
        : this(values, "Secrets")
    {
    }

    public WireSecrets(IEnumerable<KeyValuePair<string, string>> values, string section)
    {
        ArgumentNullException.ThrowIfNull(values);
        _values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        _section = section;
        foreach (var (name, value) in values)
        {
            _values[Plain(name)] = value;
        }
    }

    /// <summary>No secrets.</summary>
    public static WireSecrets None { get; } = new([]);

    /// <summary>The value of a secret.</summary>
    /// <param name="name">Its name, as the contract has it; upper and lower case are the same.</param>
    /// <exception cref="UhitConfigurationException">There is no such secret. The message names the setting.</exception>
    public string Get(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Has(name) ? _values[Plain(name)] : throw new UhitConfigurationException(Missing(name));
    }

    /// <inheritdoc/>
    public override string ToString() => $"WireSecrets {{ Count = {_values.Count} }}";

    public bool Has(string name) => _values.TryGetValue(Plain(name), out var value) && value.Length > 0;

    public string Missing(string name) =>
        $"{_section}:{DisplayText.Of(name)} is missing: the contract needs this secret. Set it outside of files that are shared, such as "
        + "in the environment variable "
        + $"{DisplayText.Of(_section.Replace(":", "__", StringComparison.Ordinal))}__{DisplayText.Of(Plain(name))}.";

    /// <summary>The same text with three dots in place of each secret: CNP's words may repeat what was sent.</summary>
    public string Redact(string text)
    {
        // Longer ones first: one may be a part of another. A secret of three characters or less is in many words.
        foreach (var value in _values.Values.Where(value => value.Length > 3).OrderByDescending(value => value.Length))
        {
            text = text.Replace(value, "…", StringComparison.Ordinal);
        }

        return text;
    }

    // Many shells take no dash or dot in the name of an environment variable.
    private static string Plain(string name) => name.Replace('-', '_').Replace('.', '_');
}
