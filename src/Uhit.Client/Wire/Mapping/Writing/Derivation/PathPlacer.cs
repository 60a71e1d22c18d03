using Uhit.Client.Wire.Mapping.Model;
using Uhit.Client.Wire.Mapping.Model.Json;

namespace Uhit.Client.Wire.Mapping.Writing.Derivation;

/// <summary>Goes the paths of a contract through a template, and makes the elements that it does not have.</summary>
internal sealed class PathPlacer(ContractModel contract, ProblemList problems)
{
    /// <summary>Puts a value where a path leads, in place of what the schema's sample has there.</summary>
    public void Place(JsonValue source, TemplateElement from, PathModel path, params IReadOnlyList<TemplatePart> parts)
    {
        if (Find(source, from, path.Steps) is not { } element)
        {
            return;
        }

        if (path.Attribute is { } attribute)
        {
            var index = element.Attributes.FindIndex(a => a.Name == attribute && a.Namespace == path.AttributeNamespace);
            if (index >= 0 && element.Attributes[index].Value.Any(part => part is { Literal: null, IsSample: false }))
            {
                // Two values of ours stand in one place: the first is written.
                return;
            }

            var placed = new TemplateAttribute(path.AttributeNamespace.Length == 0 ? string.Empty : PrefixOf(path.AttributeNamespace), attribute, path.AttributeNamespace, index < 0 ? parts : Fitting(parts, element.Attributes[index].Value), default);
            if (index >= 0)
            {
                element.Attributes[index] = placed;
            }
            else
            {
                element.Attributes.Add(placed);
            }
        }
        else if (element.Children.Count > 0)
        {
            problems.Add(source, $"The simulator can't write this: '{element}' has elements in the schema, and a value is read of it.");
        }
        else if (!element.Text.Any(part => part is { Literal: null, IsSample: false }))
        {
            element.Text = Fitting(parts, element.Text);
        }
    }

    // The schema's sample shows what only it knows: that minutes are an xs:duration there, or that an offset is a number of minutes.
    private static IReadOnlyList<TemplatePart> Fitting(IReadOnlyList<TemplatePart> parts, IReadOnlyList<TemplatePart> sample) => (parts, sample) switch
    {
        ([{ Name: "series.intervalMinutes", Format: null } part], [{ IsSample: true, Format: ['P', ..] }]) => [part with { Format = "duration" }],
        ([{ Format: "clockOffset" } part], [{ IsSample: true, Format: { } shown }]) when !shown.Contains(':', StringComparison.Ordinal) => [part with { Format = "clockOffsetMinutes" }],
        _ => parts,
    };

    /// <summary>The element that steps lead to.</summary>
    public TemplateElement? Find(JsonValue source, TemplateElement from, IReadOnlyList<PathStep> steps)
    {
        var element = from;
        foreach (var step in steps)
        {
            if (step.Name is null)
            {
                element = element.Children.Count > 0 ? element.Children[0] : null;
            }
            else
            {
                element = Child(element, step, step.Name);
            }

            if (element is null)
            {
                problems.Add(source, "The simulator can't write this: nothing says which element `*` is. Name it, or give a template made from the schema.");
                return null;
            }
        }

        return element;
    }

    /// <summary>The contract's prefix of a namespace.</summary>
    public string PrefixOf(string? ns) => ns is null ? string.Empty : contract.Namespaces.FirstOrDefault(pair => pair.Value == ns).Key ?? string.Empty;

    private TemplateElement Child(TemplateElement element, PathStep step, string name)
    {
        var same = element.Children.Where(child => child.Name == name && (step.Namespace is null || child.Namespace == step.Namespace)).ToList();
        if (step.Attribute is null)
        {
            return same.Count > 0 ? same[0] : Add(element, Make(element, step, name));
        }

        var marked = same.Find(child => ValueOf(child, step.Attribute) == step.AttributeValue);
        if (marked is not null)
        {
            return marked;
        }

        // One that is not taken yet, as the schema has it; it stands once there, however often it may come.
        var free = same.Find(child => ValueOf(child, step.Attribute) is null);
        var made = free is null ? Make(element, step, name) : free.Clone();
        made.Attributes.RemoveAll(attribute => attribute.Name == step.Attribute);
        made.Attributes.Add(new TemplateAttribute(string.Empty, step.Attribute, string.Empty, [TemplatePart.Of(step.AttributeValue!)], default));
        element.Children.Insert(free is null ? element.Children.Count : element.Children.IndexOf(free), made);
        return made;
    }

    private TemplateElement Make(TemplateElement around, PathStep step, string name)
    {
        var ns = step.Namespace ?? around.Namespace;
        return new TemplateElement(PrefixOf(ns), name, ns, default);
    }

    private static TemplateElement Add(TemplateElement element, TemplateElement child)
    {
        element.Children.Add(child);
        element.Text = [];
        return child;
    }

    private static string? ValueOf(TemplateElement element, string attribute) =>
        element.Attributes.Find(a => a.Name == attribute)?.Value is [{ Literal: { } value }] ? value : null;
}
