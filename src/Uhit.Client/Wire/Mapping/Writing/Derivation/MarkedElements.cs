namespace Uhit.Client.Wire.Mapping.Writing.Derivation;

/// <summary>Elements of one name in one place that differ in the value of an attribute, such as
/// quantities that are told apart by their unit.</summary>
/// <param name="sample">The one that the schema has there; <see langword="null"/> where it has none.</param>
internal sealed class MarkedElements(TemplateElement? sample)
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
