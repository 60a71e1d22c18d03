using System.Globalization;
using System.Xml;
using Uhit.Client.Wire.Xml;

namespace Uhit.Client.Wire;

/// <summary>Walks through the elements of a message in the order of its contract. What generated code
/// reads with, and hand-written formats can.</summary>
/// <remarks>
/// <para>Strict on what the contract names: presence, order, number and values. Elements that it does not name are skipped with all that is
/// in them, and counted; attributes that nobody asks for are ignored. <c>xsi:nil</c> is taken on what may be left out, as left out. What is
/// wrong is a <see cref="WireFormatException"/>, with a code and with a path of names, never with a value.</para>
/// <para>The walk: <see cref="EnterMessage"/>, then <see cref="NextChild"/> until it is false; for each child that it finds either one of
/// the methods that read a value, or <see cref="Enter"/> and another loop of
/// <see cref="NextChild"/>. Attributes are asked for before that.</para>
/// <para>It takes the <see cref="XmlReader"/> as it is: whoever reads hostile XML puts a guarded one in, as <see cref="WireBody.Reader"/>
/// is. Comments must reach it (no <c>IgnoreComments</c>), else one inside a value could not be told from none. Memory is that of one value
/// and one path, however long the message. Not thread-safe; one per message.</para>
/// </remarks>
public sealed partial class ElementReader
{
    // What a message keeps in lists beside what is streamed, such as reasons and errors: above it memory would be the sender's to spend.
    private const int MaxKept = 100_000;
    private const int DefaultMaxValueLength = 65_536;

    private readonly XmlReader _reader;
    private readonly ElementValue _value;
    private readonly TextCache _texts = new();
    private readonly ElementWalk _walk = new();
    private int _kept;

    private bool _atElement;

    // The attribute whose value is being read, or was read last.
    private string? _attribute;

    // Whether the next value is one that was taken already, not that of the element.
    private bool _isTaken;
    private bool _isTypeKnown;
    private bool _isReferenceKnown;
    private string? _emptyMeans;

    /// <summary>Makes one that refuses values longer than 65,536 characters.</summary>
    /// <param name="reader">At the message's own element, or before it. It is read on, and not disposed of.</param>
    /// <exception cref="ArgumentException">The reader ignores comments or processing instructions.</exception>
    public ElementReader(XmlReader reader)
        : this(reader, DefaultMaxValueLength)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="reader">At the message's own element, or before it. It is read on, and not disposed of.</param>
    /// <param name="maxValueLength">The most characters of one value; a longer one is refused with the code <c>value-too-long</c>. The
    /// limit <c>Callback:Limits:MaxTextLength</c> of a guarded reader (64 KiB by default) holds besides.</param>
    /// <exception cref="ArgumentException">The reader ignores comments or processing instructions.</exception>
    public ElementReader(XmlReader reader, int maxValueLength)
    {
        ArgumentNullException.ThrowIfNull(reader);
        if (reader.Settings is { IgnoreComments: true } or { IgnoreProcessingInstructions: true })
        {
            throw new ArgumentException("The reader must not ignore comments or processing instructions.", nameof(reader));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(maxValueLength);
        _reader = reader;
        _value = new ElementValue(reader, maxValueLength);
    }

    /// <summary>How many elements were skipped because the contract does not name them; those inside them are not counted.</summary>
    public long UnknownElements { get; private set; }

    /// <summary>Goes into the message's own element, which must be the next one.</summary>
    /// <param name="name">Its local name.</param>
    /// <param name="namespace">Its namespace; empty for none.</param>
    /// <param name="shape">What may be inside.</param>
    /// <exception cref="WireFormatException"><c>unexpected-element</c>: it is another one, or there is none.</exception>
    public void EnterMessage(string name, string @namespace, ElementShape shape)
    {
        MoveToMessage(name, @namespace);
        Enter(shape);
    }

    /// <summary>Goes to the message's own element, which must be the next one, and stays before what is inside: for its attributes, or for
    /// a message that is one value. <see cref="Enter"/> goes in.</summary>
    /// <param name="name">Its local name.</param>
    /// <param name="namespace">Its namespace; empty for none.</param>
    /// <exception cref="WireFormatException"><c>unexpected-element</c>: it is another one, or there is none.</exception>
    public void MoveToMessage(string name, string @namespace)
    {
        Begin(name, @namespace);
        if (InstanceAttributes.IsNil(_reader) != false)
        {
            throw Refuse("instance-attribute", null);
        }

        _atElement = true;
    }

    /// <summary>Goes into the element that the reader is at: <see cref="NextChild"/> finds what is inside.</summary>
    /// <param name="shape">What may be inside.</param>
    public void Enter(ElementShape shape)
    {
        CheckAttributes(isSimple: false);
        _atElement = false;
        _attribute = null;
        _walk.Enter(shape, _reader.IsEmptyElement);
        _reader.Read();
    }

    /// <summary>Goes to the next child that the contract names, past those that it does not name.</summary>
    /// <param name="child">Its place in the shape that was entered, from 0; -1 where there is none.</param>
    /// <returns>False when there is no more, and the element, or the turn of a group that repeats, is left. True: the child must be read,
    /// by a method that reads its value, by <see cref="Enter"/>, or, where it is a group, by a loop of its own.</returns>
    /// <exception cref="WireFormatException"><c>missing-element</c>, <c>wrong-order</c>, <c>duplicate-element</c>,
    /// <c>too-many-elements</c>, <c>unexpected-text</c>, <c>instance-attribute</c> or <c>truncated</c>.</exception>
    public bool NextChild(out int child)
    {
        child = -1;
        _attribute = null;
        var isEmpty = _walk.IsInEmptyElement;
        while (!isEmpty)
        {
            var node = _reader.NodeType;
            if (node == XmlNodeType.EndElement)
            {
                break;
            }

            if (node == XmlNodeType.Element)
            {
                switch (_walk.Place(_reader.LocalName, _reader.NamespaceURI, out child))
                {
                    case ElementStep.NextTurn:
                        return false;
                    case ElementStep.Unknown:
                        UnknownElements++;
                        _reader.Skip();
                        continue;
                }

                if (SkipNil())
                {
                    continue;
                }

                _atElement = true;
                return true;
            }

            if (_reader.EOF)
            {
                throw Refuse("truncated", string.Empty);
            }

            if (node is not (XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace or XmlNodeType.Comment
                or XmlNodeType.ProcessingInstruction))
            {
                throw Refuse("unexpected-text", string.Empty);
            }

            _reader.Read();
        }

        _atElement = false;
        child = -1;
        if (_walk.End() && !isEmpty)
        {
            _reader.Read();
        }

        return false;
    }

    /// <summary>Goes past the element that the reader is at, which has only attributes: elements inside it are not
    /// of the contract, and are skipped and counted.</summary>
    /// <exception cref="WireFormatException"><c>unexpected-text</c>, <c>instance-attribute</c> or <c>truncated</c>.</exception>
    public void Leave()
    {
        Enter(ElementShape.Sequence);
        NextChild(out _);
    }

    /// <summary>An attribute of the element that the reader is at, which has not been read yet.</summary>
    /// <param name="name">Its name, in no namespace.</param>
    /// <exception cref="WireFormatException"><c>missing-attribute</c>: it is not there.</exception>
    /// <exception cref="InvalidOperationException">The element has been read, or gone into.</exception>
    public AttributeValue Attribute(string name) => OptionalAttribute(name) ?? throw RefuseAttribute("missing-attribute", name);

    /// <summary>An attribute of the element that the reader is at, which has not been read yet.</summary>
    /// <param name="name">Its name, in no namespace.</param>
    /// <returns><see langword="null"/> where it is not there.</returns>
    /// <exception cref="InvalidOperationException">The element has been read, or gone into.</exception>
    public AttributeValue? OptionalAttribute(string name)
    {
        if (!_atElement)
        {
            throw new InvalidOperationException("Attributes are read before the element's value, and before it is entered.");
        }

        return _reader.GetAttribute(name) is { } text ? new AttributeValue(this, name, text) : null;
    }

    /// <summary>Reads an element that is an <c>xs:dateTime</c>, with the offset that is written; none means UTC.</summary>
    /// <exception cref="WireFormatException"><c>bad-value</c>, or what makes it no value at all: <c>value-too-long</c>,
    /// <c>comment-in-value</c>, <c>element-in-value</c>, <c>truncated</c>.</exception>
    public DateTimeOffset ReadDateTime() => ReadDateTime(offsetRequired: false);

    /// <summary>Reads an element that is an <c>xs:dateTime</c>.</summary>
    /// <param name="offsetRequired">Whether a time without an offset is refused; else it means UTC.</param>
    /// <inheritdoc cref="ReadDateTime()" path="/exception"/>
    public DateTimeOffset ReadDateTime(bool offsetRequired) =>
        XmlText.TryParseDateTime(Value(), offsetRequired, out var value) ? value : throw BadValue();

    /// <summary>Reads an element that is an <c>xs:dateTime</c> without an offset; one with an offset is refused.</summary>
    /// <returns>Of the kind <see cref="DateTimeKind.Unspecified"/>: which zone it is in, the contract must say.</returns>
    /// <inheritdoc cref="ReadDateTime()" path="/exception"/>
    public DateTime ReadLocalTime() => XmlText.TryParseLocalTime(Value(), out var value) ? value : throw BadValue();

    /// <summary>Reads an element that is an <c>xs:date</c>; a time zone behind the day is dropped.</summary>
    /// <inheritdoc cref="ReadDateTime()" path="/exception"/>
    public DateOnly ReadDate() => XmlText.TryParseDate(Value(), out var value) ? value : throw BadValue();

    /// <summary>Reads an element that is an <c>xs:decimal</c>, exact: what <see cref="decimal"/>
    /// can't hold without rounding is refused.</summary>
    /// <inheritdoc cref="ReadDateTime()" path="/exception"/>
    public decimal ReadDecimal() => XmlText.TryParseDecimal(Value(), out var value) ? value : throw BadValue();

    /// <summary>Reads an element that is an <c>xs:int</c>.</summary>
    /// <inheritdoc cref="ReadDateTime()" path="/exception"/>
    public int ReadInt32() => XmlText.TryParseInt32(Value(), out var value) ? value : throw BadValue();

    /// <summary>Reads an element that is an <c>xs:boolean</c>.</summary>
    /// <inheritdoc cref="ReadDateTime()" path="/exception"/>
    public bool ReadBoolean() => XmlText.TryParseBoolean(Value(), out var value) ? value : throw BadValue();

    /// <summary>Reads an element that is an id of the exchange, such as <see cref="EsiId"/>, its white space collapsed.</summary>
    /// <typeparam name="T">The type of the id. Numbers and times have methods of their own.</typeparam>
    /// <inheritdoc cref="ReadDateTime()" path="/exception"/>
    public T ReadId<T>()
        where T : struct, IParsable<T> =>
        T.TryParse(Text(ReadToken()), CultureInfo.InvariantCulture, out var value) ? value : throw BadValue();

    /// <summary>Reads an element that is a text, as it stands. Valid until the next read;
    /// <see cref="Text"/> makes a string of it.</summary>
    /// <inheritdoc cref="ReadDateTime()" path="/exception"/>
    public ReadOnlySpan<char> ReadPreserved() => Value();

    /// <summary>Reads an element that is a text, its white space replaced by blanks. Valid until the next
    /// read; <see cref="Text"/> makes a string of it.</summary>
    /// <inheritdoc cref="ReadDateTime()" path="/exception"/>
    public ReadOnlySpan<char> ReadNormalized() => XmlText.Replace(Value());

    /// <summary>Reads an element that is a text, its white space collapsed, as codes are read. Valid until the next read;
    /// <see cref="Text"/> makes a string of it.</summary>
    /// <inheritdoc cref="ReadDateTime()" path="/exception"/>
    public ReadOnlySpan<char> ReadToken() => XmlText.Collapse(Value());

    /// <summary>A text as a string: the same one for the same short text, so that a code that
    /// comes with every reading is made once.</summary>
    /// <param name="text">What was just read.</param>
    public string Text(ReadOnlySpan<char> text) => _texts.Get(text);

    /// <summary>Counts an item of a list that is kept until the message is read, such as the errors of an answer:
    /// beyond 100,000 of them in one message it is refused.</summary>
    /// <typeparam name="T">The type of the item.</typeparam>
    /// <param name="item">The item.</param>
    /// <returns>The same item.</returns>
    /// <exception cref="WireFormatException"><c>too-many-elements</c>.</exception>
    public T Kept<T>(T item) => ++_kept <= MaxKept ? item : throw Refuse("too-many-elements", null);

    /// <summary>For a value that the reader has just read and that its type does not allow.</summary>
    /// <returns>A <c>bad-value</c> at that element, to be thrown.</returns>
    public WireFormatException BadValue() => Refuse("bad-value", null);

    /// <summary>For what is wrong with the element that was read last, in a word of the format's own.</summary>
    /// <param name="code">What is wrong: see <see cref="WireFormatException.Code"/>.</param>
    /// <returns>The exception, to be thrown.</returns>
    public WireFormatException Refuse(string code) => Refuse(code, null);

    internal WireFormatException RefuseAttribute(string code, string name) => _walk.RefuseAttribute(code, name);

    private void Begin(string name, string @namespace)
    {
        _walk.Start(name);
        _attribute = null;
        if (_reader.MoveToContent() != XmlNodeType.Element || _reader.LocalName != name || _reader.NamespaceURI != @namespace)
        {
            throw Refuse("unexpected-element", null);
        }
    }

    private Span<char> Value()
    {
        if (_isTaken)
        {
            _isTaken = false;
            return _value.Text;
        }

        CheckAttributes(isSimple: true);
        _atElement = false;
        _attribute = null;
        if (!_value.TryRead(out var text, out var error))
        {
            throw Refuse(error, null);
        }

        if (_emptyMeans is null)
        {
            return text;
        }

        if (text.IsEmpty)
        {
            _value.Set(_emptyMeans);
        }

        _emptyMeans = null;
        return _value.Text;
    }

    // An element that says it is nil is one that is not there, where the contract allows that.
    private bool SkipNil()
    {
        if (!_reader.HasAttributes || _walk.IsAtTurn || _walk.Last is { IsNillable: true } or { Namespaces: not null })
        {
            return false;
        }

        if (!ReadNil())
        {
            return false;
        }

        return _walk.Last.Min == 0 ? true : throw Refuse("instance-attribute", null);
    }

    private bool ReadNil()
    {
        var isNil = InstanceAttributes.IsNil(_reader);
        if (isNil == false)
        {
            return false;
        }

        if (isNil is null)
        {
            throw Refuse("instance-attribute", null);
        }

        _isReferenceKnown = false;
        if (!_value.TryRead(out var text, out var error))
        {
            throw Refuse(error, null);
        }

        return XmlText.Trim(text).IsEmpty ? true : throw Refuse("instance-attribute", null);
    }

    private void CheckAttributes(bool isSimple)
    {
        if (!_reader.HasAttributes)
        {
            return;
        }

        if (!_isTypeKnown && !InstanceAttributes.IsDeclaredType(_reader, _walk.Types, isSimple))
        {
            throw Refuse("instance-attribute", null);
        }

        _isTypeKnown = false;
        if (!_isReferenceKnown && InstanceAttributes.IsReference(_reader))
        {
            throw Refuse("bad-value", null);
        }

        _isReferenceKnown = false;
    }

    private WireFormatException Refuse(string code, string? last) =>
        last is null && _attribute is not null ? RefuseAttribute(code, _attribute) : _walk.Refuse(code, last);
}
