using System.Xml.Linq;

namespace Uhit.Client.Wire.Mapping.Writing.Schemas;

/// <summary>Where in a template an element or attribute of a written message comes from.</summary>
/// <param name="Path">The path in the message.</param>
/// <param name="At">The place in the template's file.</param>
/// <param name="Names">The placeholders in it.</param>
/// <param name="LineNumber">The line of the inquiry, from 1; 0 where it is of none.</param>
internal sealed record TemplatePlace(string Path, TemplatePosition At, IReadOnlyList<string> Names, int LineNumber)
{
    private const string LineLoop = "line";

    public static TemplatePlace Of(TemplateElement template, XObject written)
    {
        var element = written as XElement ?? written.Parent!;
        var chain = element.AncestorsAndSelf().Reverse().ToList();
        IReadOnlyList<TemplateElement> among = template is { Namespace: TemplateNames.Namespace } ? template.Children : [template];
        TemplateElement? at = null;
        var line = 0;
        foreach (var one in chain)
        {
            var candidates = among.Where(child => child.Name == one.Name.LocalName && child.Namespace == one.Name.NamespaceName).ToList();
            if (candidates.Count == 0)
            {
                break;
            }

            var number = one.ElementsBeforeSelf(one.Name).Count();
            at = candidates[Math.Min(number, candidates.Count - 1)];
            among = at.Children;
            if (candidates.Count == 1 && at.Marks.Each is [LineLoop])
            {
                line = number + 1;
            }
        }

        var path = string.Join('/', chain.Select(one => one.Name.LocalName));
        if (written is XAttribute attribute)
        {
            var source = at?.Attributes.Find(one => one.Name == attribute.Name.LocalName && one.Namespace == attribute.Name.NamespaceName);
            return new TemplatePlace($"{path}/@{attribute.Name.LocalName}", source?.At ?? at?.At ?? default, NamesOf(source?.Value), line);
        }

        return new TemplatePlace(path, at?.At ?? default, NamesOf(at?.Text), line);
    }

    private static IReadOnlyList<string> NamesOf(IReadOnlyList<TemplatePart>? parts) =>
        [.. (parts ?? []).Where(part => part.Literal is null).Select(part => part.Name)];
}
