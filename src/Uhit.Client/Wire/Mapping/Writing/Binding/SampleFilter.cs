namespace Uhit.Client.Wire.Mapping.Writing.Binding;

/// <summary>What of a template that was made from a schema is left when nobody filled it in: what may be left out is.</summary>
internal static class SampleFilter
{
    /// <summary>Whether anything in the element was filled in.</summary>
    public static bool IsFilled(TemplateElement element) =>
        element.Marks.Each.Count > 0 || element.Marks.Payload is not null
        || element.Attributes.Any(attribute => attribute.Value.Any(part => part is { Literal: null, IsSample: false }))
        || element.Text.Any(part => part is { Literal: null, IsSample: false })
        || (element.Text.Count > 0 && element.Text.All(part => part.Literal is not null))
        || element.Children.Any(IsFilled)
        || IsLeft(element);

    /// <summary>The children that are written.</summary>
    public static IEnumerable<TemplateElement> Kept(TemplateElement element)
    {
        var branches = element.Children.Where(child => child.Marks.Choice is not null)
            .GroupBy(child => child.Marks.Choice!, StringComparer.Ordinal)
            .ToDictionary(choice => choice.Key, choice => BranchesOf([.. choice]), StringComparer.Ordinal);
        return element.Children.Where(child => (IsFilled(child) || child.Marks.MinOccurs is not 0)
            && (child.Marks.Choice is not { } choice || branches[choice].Contains(Branch(child))));
    }

    // The branch that somebody filled in, else the first one. Several that are filled in go by their conditions.
    private static HashSet<string> BranchesOf(List<TemplateElement> elements)
    {
        var filled = elements.Where(IsFilled).GroupBy(Branch, StringComparer.Ordinal).ToList();
        return filled.Count > 1 && filled.TrueForAll(branch => branch.Any(element => element.Marks.If is not null))
            ? [.. filled.Select(branch => branch.Key)]
            : [filled.Count > 0 ? filled[0].Key : Branch(elements[0])];
    }

    private static string Branch(TemplateElement element) => element.Marks.Branch ?? "element:" + element.Name;

    // Written by hand, and empty on purpose.
    private static bool IsLeft(TemplateElement element) =>
        element is { Children.Count: 0, Text.Count: 0, Marks.MinOccurs: null }
        && !element.Attributes.Any(attribute => attribute.Value.Any(part => part.IsSample));
}
