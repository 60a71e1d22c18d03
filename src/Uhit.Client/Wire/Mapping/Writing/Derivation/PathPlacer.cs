using Uhit.Client.Wire.Mapping.Model;
using Uhit.Client.Wire.Mapping.Model.Json;
using Uhit.Client.Wire.Mapping.Writing.Binding;

namespace Uhit.Client.Wire.Mapping.Writing.Derivation;

/// <summary>Goes the paths of a contract through a template, and makes the elements that it does not have.</summary>
internal sealed class PathPlacer(ContractModel contract, ProblemList problems)
{
    private readonly HashSet<(TemplateElement, string?, string)> _placed = [];
    private readonly Dictionary<(TemplateElement, string, string), MarkedElements> _marked = [];

    /// <summary>Whether placeholders that stand there already make way, as those of a block that we send.</summary>
    public bool ReplacesPlaceholders { get; init; }

    /// <summary>Sees to it that elements which differ in a mark come no more often than the schema
    /// allows, once all values are placed.</summary>
    public void Finish()
    {
        foreach (var marked in _marked.Values)
        {
            marked.Finish();
        }
    }

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
            if (IsTaken(element, path, index < 0 ? [] : element.Attributes[index].Value, parts))
            {
                // Two values of ours stand in one place: the first is written.
                return;
            }

            var placed = new TemplateElement.Attribute(
                path.AttributeNamespace.Length == 0 ? string.Empty : PrefixOf(path.AttributeNamespace),
                attribute,
                path.AttributeNamespace,
                index < 0 ? parts : Fitting(parts, element.Attributes[index].Value),
                default);
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
        else if (!IsTaken(element, path, element.Text, parts))
        {
            element.Text = Fitting(parts, element.Text);
        }
    }

    private bool IsTaken(TemplateElement element, PathModel path, IReadOnlyList<TemplatePart> there, IReadOnlyList<TemplatePart> parts)
    {
        var place = (element, path.Attribute, path.AttributeNamespace);
        var isTaken = ReplacesPlaceholders ? _placed.Contains(place) : there.Any(part => part is { Literal: null, IsSample: false });
        if (parts.Any(part => part.Literal is null))
        {
            _placed.Add(place);
        }

        return isTaken;
    }

    // The schema's sample shows what only it knows: that minutes are an xs:duration there, or that an offset is a number of minutes.
    private static IReadOnlyList<TemplatePart> Fitting(IReadOnlyList<TemplatePart> parts, IReadOnlyList<TemplatePart> sample) =>
        (parts, sample) switch
        {
            ([{ Name: "series.intervalMinutes", Format: null } part], [{ IsSample: true, Format: ['P', ..] }]) =>
                [part with { Format = "duration" }],
            ([{ Format: "clockOffset" } part], [{ IsSample: true, Format: { } shown }])
                when !shown.Contains(':', StringComparison.Ordinal) => [part with { Format = "clockOffsetMinutes" }],
            ([{ TakesSample: true } part], [{ IsSample: true, Name: TemplateNames.Sample, Format: { } shown }]) =>
                [part with { Sample = shown }],
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
                problems.Add(
                    source,
                    "The simulator can't write this: nothing says which element `*` is. Name it, or give a template made from the schema.");
                return null;
            }
        }

        return element;
    }

    /// <summary>The contract's prefix of a namespace.</summary>
    public string PrefixOf(string? ns) =>
        ns is null ? string.Empty : contract.Namespaces.FirstOrDefault(pair => pair.Value == ns).Key ?? string.Empty;

    private TemplateElement Child(TemplateElement element, PathStep step, string name)
    {
        var same =
            element.Children.Where(child => child.Name == name && (step.Namespace is null || child.Namespace == step.Namespace)).ToList();
        if (step.Attribute is null)
        {
            return same.Count > 0 ? same[0] : Add(element, Make(element, step, name));
        }

        var marked = same.Find(child => ValueOf(child, step.Attribute) == step.AttributeValue);
        if (marked is not null)
        {
            return marked;
        }

        // One that is not taken yet, as the schema has it: it makes way for those that are marked.
        var free = same.Find(child => ValueOf(child, step.Attribute) is null);
        if (!_marked.TryGetValue((element, name, step.Attribute), out var marks))
        {
            marks = new MarkedElements(free);
            _marked.Add((element, name, step.Attribute), marks);
        }

        var made = marks.Make() ?? Make(element, step, name);
        made.Attributes.RemoveAll(attribute => attribute.Name == step.Attribute);
        made.Attributes.Add(
            new TemplateElement.Attribute(string.Empty, step.Attribute, string.Empty, [TemplatePart.Of(step.AttributeValue!)], default));
        element.Children.Insert(free is not null ? element.Children.IndexOf(free)
            : same.Count > 0 ? element.Children.IndexOf(same[^1]) + 1
            : element.Children.Count, made);
        if (free is not null && !SampleFilter.IsFilled(free))
        {
            element.Children.Remove(free);
        }

        marks.Add(made);
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

    /// <summary>Elements of one name in one place that differ in the value of an attribute, such as
    /// quantities that are told apart by their unit.</summary>
    /// <param name="sample">The one that the schema has there; <see langword="null"/> where it has none.</param>
    private sealed class MarkedElements(TemplateElement? sample)
    {
        private readonly TemplateElement? _sample = sample?.Clone();
        private readonly List<TemplateElement> _elements = [];

        /// <summary>One more, as the schema has it; <see langword="null"/> where it has none.</summary>
        public TemplateElement? Make() => _sample?.Clone();

        public void Add(TemplateElement element) => _elements.Add(element);

        /// <summary>Any of several does for the schema; where it has room for fewer than there are, a
        /// later one is left out for those before it.</summary>
        public void Finish()
        {
            if (_elements.Count < 2 || _sample is null)
            {
                return;
            }

            for (var i = 0; i < _elements.Count; i++)
            {
                var element = _elements[i];
                element.Marks = element.Marks with { MinOccurs = 0 };
                for (var before = 0; _sample.Marks.MaxOccurs is { } most && before <= i - most; before++)
                {
                    if (NameIn(_elements[before]) is { } name)
                    {
                        element.Marks = element.Marks.And("!" + name);
                    }
                }
            }
        }

        private static string? NameIn(TemplateElement element) => element.Descendants().Prepend(element)
            .SelectMany(each => each.Text.Concat(each.Attributes.SelectMany(attribute => attribute.Value)))
            .FirstOrDefault(part => part is { Literal: null, IsSample: false })?.Name;
    }
}
