using System.Xml.Schema;

namespace Uhit.Contracts.Messages;

/// <summary>What a schema demands of a message: the values without which it is not valid.</summary>
internal static class SchemaDemands
{
    /// <summary>Every element and attribute with a value that must be there, by its path from below the root.</summary>
    public static IEnumerable<SchemaDemand> Of(MessageNode root, NamespacePrefixes prefixes) => Below(root, string.Empty, prefixes);

    private static IEnumerable<SchemaDemand> Below(MessageNode node, string path, NamespacePrefixes prefixes)
    {
        var before = path.Length == 0 ? string.Empty : path + "/";
        if (node.Value is { Fixed: null } value && !node.IsNillable)
        {
            yield return Demand(path.Length == 0 ? "." : path, value.Words, node.Source);
        }

        foreach (var attribute in node.Attributes.Where(a => a.IsRequired && a.Value.Fixed is null))
        {
            yield return Demand($"{before}@{prefixes.Show(attribute.Name)}", attribute.Value.Words, attribute.Source);
        }

        // A choice demands something, but nothing of its own.
        foreach (var child in node.Children.Where(c => c is { Min: > 0, Choices.Count: 0, Any: null, IsCut: false }))
        {
            foreach (var demand in Below(child, before + prefixes.Show(child.Name), prefixes))
            {
                yield return demand;
            }
        }
    }

    private static SchemaDemand Demand(string path, string words, XmlSchemaObject at)
    {
        var source = at;
        while (source is not null && string.IsNullOrEmpty(source.SourceUri))
        {
            source = source.Parent;
        }

        return new SchemaDemand(path, words, FileNames.Short(source?.SourceUri), at.LineNumber);
    }
}
