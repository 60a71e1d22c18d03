using System.Text;
using Uhit.Client.Decompression;
using Uhit.Client.Wire.Xml;

namespace Uhit.Client.Wire.Decoding;

/// <summary>An XML document in UTF-8, whatever encoding it came in; one that came in UTF-8 passes as it is.</summary>
/// <remarks>A declaration that names another encoding names UTF-8 here.</remarks>
/// <param name="inner">The document as it came.</param>
/// <param name="charset">What its content type says, asked for behind the first bytes;
/// <see langword="null"/> where it says nothing.</param>
internal sealed class Utf8DocumentStream(Stream inner, Func<string?> charset) : DecodingStream(inner)
{
    private Stream? _text;
    private ReadOnlyMemory<byte> _start;
    private Encoding? _encoding;

    public override int Read(Span<byte> buffer)
    {
        if (_text != Inner || !_start.IsEmpty)
        {
            return base.Read(buffer);
        }

        try
        {
            return Inner.Read(buffer);
        }
        catch (DecodingException e)
        {
            throw Told(e);
        }
    }

    /// <exception cref="SoapMessageException">What came is no document in the form that it is said to be.</exception>
    /// <exception cref="XmlGuardException">It is beyond a limit.</exception>
    protected override async ValueTask<int> DecodeAsync(Memory<byte> buffer, bool isAsync, CancellationToken cancellationToken)
    {
        try
        {
            var read = _text is null ? await BeginAsync(buffer, isAsync, cancellationToken).ConfigureAwait(false) : 0;
            return read > 0 || buffer.IsEmpty ? read
                : _start.IsEmpty ? await ReadAsync(_text!, buffer, isAsync, cancellationToken).ConfigureAwait(false)
                : TakeStart(buffer);
        }
        catch (DecodingException e)
        {
            throw Told(e);
        }
        catch (DecoderFallbackException e)
        {
            throw Told(new DecodingException(
                DecodingFailure.Damaged, $"The message is not in the encoding that it names ({_encoding!.WebName}).", e));
        }
    }

    private static Exception Told(DecodingException e) =>
        e.Limit is { } limit ? new XmlGuardException(limit) : new SoapMessageException(SoapFaultCode.Sender, e.Message);

    private int TakeStart(Memory<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _start.Length);
        _start[..count].CopyTo(buffer);
        _start = _start[count..];
        return count;
    }

    // The usual document shows in its first bytes that there is nothing to do.
    private async ValueTask<int> BeginAsync(Memory<byte> buffer, bool isAsync, CancellationToken cancellationToken)
    {
        var read = await ReadAsync(Inner, buffer, isAsync, cancellationToken).ConfigureAwait(false);
        if (buffer.IsEmpty)
        {
            return 0;
        }

        if (read > 0 && DocumentEncoding.IsEnough(buffer.Span[..read]) && DocumentEncoding.Of(buffer.Span[..read], charset()).IsPlain)
        {
            _text = Inner;
            return read;
        }

        var start = buffer.Span[..read].ToArray();
        var more = new byte[DocumentEncoding.MaxStart];
        while (read > 0 && !DocumentEncoding.IsEnough(start))
        {
            read = await ReadAsync(Inner, more, isAsync, cancellationToken).ConfigureAwait(false);
            start = [.. start, .. more.AsSpan(0, read)];
        }

        Begin(start);
        return 0;
    }

    private void Begin(byte[] start)
    {
        var found = DocumentEncoding.Of(start, charset());
        if (found.IsPlain)
        {
            _text = Inner;
            _start = start;
            return;
        }

        _encoding = found.Encoding;
        var rest = found.Mark;
        if (found.DeclaredAt >= 0)
        {
            var name = found.Mark + (found.DeclaredAt * found.Unit);
            _start = Encoding.UTF8.GetBytes(found.Encoding.GetString(start, found.Mark, name - found.Mark) + "utf-8");
            rest = name + (found.DeclaredLength * found.Unit);
        }

        var source = new PrefixedStream(start.AsMemory(rest), Inner);
        _text = Encoding.CreateTranscodingStream(
            source, found.Encoding, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
    }

    /// <summary>Bytes that were read already, with the stream that they came from behind them.</summary>
    private sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : DecodingStream(rest)
    {
        private ReadOnlyMemory<byte> _prefix = prefix;

        protected override ValueTask<int> DecodeAsync(Memory<byte> buffer, bool isAsync, CancellationToken cancellationToken)
        {
            if (_prefix.IsEmpty)
            {
                return ReadAsync(Inner, buffer, isAsync, cancellationToken);
            }

            var count = Math.Min(buffer.Length, _prefix.Length);
            _prefix[..count].CopyTo(buffer);
            _prefix = _prefix[count..];
            return ValueTask.FromResult(count);
        }
    }
}
