using System.Xml.Linq;

namespace Uhit.Client.Conformance.Wire;

/// <summary>One thing that is changed in a message.</summary>
/// <param name="Place">What is changed: names of elements, never a value.</param>
/// <param name="Envelope">The changed message.</param>
internal sealed record Mutation(string Place, byte[] Envelope)
{
    /// <summary>It stands in a value of a changed message: a refusal must not repeat it.</summary>
    public const string Marker = "ZZsecretZZ";

    // What comes more often is the same thing again.
    private const int MostSiblings = 3;

    private static readonly string[] BadValues =
    [
        Marker, "", " ", "-1", "0", "99999999999999999999", "1e3", "NaN", "INF", "1,000", "0x10", "١٢", "0001-01-01", "9999-12-31",
        "-2025-01-01", "2025-02-30", "9999-12-31T23:59:59", "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00", "2025-11-02T01:15:00+99:00", "2025-11-02", "10089010000000000000010000000000000001", "1008901ABC",
        "１００８９０１０００００１", new('9', 5000), "true",
    ];

    /// <summary>How many bad values each value is replaced by.</summary>
    public static int BadValueCount => BadValues.Length;

    /// <summary>Each kind of value in the body, replaced by each bad one.</summary>
    public static IEnumerable<Mutation> OfValues(byte[] envelope) => Of(
        envelope,
        root => [.. Places(root).Where(place => place is XAttribute or XElement { HasElements: false, HasAttributes: false })],
        BadValues,
        (place, value) => Set(place, value));

    /// <summary>Each kind of element and attribute in the body, taken away.</summary>
    public static IEnumerable<Mutation> OfMissing(byte[] envelope) => Of(
        envelope,
        root => [.. Places(root).Where(place => place.Parent?.Parent?.Parent is not null || place is XAttribute)],
        [""],
        (place, _) => Remove(place));

    /// <summary>How many kinds of values the body has.</summary>
    public static int CountOfValues(byte[] envelope) => OfValues(envelope).Count() / BadValues.Length;

    private static IEnumerable<Mutation> Of(
        byte[] envelope, Func<XElement, List<XObject>> find, string[] values, Action<XObject, string> change)
    {
        var count = 0;
        var places = new List<string>();
        var few = XmlVariant.Change(envelope, root =>
        {
            Thin(root);
            places = [.. find(root).Select(PathOf)];
            count = places.Count;
        });
        for (var i = 0; i < count; i++)
        {
            foreach (var value in values)
            {
                yield return new Mutation(places[i], XmlVariant.Change(few, root => change(find(root)[i], value)));
            }
        }
    }

    // One of each path: the hundredth reading is read like the first.
    private static IEnumerable<XObject> Places(XElement root)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return root.Elements().Last().Descendants()
            .SelectMany(element =>
                element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration).Cast<XObject>().Prepend(element))
            .Where(place => seen.Add(PathOf(place)));
    }

    private static void Thin(XElement root)
    {
        foreach (var parent in root.Elements().Last().DescendantsAndSelf().ToList())
        {
            foreach (var group in parent.Elements().GroupBy(child => child.Name).ToList())
            {
                group.Skip(MostSiblings).ToList().ForEach(child => child.Remove());
            }
        }
    }

    private static string PathOf(XObject place)
    {
        var element = place as XElement ?? place.Parent!;
        var path = string.Join('/', element.AncestorsAndSelf().Reverse().Skip(2).Select(step => step.Name.LocalName));
        return place is XAttribute attribute ? $"{path}/@{attribute.Name.LocalName}" : path;
    }

    private static void Set(XObject place, string value)
    {
        if (place is XAttribute attribute)
        {
            attribute.Value = value;
        }
        else
        {
            ((XElement)place).Value = value;
        }
    }

    private static void Remove(XObject place)
    {
        if (place is XAttribute attribute)
        {
            attribute.Remove();
        }
        else
        {
            ((XElement)place).Remove();
        }
    }
}
