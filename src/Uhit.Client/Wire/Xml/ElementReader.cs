using System.Xml;

namespace Uhit.Client.Wire.Xml;

/// <summary>Walks through the elements of a message in the order of its contract. What generated code reads with.</summary>
/// <remarks>
/// Strict on what the contract names: presence, order, number and values. Elements that it does not name are skipped with all that is in them, and
/// counted. It takes the <see cref="XmlReader"/> as it is: whoever reads hostile XML puts a guarded one in. Comments must reach it (no
/// <c>IgnoreComments</c>), else one inside a value could not be told from none. Not thread-safe; one per message.
/// </remarks>
internal sealed class ElementReader
{
    // What a message keeps in lists beside what is streamed, such as reasons and errors: above it memory would be the sender's to spend.
    private const int MaxKept = 100_000;

    private readonly XmlReader _reader;
    private readonly ElementValue _value;
    private readonly TextCache _texts = new();
    private ElementFrame[] _frames = new ElementFrame[8];
    private string _root = string.Empty;
    private int _depth;
    private int _kept;

    public ElementReader(XmlReader reader, int maxValueLength = 65536)
    {
        ArgumentNullException.ThrowIfNull(reader);
        if (reader.Settings is { IgnoreComments: true } or { IgnoreProcessingInstructions: true })
            throw new ArgumentException("The reader must not ignore comments or processing instructions.", nameof(reader));
        _reader = reader;
        _value = new ElementValue(reader, maxValueLength);
    }

    /// <summary>How many elements were skipped because the contract does not name them; those inside them are not counted.</summary>
    public long UnknownElements { get; private set; }

    /// <summary>Goes into the message's own element, which must be the next one.</summary>
    public void EnterMessage(string name, string @namespace, ElementShape shape)
    {
        _root = name;
        _depth = 0;
        if (_reader.MoveToContent() != XmlNodeType.Element || _reader.LocalName != name || _reader.NamespaceURI != @namespace)
            throw Refuse("unexpected-element", null);
        if (InstanceAttributes.IsNil(_reader) != false) throw Refuse("instance-attribute", null);
        Enter(shape);
    }

    /// <summary>Goes into the element that the reader is at.</summary>
    public void Enter(ElementShape shape)
    {
        CheckAttributes(isSimple: false);
        if (_depth == _frames.Length) Array.Resize(ref _frames, _depth * 2);
        _frames[_depth++] = new ElementFrame { Shape = shape, Index = -1, Empty = _reader.IsEmptyElement };
        _reader.Read();
    }

    /// <summary>Goes to the next child that the contract names; false when there is none and the element is left.</summary>
    public bool NextChild(out int child)
    {
        child = -1;
        ref var frame = ref _frames[_depth - 1];
        while (!frame.Empty)
        {
            var node = _reader.NodeType;
            if (node == XmlNodeType.EndElement) break;
            if (node == XmlNodeType.Element)
            {
                child = frame.Shape.IndexOf(_reader.LocalName, _reader.NamespaceURI, Math.Max(frame.Index, 0));
                if (child >= 0)
                {
                    Accept(ref frame, child);
                    if (!SkipNil(frame.Shape[child])) return true;
                    continue;
                }
                UnknownElements++;
                _reader.Skip();
                continue;
            }
            if (_reader.EOF) throw Refuse("truncated", string.Empty);
            if (node is not (XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace or XmlNodeType.Comment or XmlNodeType.ProcessingInstruction))
                throw Refuse("unexpected-text", string.Empty);
            _reader.Read();
        }

        RequireBetween(frame, frame.Shape.Count);
        if (!frame.Empty) _reader.Read();
        _depth--;
        return false;
    }

    public DateTimeOffset ReadDateTime(bool offsetRequired = false) =>
        XmlTime.TryParseDateTime(Value(), offsetRequired, out var value) ? value : throw BadValue();

    public DateOnly ReadDate() => XmlTime.TryParseDate(Value(), out var value) ? value : throw BadValue();

    public decimal ReadDecimal() => XmlNumber.TryParseDecimal(Value(), out var value) ? value : throw BadValue();

    public int ReadInt32() => XmlNumber.TryParseInt32(Value(), out var value) ? value : throw BadValue();

    public bool ReadBoolean() => XmlNumber.TryParseBoolean(Value(), out var value) ? value : throw BadValue();

    /// <summary>The text as it stands. Valid until the next read.</summary>
    public ReadOnlySpan<char> ReadPreserved() => Value();

    /// <summary>The text with its white space replaced by blanks. Valid until the next read.</summary>
    public ReadOnlySpan<char> ReadNormalized() => XmlText.Replace(Value());

    /// <summary>The text with its white space collapsed. Valid until the next read.</summary>
    public ReadOnlySpan<char> ReadToken() => XmlText.Collapse(Value());

    /// <summary>The text as a string: the same one for the same short text.</summary>
    public string Text(ReadOnlySpan<char> text) => _texts.Get(text);

    /// <summary>Counts an item of a list that is kept until the message is read.</summary>
    public T Kept<T>(T item) => ++_kept <= MaxKept ? item : throw Refuse("too-many-elements", null);

    /// <summary>For a value that the reader has just read and that its type does not allow.</summary>
    public WireFormatException BadValue() => Refuse("bad-value", null);

    private Span<char> Value()
    {
        CheckAttributes(isSimple: true);
        return _value.TryRead(out var text, out var error) ? text : throw Refuse(error, null);
    }

    private void Accept(ref ElementFrame frame, int child)
    {
        ref readonly var expected = ref frame.Shape[child];
        if (child == frame.Index)
        {
            if (++frame.Count > expected.Max) throw Refuse(expected.Max == 1 ? "duplicate-element" : "too-many-elements", null);
            return;
        }
        if (child < frame.Index) throw Refuse("wrong-order", expected.Name);
        RequireBetween(frame, child);
        frame.Index = child;
        frame.Count = 1;
    }

    private void RequireBetween(in ElementFrame frame, int next)
    {
        if (frame.Index >= 0 && frame.Count < frame.Shape[frame.Index].Min) throw Refuse("missing-element", frame.Shape[frame.Index].Name);
        for (var i = frame.Index + 1; i < next; i++)
            if (frame.Shape[i].Min > 0)
                throw Refuse("missing-element", frame.Shape[i].Name);
    }

    // An element that says it is nil is one that is not there, where the contract allows that.
    private bool SkipNil(in ElementChild child)
    {
        var isNil = InstanceAttributes.IsNil(_reader);
        if (isNil == false) return false;
        if (isNil is null || child.Min > 0) throw Refuse("instance-attribute", null);
        if (!_value.TryRead(out var text, out var error)) throw Refuse(error, null);
        return XmlText.Trim(text).IsEmpty ? true : throw Refuse("instance-attribute", null);
    }

    private void CheckAttributes(bool isSimple)
    {
        if (!_reader.HasAttributes) return;
        var types = _depth == 0 ? string.Empty : _frames[_depth - 1].Shape[_frames[_depth - 1].Index].Types;
        if (!InstanceAttributes.IsDeclaredType(_reader, types, isSimple)) throw Refuse("instance-attribute", null);
        if (InstanceAttributes.IsReference(_reader)) throw Refuse("bad-value", null);
    }

    private WireFormatException Refuse(string code, string? last) => new(code, ElementPath.Of(_root, _frames.AsSpan(0, _depth), last));
}
