using System.Xml.Schema;

namespace Uhit.Contracts.Messages;

/// <summary>What people wrote into a schema for people.</summary>
internal static class Documentation
{
    private const int MaxLength = 300;

    /// <summary>On one line, cut where it is long; null if there is none.</summary>
    public static string? Of(XmlSchemaAnnotated? item)
    {
        var text = string.Join(' ', (item?.Annotation?.Items ?? []).OfType<XmlSchemaDocumentation>()
            .SelectMany(d => d.Markup ?? []).Select(node => node?.InnerText).OfType<string>()
            .SelectMany(t => t.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        if (text.Length == 0)
        {
            return null;
        }

        return text.Length <= MaxLength ? text : text[..MaxLength] + "…";
    }
}
