using System.Xml;
using Uhit.Client.Wire.Mapping.Model;
using Uhit.Client.Wire.Xml;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <content>What stands in an element: its children, its text, its attributes.</content>
internal sealed partial class MessageWalker
{
    private void Content(PlanNode node)
    {
        var isEmpty = _reader.IsEmptyElement;
        foreach (var slot in node.TextSlots)
        {
            Slots[slot].Mark();
        }

        _reader.Read();
        var next = 0;
        while (!isEmpty && _reader.NodeType is var type && type != XmlNodeType.EndElement)
        {
            switch (type)
            {
                case XmlNodeType.Element:
                    Child(node, ref next);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA when node.TextSlots.Length > 0:
                    AppendText(node);
                    _reader.Read();
                    break;
                case XmlNodeType.None:
                    throw At.Refuse("truncated");
                default:
                    _reader.Read();
                    break;
            }
        }

        if (!isEmpty)
        {
            _reader.Read();
        }
    }

    private void Child(PlanNode node, ref int next)
    {
        if (node.Find(_reader, next) is not { } child)
        {
            Unknown.Skip(_reader);
            return;
        }

        // What repeats comes again, all else is followed by its neighbour.
        next = child.Begins.Length > 0 ? child.Place : child.Place + 1;
        var hasAttributes = _reader.HasAttributes;
        if (child.IsLeaf && !hasAttributes && !At.IsFull)
        {
            // So is nearly every element.
            At.Enter(child);
            Leaf(child, hasAttributes);
            At.Leave();
        }
        else if (!hasAttributes || !SkipNil(child))
        {
            Element(child, hasAttributes);
        }
    }

    // An element that says it is nil is one that is not there.
    private bool SkipNil(PlanNode child)
    {
        var isNil = InstanceAttributes.IsNil(_reader);
        if (isNil == false)
        {
            return false;
        }

        if (isNil is null)
        {
            throw At.Refuse("instance-attribute", child.Key.Name ?? "*");
        }

        _reader.Skip();
        return true;
    }

    private void Leaf(PlanNode node, bool hasAttributes)
    {
        if (hasAttributes && InstanceAttributes.IsReference(_reader))
        {
            throw At.Refuse("bad-value");
        }

        var slot = Free(node.TextSlots);
        if (!_reader.IsEmptyElement)
        {
            _reader.Read();
            while (_reader.NodeType is var type && type != XmlNodeType.EndElement)
            {
                switch (type)
                {
                    case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                        Append(slot);
                        _reader.Read();
                        break;
                    case XmlNodeType.Element:
                        throw At.Refuse("element-in-value");
                    case XmlNodeType.None:
                        throw At.Refuse("truncated");
                    default:
                        throw At.Refuse("comment-in-value");
                }
            }
        }

        _reader.Read();
        Keep(slot, node.TextSlots);
    }

    // The first of the slots where it is free, else one beside: a value that comes again has to be the same.
    private Slot Free(int[] slots)
    {
        var slot = Slots[slots[0]].IsSet ? _scratch : Slots[slots[0]];
        slot.Clear();
        slot.Mark();
        return slot;
    }

    private void Keep(Slot slot, int[] slots)
    {
        for (var i = slot == _scratch ? 0 : 1; i < slots.Length; i++)
        {
            Slots[slots[i]].Set(slot.Text);
        }
    }

    private void AppendText(PlanNode node)
    {
        var text = _reader.Value;
        foreach (var index in node.TextSlots)
        {
            if (Slots[index].Length + text.Length > MaxTextLength)
            {
                throw At.Refuse("value-too-long");
            }

            Slots[index].Append(text);
        }
    }

    private void Append(Slot slot)
    {
        if (!slot.TryAppend(_reader, _canReadChunks, MaxTextLength))
        {
            throw At.Refuse("value-too-long");
        }
    }

    private void Attributes(PlanNode node)
    {
        for (var more = _reader.MoveToFirstAttribute(); more; more = _reader.MoveToNextAttribute())
        {
            foreach (var attribute in node.Attributes)
            {
                if (attribute.Name == _reader.LocalName && attribute.Namespace == _reader.NamespaceURI)
                {
                    Attribute(attribute);
                    break;
                }
            }
        }

        _reader.MoveToElement();
    }

    private void Attribute(PlanNode.Attribute attribute)
    {
        var slot = Free(attribute.Slots);
        if (TypeNames.IsType(attribute.Name, attribute.Namespace))
        {
            slot.Append(TypeNames.Of(_reader.Value, _reader.LookupNamespace));
        }
        else
        {
            Append(slot);
        }

        Keep(slot, attribute.Slots);
    }
}
