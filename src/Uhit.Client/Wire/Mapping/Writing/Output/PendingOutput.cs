using System.Xml;
using Uhit.Client.Wire.Mapping.Writing.Binding;

namespace Uhit.Client.Wire.Mapping.Writing.Output;

/// <summary>Writes elements as soon as something in them has a value: one in which nothing has any is never begun.</summary>
/// <remarks>What is not decided yet is held back, which is never more than the elements around one
/// value and the constants between them.</remarks>
internal sealed class PendingOutput(XmlWriter writer, WriteContext context)
{
    private const string Instance = "http://www.w3.org/2001/XMLSchema-instance";
    private readonly List<Step> _pending = [];
    private readonly List<Open> _open = [];

    /// <summary>Whether several elements stand beside each other: then one without a value goes away,
    /// which the only one of a message never does.</summary>
    public bool HasSeveral { get; init; }

    private bool IsRoot => _open.Count == 0 && !HasSeveral;

    /// <summary>Begins an element, once there is something in it.</summary>
    public void Start(BoundElement element, int number, List<(BoundElement.Attribute, string)> attributes)
    {
        _open.Add(new Open(element, number) { At = _pending.Count });
        _pending.Add(new Step(element, attributes, null));
    }

    /// <summary>Says that a value follows: all that is held back is written.</summary>
    public void Commit()
    {
        foreach (var step in _pending)
        {
            Write(step);
        }

        _pending.Clear();
        foreach (var open in _open.Where(open => open.At >= 0))
        {
            open.At = -1;
            if (open.Missing is { } missing)
            {
                Fail(missing);
            }
        }
    }

    /// <summary>An element with a text that is the same in every message: it alone does not keep what is around it.</summary>
    public void Constant(BoundElement element, List<(BoundElement.Attribute, string)> attributes, string text) =>
        Add(new Step(element, attributes, text));

    /// <summary>An element with a value.</summary>
    public void Value(BoundElement element, List<(BoundElement.Attribute, string)> attributes, string text)
    {
        Commit();
        Write(new Step(element, attributes, text));
    }

    /// <summary>An element without its value, which says so.</summary>
    public void Nil(BoundElement element, List<(BoundElement.Attribute, string)> attributes) =>
        Add(new Step(element, attributes, string.Empty) { IsNil = true });

    /// <summary>A part that must be there is not. That matters once it is known that the element around it is there.</summary>
    public void Missing(BoundElement element, string name, int number)
    {
        var missing = new TemplateValueException("missing-value", name, number) { Path = PathOf(element) };
        if (_open.Count == 0 || _open[^1].At < 0)
        {
            Fail(missing);
        }
        else
        {
            _open[^1].Missing ??= missing;
        }
    }

    /// <summary>Ends an element, or forgets it.</summary>
    /// <param name="isKept">Whether it stays without a value in it.</param>
    public void End(bool isKept)
    {
        var open = _open[^1];
        _open.RemoveAt(_open.Count - 1);
        if (open.At < 0)
        {
            writer.WriteEndElement();
            return;
        }

        var hasConstants = _pending.FindIndex(open.At, step => step.Text is not null || step.IsKept) >= 0;
        if (open.Missing is { } missing)
        {
            Forget(open);
            if (open.Element.Loops.Count > 0)
            {
                // An item that is there must not vanish.
                Fail(missing);
            }
            else if (open.Element.IsRequired || IsRoot)
            {
                Propagate(missing);
            }
        }
        else if (isKept || hasConstants || open.Element.IsLiteral || open.Element.IsRequired || IsRoot)
        {
            Add(isKept ? Step.KeptEnd : Step.End);
        }
        else
        {
            Forget(open);
        }
    }

    /// <summary>Puts the path of what is being written into an exception.</summary>
    public string PathOf(BoundElement? element)
    {
        var names = _open.Where(open => !open.Element.IsFrame)
            .Select(open => open.Element.Loops.Count > 0 ? $"{open.Element.Name}[{open.Number}]" : open.Element.Name);
        return string.Join('/', element is null ? names : names.Append(element.Name));
    }

    public void Fail(TemplateValueException failure)
    {
        if (context.OnProblem is not { } tell)
        {
            throw failure;
        }

        tell(failure);
    }

    private void Propagate(TemplateValueException missing)
    {
        if (_open.Count == 0 || _open[^1].At < 0)
        {
            Fail(missing);
        }
        else
        {
            _open[^1].Missing ??= missing;
        }
    }

    private void Forget(Open open) => _pending.RemoveRange(open.At, _pending.Count - open.At);

    private void Add(Step step)
    {
        if (_open.Count > 0 && _open[^1].At >= 0)
        {
            _pending.Add(step);
        }
        else
        {
            // An element with nothing but constants in it ends here, and was not begun yet.
            Commit();
            Write(step);
        }
    }

    private void Write(Step step)
    {
        if (step.Element is not { } element)
        {
            writer.WriteEndElement();
            return;
        }

        writer.WriteStartElement(element.Prefix, element.Name, element.Namespace);
        foreach (var (prefix, ns) in element.Declared)
        {
            Declare(prefix, ns, element);
        }

        foreach (var (attribute, value) in step.Attributes)
        {
            writer.WriteAttributeString(attribute.Prefix, attribute.Name, attribute.Namespace, value);
        }

        if (step.IsNil)
        {
            writer.WriteAttributeString("xsi", "nil", Instance, "true");
        }

        if (step.Text is { } text)
        {
            if (text.Length > 0)
            {
                writer.WriteString(text);
            }

            writer.WriteEndElement();
        }
    }

    // The prefix of the element itself is declared by its start already.
    private void Declare(string prefix, string ns, BoundElement element)
    {
        if (prefix == element.Prefix && ns == element.Namespace)
        {
            return;
        }

        if (prefix.Length == 0)
        {
            writer.WriteAttributeString("xmlns", ns);
        }
        else
        {
            writer.WriteAttributeString("xmlns", prefix, null, ns);
        }
    }

    private sealed record Step(BoundElement? Element, List<(BoundElement.Attribute Attribute, string Value)> Attributes, string? Text)
    {
        public static Step End { get; } = new(null, [], null);

        public static Step KeptEnd { get; } = End with { IsKept = true };

        /// <summary>Whether it ends an element that stays without a value in it, as a constant does.</summary>
        public bool IsKept { get; private init; }

        public bool IsNil { get; init; }
    }

    private sealed class Open(BoundElement element, int number)
    {
        public BoundElement Element => element;

        public int Number => number;

        /// <summary>Where its start is held back; -1 where it is written.</summary>
        public int At { get; set; }

        public TemplateValueException? Missing { get; set; }
    }
}
