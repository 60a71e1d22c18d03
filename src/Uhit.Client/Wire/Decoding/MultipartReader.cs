using System.Text;
using Uhit.Client.Decompression;

namespace Uhit.Client.Wire.Decoding;

/// <summary>Takes a message of several parts apart as its bytes come (RFC 2046, 5.1), as SOAP with attachments and MTOM send it.</summary>
internal sealed class MultipartReader(Stream inner, string boundary, MessageLimits limits) : IDisposable
{
    private const int MaxHeaderLength = 16 * 1024;
    private const int MaxPreamble = 64 * 1024;
    private const int MaxPadding = 256;

    private readonly InputBuffer _input = new(inner, 64 * 1024);
    private readonly byte[] _delimiter = Encoding.Latin1.GetBytes("--" + boundary);
    private int _parts;
    private Place _place;

    private enum Place
    {
        Preamble,
        StartOfPart,
        Part,
        Delimiter,
        End,
    }

    /// <summary>Whether the part that was read last ended where the message ends, and not where a delimiter is.</summary>
    public bool IsCutOff { get; private set; }

    /// <summary>Goes to the next part; what is left of the one before is passed over.</summary>
    /// <returns><see langword="null"/> where there is none.</returns>
    public async ValueTask<PartHead?> NextAsync(bool isAsync, CancellationToken cancellationToken)
    {
        var passed = 0L;
        var wasPreamble = _place == Place.Preamble;
        int skipped;
        while (_place is not (Place.Delimiter or Place.End)
            && (skipped = await AvailableAsync(isAsync, cancellationToken).ConfigureAwait(false)) > 0)
        {
            _input.Skip(skipped);
            passed += skipped;
            if (wasPreamble && passed > MaxPreamble)
            {
                throw DecodingException.NotTaken("The message has no part where one is expected.");
            }
        }

        if (_place == Place.End || !await EnterAsync(isAsync, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        return ++_parts <= limits.MaxParts
            ? await ReadHeadAsync(isAsync, cancellationToken).ConfigureAwait(false)
            : throw DecodingException.TooLarge(nameof(MessageLimits.MaxParts));
    }

    /// <summary>Reads on in the part; 0 at its end.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, bool isAsync, CancellationToken cancellationToken)
    {
        if (buffer.IsEmpty || _place is Place.Delimiter or Place.End)
        {
            return 0;
        }

        var available = await AvailableAsync(isAsync, cancellationToken).ConfigureAwait(false);
        return _input.Take(buffer.Span[..Math.Min(available, buffer.Length)]);
    }

    public void Dispose() => inner.Dispose();

    // How many of the bytes at hand surely belong to the part; 0 at its end, and the delimiter is what comes next.
    private async ValueTask<int> AvailableAsync(bool isAsync, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (length, end) = Find();
            if (length > 0)
            {
                _place = _place == Place.StartOfPart ? Place.Part : _place;
                return length;
            }

            if (end >= 0)
            {
                _input.Skip(end);
                _place = Place.Delimiter;
                return 0;
            }

            if (!await _input.FillAsync(isAsync, cancellationToken).ConfigureAwait(false))
            {
                return EndOfInput();
            }
        }
    }

    private int EndOfInput()
    {
        var rest = _input.Unread.Length;
        if (rest == 0)
        {
            IsCutOff = _place != Place.Preamble;
            _place = Place.End;
        }

        return rest;
    }

    // Either how much of the part is at hand, or how long the line end before the delimiter is
    // that stands next, or neither: then more is needed.
    private (int Length, int End) Find()
    {
        var unread = _input.Unread;
        for (var from = 0; ;)
        {
            var found = unread[from..].IndexOf(_delimiter);
            if (found < 0)
            {
                // A line end and the start of a delimiter may stand at the end.
                return (_input.HasEnded ? 0 : Math.Max(0, unread.Length - _delimiter.Length - 2), -1);
            }

            var at = from + found;
            from = at + 1;
            var isFirst = at == 0 && (_place is Place.Preamble or Place.StartOfPart);
            if (!isFirst && (at == 0 || unread[at - 1] != (byte)'\n'))
            {
                continue;
            }

            var before = isFirst ? 0 : at > 1 && unread[at - 2] == (byte)'\r' ? 2 : 1;
            switch (IsDelimiter(unread[(at + _delimiter.Length)..]))
            {
                case true:
                    return (at - before, before);
                case null:
                    return (at - before, -1);
            }
        }
    }

    // Behind a delimiter is the end of its line, or two hyphens; null where that has not come yet.
    private bool? IsDelimiter(ReadOnlySpan<byte> behind)
    {
        var text = behind.IndexOfAnyExcept((byte)' ', (byte)'\t');
        if (text < 0 || (text == behind.Length - 1 && behind[text] is (byte)'\r' or (byte)'-'))
        {
            return behind.Length > MaxPadding ? false : _input.HasEnded ? text < 0 : null;
        }

        return behind[text] == (byte)'\n' || behind[text..].StartsWith("\r\n"u8) || (text == 0 && behind.StartsWith("--"u8));
    }

    // Behind the delimiter's line; false where it is the last one.
    private async ValueTask<bool> EnterAsync(bool isAsync, CancellationToken cancellationToken)
    {
        _input.Skip(_delimiter.Length);
        if (_input.Unread.StartsWith("--"u8))
        {
            _place = Place.End;
            return false;
        }

        int end;
        while ((end = _input.Unread.IndexOf((byte)'\n')) < 0)
        {
            if (!await _input.FillAsync(isAsync, cancellationToken).ConfigureAwait(false))
            {
                throw DecodingException.CutOff("The message of several parts");
            }
        }

        _input.Skip(end + 1);
        _place = Place.StartOfPart;
        return true;
    }

    private async ValueTask<PartHead> ReadHeadAsync(bool isAsync, CancellationToken cancellationToken)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        string? last = null;
        for (var total = 0; ;)
        {
            var line = await ReadLineAsync(MaxHeaderLength - total, isAsync, cancellationToken).ConfigureAwait(false);
            total += line.Length + 1;
            if (line.Length == 0)
            {
                return new PartHead(
                    _parts - 1,
                    PartHead.PlainId(headers.GetValueOrDefault("content-id")),
                    headers.GetValueOrDefault("content-type"),
                    headers.GetValueOrDefault("content-transfer-encoding"));
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (line[0] is ' ' or '\t' && last is not null)
            {
                headers[last] += line;
            }
            else if (colon > 0)
            {
                last = line[..colon].Trim();
                headers[last] = line[(colon + 1)..].Trim();
            }
        }
    }

    private async ValueTask<string> ReadLineAsync(int longest, bool isAsync, CancellationToken cancellationToken)
    {
        int end;
        while ((end = _input.Unread.IndexOf((byte)'\n')) < 0)
        {
            if (_input.Unread.Length > longest)
            {
                throw DecodingException.TooLarge("HeaderOfPart");
            }

            if (!await _input.FillAsync(isAsync, cancellationToken).ConfigureAwait(false))
            {
                throw DecodingException.CutOff("The message of several parts");
            }
        }

        if (end > longest)
        {
            throw DecodingException.TooLarge("HeaderOfPart");
        }

        var line = Encoding.Latin1.GetString(_input.Unread[..end]).TrimEnd('\r');
        _input.Skip(end + 1);
        return line;
    }
}
