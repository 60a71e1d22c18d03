using System.Buffers;
using System.Buffers.Text;
using Uhit.Client.Decompression;

namespace Uhit.Client.Wire.Decoding;

/// <summary>Decodes bytes that are written as text, in base64 or hexadecimal, with white space in any place; what
/// is left over at the end is not dropped but told.</summary>
/// <remarks>White space is taken out here: the platform's decoder refuses some of it where text comes in pieces.</remarks>
internal sealed class BinaryTextStream(Stream inner, bool isHex) : DecodingStream(inner)
{
    private const int Size = 16 * 1024;
    private static readonly SearchValues<byte> WhiteSpace = SearchValues.Create(" \t\r\n"u8);
    private readonly byte[] _received = new byte[Size];
    private readonly byte[] _text = new byte[Size + 4];
    private readonly byte[] _bytes = new byte[Size];
    private int _textLength;
    private ReadOnlyMemory<byte> _decoded;
    private bool _isOver;

    private string What => isHex ? "The hexadecimal text" : "The base64 text";

    protected override async ValueTask<int> DecodeAsync(Memory<byte> buffer, bool isAsync, CancellationToken cancellationToken)
    {
        while (_decoded.IsEmpty)
        {
            var read = await ReadAsync(Inner, _received, isAsync, cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return _textLength == 0 ? 0 : throw DecodingException.CutOff(What);
            }

            Collect(_received.AsSpan(0, read));
            _decoded = _bytes.AsMemory(0, DecodeGroups());
        }

        var count = Math.Min(buffer.Length, _decoded.Length);
        _decoded[..count].CopyTo(buffer);
        _decoded = _decoded[count..];
        return count;
    }

    private void Collect(ReadOnlySpan<byte> received)
    {
        while (!received.IsEmpty)
        {
            var run = received.IndexOfAny(WhiteSpace);
            run = run < 0 ? received.Length : run;
            received[..run].CopyTo(_text.AsSpan(_textLength));
            _textLength += run;
            received = received[run..];
            var gap = received.IndexOfAnyExcept(WhiteSpace);
            received = gap < 0 ? [] : received[gap..];
        }
    }

    private int DecodeGroups()
    {
        if (_textLength == 0)
        {
            return 0;
        }

        var text = _text.AsSpan(0, _textLength);
        var whole = text[..(_textLength - (_textLength % (isHex ? 2 : 4)))];
        if (_isOver)
        {
            // Behind the padding.
            throw DecodingException.Damaged(What);
        }

        int written;
        if (isHex)
        {
            if (Convert.FromHexString(whole, _bytes, out _, out written) != OperationStatus.Done)
            {
                throw DecodingException.Damaged(What);
            }
        }
        else
        {
            // A padded group is the last one, and the platform sees to it that nothing stands behind it here.
            _isOver = whole is [.., (byte)'='];
            if (Base64.DecodeFromUtf8(whole, _bytes, out _, out written) != OperationStatus.Done)
            {
                throw DecodingException.Damaged(What);
            }
        }

        if (_isOver && whole.Length < text.Length)
        {
            throw DecodingException.Damaged(What);
        }

        text[whole.Length..].CopyTo(_text);
        _textLength -= whole.Length;
        return written;
    }
}
