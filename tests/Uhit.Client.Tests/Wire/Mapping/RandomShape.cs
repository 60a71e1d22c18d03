using System.Globalization;
using System.Security;

namespace Uhit.Client.Tests.Wire.Mapping;

/// <summary>Where the values of one part stand: as attributes, children, deeper, in any order.
/// It writes both the paths and the XML.</summary>
internal sealed class RandomShape(Random random)
{
    private readonly Dictionary<string, (int Style, string Wrapper)> _places = [];

    /// <summary>The path of a field, chosen once.</summary>
    public string Path(string name)
    {
        if (!_places.TryGetValue(name, out var place))
        {
            _places[name] = place = (random.Next(4), $"w{_places.Count}");
        }

        return place.Style switch
        {
            0 => $"@{name}",
            1 => $"t:{name}",
            2 => $"t:{place.Wrapper}/t:{name}",
            _ => $"t:{place.Wrapper}/@{name}",
        };
    }

    /// <summary>An element with its values, and what else is in it, in any order.</summary>
    public string Element(string element, IReadOnlyDictionary<string, string> values, params string[] others)
    {
        var attributes = string.Empty;
        var children = others.Append("<unknown xmlns=\"urn:other\"><t/></unknown>").Append("<!-- -->").ToList();
        foreach (var (name, text) in values)
        {
            var value = SecurityElement.Escape(text);
            var (style, wrapper) = _places[name];
            switch (style)
            {
                case 0:
                    attributes += $" {name}=\"{value}\"";
                    break;
                case 1:
                    children.Add($"<{name}>{value}</{name}>");
                    break;
                case 2:
                    children.Add($"<{wrapper}><{name}> {value}\n</{name}></{wrapper}>");
                    break;
                default:
                    children.Add($"<{wrapper} {name}=\"{value}\"/>");
                    break;
            }
        }

        // What stands beside the values keeps its own order: readings are in order of time.
        var mixed = new List<string>();
        var (first, second) = (
            new Queue<string>(children.Where(child => child.StartsWith("<R", StringComparison.Ordinal))),
            new Queue<string>(children.Where(child => !child.StartsWith("<R", StringComparison.Ordinal)).OrderBy(_ => random.Next())));
        while (first.Count + second.Count > 0)
        {
            mixed.Add(second.Count == 0 || (first.Count > 0 && random.Next(2) == 0) ? first.Dequeue() : second.Dequeue());
        }

        return string.Create(CultureInfo.InvariantCulture, $"<{element}{attributes}>{string.Concat(mixed)}</{element}>");
    }
}
