using Uhit.Client.Wire.Mapping.Model.Json;

namespace Uhit.Client.Wire.Mapping.Model;

/// <summary>Names as values, as <c>xsi:type</c> has them. They are compared as
/// <c>{namespace}name</c>: a prefix is no part of a name.</summary>
internal sealed class TypeNames(IReadOnlyDictionary<string, string> namespaces, ProblemList problems)
{
    /// <summary>The namespace of <c>xsi:type</c>.</summary>
    public const string Instance = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>The values as they are compared. One without a prefix is that name in any namespace.</summary>
    public IReadOnlyList<string> Resolve(IEnumerable<string> values, PathModel path, JsonValue source) =>
        path.IsType ? [.. values.Select(value => Resolve(value, source))] : [.. values];

    /// <summary>A table of codes as it is compared.</summary>
    public IReadOnlyDictionary<string, string>? Resolve(CodeTable? table, IReadOnlyList<PathModel> paths, JsonValue source)
    {
        if (table is null || !paths.Any(path => path.IsType))
        {
            return table?.ToOurs;
        }

        var codes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (theirs, ours) in table.ToOurs)
        {
            codes.TryAdd(Resolve(theirs, source), ours);
        }

        return codes;
    }

    /// <summary>Whether an attribute has such a value.</summary>
    public static bool IsType(string? name, string ns) => name == "type" && ns == Instance;

    /// <summary>What is kept of a value. A prefix that is not declared stays: it is the name of nothing.</summary>
    /// <param name="value">The value.</param>
    /// <param name="find">The namespace of a prefix, where the value stands.</param>
    public static string Of(string value, Func<string, string?> find)
    {
        var text = XmlText.Trim(value).ToString();
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? $"{{{find(string.Empty)}}}{text}" : find(text[..colon]) is { } ns ? $"{{{ns}}}{text[(colon + 1)..]}" : text;
    }

    /// <summary>The name without its namespace.</summary>
    public static ReadOnlySpan<char> NameOf(ReadOnlySpan<char> text) => text.StartsWith("{") ? text[(text.LastIndexOf('}') + 1)..] : text;

    private string Resolve(string value, JsonValue source)
    {
        var colon = value.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return value;
        }

        if (namespaces.TryGetValue(value[..colon], out var ns))
        {
            return $"{{{ns}}}{value[(colon + 1)..]}";
        }

        problems.Add(
            source,
            $"\"{value}\" is the name of a type, and its prefix is not in `namespaces`: the prefix of a message is no part of the name. "
                + $"Give the type's namespace a prefix there, or write \"{value[(colon + 1)..]}\" for that name in any "
                + $"namespace.{NearestName.Hint(value[..colon], namespaces.Keys)}");
        return value;
    }
}
