using System.Xml;

namespace Uhit.Client.Wire.Mapping.Model;

/// <summary>Reads a path: steps parted by slashes, each a name with a prefix, <c>*</c>, or one with <c>[@attribute='value']</c>; at the end
/// <c>@attribute</c> or <c>.</c>.</summary>
internal sealed class PathParser(IReadOnlyDictionary<string, string> namespaces)
{
    /// <summary>Reads a path.</summary>
    /// <returns>The path, or what is wrong with it.</returns>
    public (PathModel? Path, string? Problem) Parse(string text)
    {
        if (text == ".")
        {
            return (PathModel.Self, null);
        }

        var at = AttributeStart(text);
        var (attribute, attributeNamespace) = (default(string), string.Empty);
        if (at >= 0)
        {
            if (Attribute(text[(at + 1)..], out attribute, out attributeNamespace) is { } wrong)
            {
                return (null, wrong);
            }
        }

        var elements = at < 0 ? text : at == 0 ? string.Empty : text[..(at - 1)];
        var steps = new List<PathStep>();
        foreach (var part in Split(elements))
        {
            if (part == "." && steps.Count == 0)
            {
                continue;
            }

            if (Step(part, out var step) is { } wrong)
            {
                return (null, wrong);
            }

            steps.Add(step!);
        }

        return steps.Count == 0 && attribute is null
            ? (null, "A path is expected: child elements parted by slashes, @name for an attribute, . for the element itself.")
            : (new PathModel(text, steps, attribute, attributeNamespace), null);
    }

    /// <summary>Reads one step.</summary>
    public string? Step(string text, out PathStep? step)
    {
        step = null;
        var (attribute, value) = (default(string), default(string));
        if (text.IndexOf('[', StringComparison.Ordinal) is >= 0 and var open)
        {
            if (Predicate(text[open..], out attribute, out value) is { } wrong)
            {
                return wrong;
            }

            text = text[..open];
        }

        if (text == "*")
        {
            step = new PathStep(null, null, attribute, value);
            return null;
        }

        if (text is "" or ".." || text.Contains("::", StringComparison.Ordinal) || text.Contains('(', StringComparison.Ordinal))
        {
            return "A path is only child steps: no //, no .., no axes and no functions. What repeats is named by `each`.";
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var local = text[(colon + 1)..];
        var prefix = colon < 0 ? string.Empty : text[..colon];
        if (local != "*" && !IsName(local))
        {
            return $"\"{local}\" is no name of an element.";
        }

        if (prefix == "*")
        {
            step = new PathStep(local, null, attribute, value);
            return null;
        }

        if (!namespaces.TryGetValue(prefix, out var ns))
        {
            if (prefix.Length > 0)
            {
                return $"The prefix \"{prefix}\" is not in `namespaces`.{NearestName.Hint(prefix, namespaces.Keys)}";
            }

            ns = string.Empty;
        }

        step = new PathStep(local == "*" ? null : local, ns, attribute, value);
        return null;
    }

    private static bool IsName(string text)
    {
        try
        {
            XmlConvert.VerifyNCName(text);
            return true;
        }
        catch (Exception e) when (e is XmlException or ArgumentException)
        {
            return false;
        }
    }

    // Names of columns may hold anything, slashes too: an attribute goes on to the end.
    private static int AttributeStart(string text)
    {
        if (text.StartsWith('@'))
        {
            return 0;
        }

        var found = text.IndexOf("/@", StringComparison.Ordinal);
        return found < 0 ? -1 : found + 1;
    }

    private static string? Predicate(string text, out string? attribute, out string? value)
    {
        (attribute, value) = (null, null);
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (!text.StartsWith("[@", StringComparison.Ordinal) || equals < 0 || text.Length < equals + 4 || text[^1] != ']'
            || text[equals + 1] is not ('\'' or '"') || text[^2] != text[equals + 1])
        {
            return "In brackets only [@attribute='value'] is known.";
        }

        attribute = text[2..equals].Trim();
        value = text[(equals + 2)..^2];
        return IsName(attribute) ? null : $"\"{attribute}\" is no name of an attribute.";
    }

    private static IEnumerable<string> Split(string text)
    {
        var start = 0;
        var quote = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            if (quote != '\0')
            {
                quote = text[i] == quote ? '\0' : quote;
            }
            else if (text[i] is '\'' or '"')
            {
                quote = text[i];
            }
            else if (text[i] == '/')
            {
                yield return text[start..i];
                start = i + 1;
            }
        }

        if (text.Length > 0)
        {
            yield return text[start..];
        }
    }

    private string? Attribute(string text, out string? name, out string ns)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        ns = string.Empty;
        name = text;
        if (colon > 0 && namespaces.TryGetValue(text[..colon], out var found))
        {
            ns = found;
            name = text[(colon + 1)..];
        }

        return name.Length == 0 ? "The name of the attribute is missing." : null;
    }
}
