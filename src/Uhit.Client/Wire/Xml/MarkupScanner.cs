using System.Xml;

namespace Uhit.Client.Wire.Xml;

/// <summary>Finds the tags of a UTF-8 document as its bytes come by, in pieces of any size, and holds them to the limits.</summary>
/// <remarks>
/// It is no parser: what is not well-formed is left for the reader behind it to refuse. It only has to see the same tags as that reader in
/// every document which the reader accepts, and to keep what a tag, text or comment may hold within bounds in all others. In UTF-8 the
/// bytes of markup are never part of another character.
/// </remarks>
/// <param name="limits">The limits.</param>
/// <param name="checksEndTags">Whether an end tag that does not close what is open is refused here already, as the reader would.</param>
internal sealed class MarkupScanner(MessageLimits limits, bool checksEndTags = false)
{
    private readonly TagScanner _tags = new(limits);
    private readonly DocumentStart _start = new();
    private byte[] _held = [];
    private int _heldLength;
    private State _state = State.Start;
    private byte _quote;
    private int _run;
    private long _textLength;
    private long _blankLength;

    private enum State
    {
        Start,
        Text,
        Open,
        Bang,
        Comment,
        CData,
        EndTag,
        StartTag,
    }

    private static ReadOnlySpan<byte> CommentOpening => "--"u8;

    private static ReadOnlySpan<byte> CDataOpening => "[CDATA["u8;

    public void Scan(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[Step(bytes)..];
        }
    }

    private int Step(ReadOnlySpan<byte> bytes) => _state switch
    {
        State.Start => Start(bytes),
        State.Text => Text(bytes),
        State.Open => Open(bytes[0]),
        State.Bang => Bang(bytes[0]),
        State.Comment => Until(bytes, (byte)'-', ref _run, text: false),
        State.CData => Until(bytes, (byte)']', ref _run, text: true),
        _ => Tag(bytes),
    };

    private int Start(ReadOnlySpan<byte> bytes)
    {
        var used = _start.Take(bytes, out var done);
        if (done)
        {
            _state = _start.EndsInMarkup ? State.Open : State.Text;
        }

        return used;
    }

    // The hot path: text, a tag that the scanner has met in this place before, text, and so on.
    private int Text(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (true)
        {
            var rest = bytes[at..];
            var length = rest.IsEmpty || rest[0] == (byte)'<' ? 0 : rest.IndexOf((byte)'<');
            if (rest.IsEmpty || length < 0)
            {
                AddText(rest);
                return bytes.Length;
            }

            if (length > 0)
            {
                AddText(rest[..length]);
                at += length + 1;
            }
            else
            {
                at++;
            }

            var tag = _tags.TryFamiliar(bytes[at..]);
            if (tag == 0)
            {
                _state = State.Open;
                return at;
            }

            _textLength = 0;
            at += tag;
        }
    }

    private int Open(byte next)
    {
        _run = 0;
        _heldLength = 0;
        switch (next)
        {
            case (byte)'!':
                _state = State.Bang;
                return 1;
            case (byte)'?':
                throw new XmlGuardException("ProcessingInstruction");
            case 0:
                throw new XmlGuardException("Encoding");
            case (byte)'/':
                _state = State.EndTag;
                return 1;
            default:
                _state = State.StartTag;
                return 0;
        }
    }

    private int Bang(byte next)
    {
        Hold([next]);
        var held = _held.AsSpan(0, _heldLength);
        if (held.SequenceEqual(CommentOpening))
        {
            _state = State.Comment;
            _heldLength = 0;
        }
        else if (held.SequenceEqual(CDataOpening))
        {
            _state = State.CData;
        }
        else if (!CommentOpening.StartsWith(held) && !CDataOpening.StartsWith(held))
        {
            throw new XmlGuardException("DocumentType");
        }

        return 1;
    }

    // Comments end at "-->", CDATA at "]]>": after two or more of the mark.
    private int Until(ReadOnlySpan<byte> bytes, byte mark, ref int run, bool text)
    {
        for (var at = 0; at < bytes.Length; at++)
        {
            if (run == 0)
            {
                var next = bytes[at..].IndexOf(mark);
                if (next < 0)
                {
                    at = bytes.Length;
                    break;
                }

                at += next;
            }

            if (run >= 2 && bytes[at] == (byte)'>')
            {
                Count(bytes[..at], text);
                _state = State.Text;
                return at + 1;
            }

            run = bytes[at] == mark ? run + 1 : 0;
        }

        Count(bytes, text);
        return bytes.Length;
    }

    private int Tag(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length)
        {
            var rest = bytes[at..];
            var next = _quote != 0 ? rest.IndexOf(_quote) : rest.IndexOfAny((byte)'>', (byte)'"', (byte)'\'');
            if (next < 0)
            {
                break;
            }

            at += next;
            if (bytes[at] == (byte)'>' && _quote == 0)
            {
                EndOfTag(bytes[..at]);
                return at + 1;
            }

            _quote = _quote == 0 ? bytes[at] : (byte)0;
            at++;
        }

        Hold(bytes);
        return bytes.Length;
    }

    private void EndOfTag(ReadOnlySpan<byte> last)
    {
        if (_heldLength > 0 || last.Length > limits.MaxTagLength)
        {
            Hold(last);
            last = _held.AsSpan(0, _heldLength);
        }

        if (_state == State.EndTag)
        {
            if (checksEndTags && !_tags.Closes(last))
            {
                throw new XmlException("An end tag does not close what is open.");
            }

            _tags.End();
        }
        else
        {
            _tags.Start(last);
        }

        _heldLength = 0;
        _textLength = 0;
        _state = State.Text;
    }

    private void Hold(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > limits.MaxTagLength - _heldLength)
        {
            throw new XmlGuardException(nameof(MessageLimits.MaxTagLength));
        }

        if (_heldLength + bytes.Length > _held.Length)
        {
            Array.Resize(ref _held, Math.Max(Math.Max(64, _held.Length * 2), _heldLength + bytes.Length));
        }

        bytes.CopyTo(_held.AsSpan(_heldLength));
        _heldLength += bytes.Length;
    }

    // Text goes on through comments and CDATA up to the next tag: a reader puts it together.
    private void Count(ReadOnlySpan<byte> bytes, bool text)
    {
        if (text)
        {
            AddText(bytes);
        }
        else if (bytes.Length > limits.MaxTextLength - _heldLength)
        {
            throw new XmlGuardException(nameof(MessageLimits.MaxTextLength));
        }
        else
        {
            _heldLength += bytes.Length;
        }
    }

    private void AddText(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > limits.MaxTextLength - _textLength)
        {
            AddLongText(bytes);
        }

        _textLength += bytes.Length;
    }

    // A reader hands out long text in chunks; only white space it collects until it sees what follows.
    private void AddLongText(ReadOnlySpan<byte> bytes)
    {
        if (limits.MaxPayloadLength == 0)
        {
            throw new XmlGuardException(nameof(MessageLimits.MaxTextLength));
        }

        if (bytes.Length > limits.MaxPayloadLength - _textLength)
        {
            throw new XmlGuardException(nameof(MessageLimits.MaxPayloadLength));
        }

        var isBlank = bytes.IndexOfAnyExcept(" \t\r\n"u8) < 0;
        _blankLength = !isBlank ? 0 : bytes.Length + (_textLength <= limits.MaxTextLength ? 0 : _blankLength);
        if (_blankLength > limits.MaxTextLength)
        {
            throw new XmlGuardException(nameof(MessageLimits.MaxTextLength));
        }
    }
}
