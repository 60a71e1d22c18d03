using System.Xml.Linq;

namespace Uhit.Contracts.Messages;

/// <summary>Makes a message that the schema takes: of each choice the first branch, all else once.</summary>
internal static class SampleMessage
{
    private static readonly XNamespace Instance = "http://www.w3.org/2001/XMLSchema-instance";

    /// <param name="node">The message's element, laid out.</param>
    /// <param name="prefixes">The prefixes of the contract.</param>
    /// <param name="onlyRequired">Whether what may be left out is.</param>
    public static XElement Of(MessageNode node, NamespacePrefixes prefixes, bool onlyRequired = false)
    {
        var element = Element(node, onlyRequired);
        foreach (var (prefix, ns) in prefixes.All)
        {
            element.SetAttributeValue(XNamespace.Xmlns + prefix, ns);
        }

        return element;
    }

    private static XElement Element(MessageNode node, bool onlyRequired)
    {
        var element = new XElement(XName.Get(node.Name.Name, node.Name.Namespace));
        if (node.InstanceType is { } type)
        {
            element.Add(new XAttribute(XNamespace.Xmlns + "instance", type.Namespace));
            element.Add(new XAttribute(Instance + "type", type.Namespace.Length > 0 ? $"instance:{type.Name}" : type.Name));
        }

        foreach (var attribute in node.Attributes.Where(a => a.IsRequired || !onlyRequired))
        {
            element.Add(
                new XAttribute(XName.Get(attribute.Name.Name, attribute.Name.Namespace), attribute.Value.Fixed ?? attribute.Value.Sample));
        }

        if (node.Value is { } value)
        {
            element.Add(value.Fixed ?? value.Sample);
        }

        var chosen = new Dictionary<int, int>();
        foreach (var child in node.Children.Where(c => IsWritten(c, node, onlyRequired) && IsChosen(c, chosen)))
        {
            for (var i = 0; i < Math.Max(child.Min, 1); i++)
            {
                element.Add(child.Any is null ? Element(child, onlyRequired) : AnyElement(child.Any));
            }
        }

        return element;
    }

    private static bool IsWritten(MessageNode node, MessageNode parent, bool onlyRequired) => node.Min > 0
        || (!onlyRequired && !node.IsCut && node.Any is null)
        || (node.IsOneOfAtLeast is { } group && node == parent.Children.Find(c => c.IsOneOfAtLeast == group && !c.IsCut));

    private static bool IsChosen(MessageNode node, Dictionary<int, int> chosen)
    {
        foreach (var choice in node.Choices)
        {
            chosen.TryAdd(choice.Choice, choice.Branch);
            if (chosen[choice.Choice] != choice.Branch)
            {
                return false;
            }
        }

        return true;
    }

    private static XElement AnyElement(string namespaces)
    {
        var first = namespaces.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .FirstOrDefault(ns => !ns.StartsWith("##", StringComparison.Ordinal));
        return new XElement(
            XName.Get("any", first ?? (namespaces.Contains("##local", StringComparison.Ordinal) ? string.Empty : "urn:uhit:sample")));
    }
}
