using System.Xml;
using Uhit.Client.Wire.Mapping.Writing.Binding;
using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Wire.Mapping.Writing.Output;

/// <summary>Writes bound elements for one message.</summary>
internal sealed class ElementOutput(XmlWriter writer, WriteContext context, BoundElement root)
{
    private const int MaxItemsOfOne = 1;
    private readonly PendingOutput _output = new(writer, context) { HasSeveral = root.IsFrame };

    public void Write(ValueFrame frame)
    {
        try
        {
            foreach (var element in root.IsFrame ? root.Children : [root])
            {
                WriteEach(element, frame);
            }
        }
        catch (TemplateValueException failure) when (failure.Path.Length == 0)
        {
            failure.Path = _output.PathOf(null);
            throw;
        }
    }

    private void WriteEach(BoundElement element, ValueFrame frame)
    {
        if (element.Loops.Count == 0 && element.Condition?.Holds(frame, context) == false)
        {
            return;
        }

        if (element.Loops.Count == 0)
        {
            WriteOne(element, frame);
        }
        else if (!Repeat(element, 0, frame) && element.IsRequired)
        {
            _output.Missing(element, element.Loops[^1].Loop.Scope.Name, 0);
        }
    }

    private bool Repeat(BoundElement element, int depth, ValueFrame frame)
    {
        if (depth == element.Loops.Count)
        {
            if (element.Condition?.Holds(frame, context) == false)
            {
                return false;
            }

            WriteOne(element, frame);
            return true;
        }

        var loop = element.Loops[depth];
        var at = frame.Up(loop.Levels);
        var isAny = false;
        foreach (var item in context.Repeats(loop, at))
        {
            if (loop.IsOne && item.Number > MaxItemsOfOne)
            {
                _output.Fail(
                    new TemplateValueException("too-many-values", loop.Loop.Scope.Name, item.Number) { Path = _output.PathOf(element) });
            }

            isAny |= Repeat(element, depth + 1, item.Inside(frame));
        }

        return isAny;
    }

    private void WriteOne(BoundElement element, ValueFrame frame)
    {
        var attributes = Attributes(element, frame, out var hasValue);
        if (element.Payload is not null)
        {
            _output.Start(element, frame.Number, attributes);
            _output.Commit();
            new PayloadOutput(writer, context).Write(element, frame);
            _output.End(isKept: true);
        }
        else if (element.Children.Count == 0)
        {
            WriteLeaf(element, attributes, hasValue, frame);
        }
        else
        {
            _output.Start(element, frame.Number, attributes);
            if (hasValue)
            {
                _output.Commit();
            }

            foreach (var child in element.Children)
            {
                WriteEach(child, frame);
            }

            _output.End(element.Keep);
        }
    }

    private void WriteLeaf(BoundElement element, List<(BoundElement.Attribute, string)> attributes, bool hasValue, ValueFrame frame)
    {
        var text = Text(element.Text, element, frame);
        if (hasValue && (text is not null || element.Nil || element.Keep))
        {
            // A value in an attribute is one as well.
            _output.Commit();
        }

        if (text is null && element.Nil)
        {
            _output.Nil(element, attributes);
        }
        else if (text is null && element is { IsSure: true, Text.Sample: { } sample })
        {
            _output.Constant(element, attributes, sample);
        }
        else if (text is null && element.Keep)
        {
            _output.Constant(element, attributes, string.Empty);
        }
        else if (text is null || (element.Text.IsEmpty && !hasValue && HasValues(element)))
        {
            if (element.IsRequired && frame.HasItem)
            {
                _output.Missing(element, NameOf(element), frame.Number);
            }
        }
        else if (!element.Text.IsLiteral)
        {
            _output.Value(element, attributes, text);
        }
        else
        {
            _output.Constant(element, attributes, text);
        }
    }

    private List<(BoundElement.Attribute, string)> Attributes(BoundElement element, ValueFrame frame, out bool hasValue)
    {
        var attributes = new List<(BoundElement.Attribute, string)>(element.Attributes.Count);
        hasValue = false;
        foreach (var attribute in element.Attributes)
        {
            if (Text(attribute.Value, element, frame) is { } value)
            {
                attributes.Add((attribute, value));
                hasValue |= !attribute.Value.IsLiteral;
            }
            else if (element.IsSure && attribute.Value.Sample is { } sample)
            {
                attributes.Add((attribute, sample));
                hasValue = true;
            }
        }

        return attributes;
    }

    private string? Text(BoundText text, BoundElement element, ValueFrame frame)
    {
        try
        {
            return text.Write(frame, context);
        }
        catch (TemplateValueException failure)
        {
            failure.Path = _output.PathOf(element);
            _output.Fail(failure);
            return null;
        }
    }

    private static bool HasValues(BoundElement element) => element.Attributes.Any(attribute => !attribute.Value.IsLiteral);

    private static string NameOf(BoundElement element) =>
        element.Text.Name.Length > 0
            ? element.Text.Name
            : element.Attributes.FirstOrDefault(attribute => !attribute.Value.IsLiteral)?.Value.Name ?? element.Name;
}
