using System.Xml.Linq;
using Uhit.Client.Wire.Mapping.Model;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>Takes values from header blocks, which are small and read already.</summary>
internal static class HeaderBlocks
{
    public static void Fill(MessagePlan.Header capture, WireBody? body, Slot slot)
    {
        foreach (var block in body?.Headers ?? [])
        {
            if (Find(block, capture.Path) is { } text)
            {
                slot.Set(text);
                return;
            }
        }
    }

    /// <summary>Whether a step names an element.</summary>
    public static bool Matches(PathStep step, string name, string ns) =>
        (step.Name is null || step.Name == name) && (step.Namespace is null || step.Namespace == ns);

    private static string? Find(XElement block, PathModel path)
    {
        if (!Matches(path.Steps[0], block))
        {
            return null;
        }

        var element = block;
        foreach (var step in path.Steps.Skip(1))
        {
            element = element.Elements().FirstOrDefault(child => Matches(step, child));
            if (element is null)
            {
                return null;
            }
        }

        if (path.Attribute is null)
        {
            return element.Value;
        }

        var value = element.Attribute(XName.Get(path.Attribute, path.AttributeNamespace))?.Value;
        return value is null || !path.IsType ? value : TypeNames.Of(value, prefix =>
            prefix.Length == 0 ? element.GetDefaultNamespace().NamespaceName : element.GetNamespaceOfPrefix(prefix)?.NamespaceName);
    }

    private static bool Matches(PathStep step, XElement element) => Matches(step, element.Name.LocalName, element.Name.NamespaceName)
        && (step.Attribute is null || element.Attribute(step.Attribute)?.Value == step.AttributeValue);
}
