using System.Buffers.Binary;
using System.IO.Compression;

namespace Uhit.Client.Decompression;

/// <summary>The one file of a zip archive, read forward: folders beside it are passed over, a second file is refused.</summary>
/// <remarks>Names are never used. The archive's own directory, at its end, has to be there: without it the archive is cut off.</remarks>
internal sealed class UnzipStream : DecodingStream
{
    private const string What = "The zip archive";
    private const uint DirectorySignature = 0x02014B50;
    private const uint DescriptorSignature = 0x08074B50;
    private const uint EndSignature = 0x06054B50;
    private const int EndLength = 22;
    private const int MaxEntries = 64;
    private readonly InputBuffer _input;
    private readonly Inflater _inflater;
    private ZipHeader _entry;
    private bool _hasFile;
    private bool _isFolder;
    private bool _isOver;
    private int _entries;
    private State _state;

    public UnzipStream(Stream inner, int maxRatio)
        : base(inner)
    {
        _input = new InputBuffer(inner, 128 * 1024);
        _inflater = new Inflater(_input, What, maxRatio);
    }

    private enum State
    {
        Between,
        Inside,
    }

    protected override async ValueTask<int> DecodeAsync(Memory<byte> buffer, bool isAsync, CancellationToken cancellationToken)
    {
        while (!_isOver && !buffer.IsEmpty)
        {
            if (_state == State.Between)
            {
                await NextAsync(isAsync, cancellationToken).ConfigureAwait(false);
                continue;
            }

            var read = await _inflater.ReadAsync(buffer, isAsync, cancellationToken).ConfigureAwait(false);
            if (read > 0)
            {
                return _isFolder ? throw DecodingException.Damaged(What) : read;
            }

            await LeaveAsync(isAsync, cancellationToken).ConfigureAwait(false);
            _state = State.Between;
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inflater.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask NextAsync(bool isAsync, CancellationToken cancellationToken)
    {
        await RequireAsync(4, isAsync, cancellationToken).ConfigureAwait(false);
        switch (BinaryPrimitives.ReadUInt32LittleEndian(_input.Unread))
        {
            case ZipHeader.Signature:
                await EnterAsync(isAsync, cancellationToken).ConfigureAwait(false);
                break;
            case DirectorySignature when _hasFile:
                await FinishAsync(isAsync, cancellationToken).ConfigureAwait(false);
                break;
            case DirectorySignature or EndSignature:
                throw DecodingException.NotTaken("The zip archive has no file.");
            default:
                throw _entries == 0
                    ? DecodingException.NotTaken("What is said to be a zip archive is none.")
                    : DecodingException.Damaged(What);
        }
    }

    private async ValueTask EnterAsync(bool isAsync, CancellationToken cancellationToken)
    {
        await RequireAsync(ZipHeader.Length, isAsync, cancellationToken).ConfigureAwait(false);
        _entry = ZipHeader.Read(_input.Unread);
        if (++_entries > MaxEntries)
        {
            throw DecodingException.TooLarge("MaxParts");
        }

        if (_entry.IsEncrypted || _entry.Method is not (0 or 8) || (_entry is { Method: 0, HasDescriptor: true }))
        {
            throw DecodingException.NotTaken("The zip archive is encrypted, or compressed in a way that is not read here.");
        }

        await RequireAsync(ZipHeader.Length + _entry.NameLength, isAsync, cancellationToken).ConfigureAwait(false);
        _isFolder = _entry.NameLength > 0 && _input.Unread[ZipHeader.Length + _entry.NameLength - 1] == (byte)'/';
        if (!_isFolder && _hasFile)
        {
            throw DecodingException.NotTaken("The zip archive has several files.");
        }

        _hasFile |= !_isFolder;
        _input.Skip(ZipHeader.Length + _entry.NameLength);
        await RequireAsync(_entry.ExtraLength, isAsync, cancellationToken).ConfigureAwait(false);
        var packed = PackedLength(_input.Unread[.._entry.ExtraLength]);
        _input.Skip(_entry.ExtraLength);
        _inflater.Begin(
            feed => _entry.Method == 0 ? feed : new DeflateStream(feed, CompressionMode.Decompress), isStored: _entry.Method == 0);
        _inflater.MaxInput = _entry.HasDescriptor ? null : packed;
        _state = State.Inside;
    }

    // Of an entry beyond 4 GiB the lengths stand in a field of their own: the plain one first.
    private long PackedLength(ReadOnlySpan<byte> extra)
    {
        if (_entry.Packed != uint.MaxValue)
        {
            return _entry.Packed;
        }

        while (extra.Length >= 4)
        {
            int length = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == 1)
            {
                var at = 4 + (_entry.Plain == uint.MaxValue ? 8 : 0);
                return extra.Length >= at + 8 && BinaryPrimitives.ReadInt64LittleEndian(extra[at..]) is >= 0 and var packed
                    ? packed
                    : throw DecodingException.Damaged(What);
            }

            extra = extra[Math.Min(extra.Length, 4 + length)..];
        }

        throw DecodingException.Damaged(What);
    }

    private async ValueTask LeaveAsync(bool isAsync, CancellationToken cancellationToken)
    {
        if (_entry.HasDescriptor)
        {
            await _inflater.EndAsync(24, DescriptorLength, isAsync, cancellationToken).ConfigureAwait(false);
        }
        else if (_inflater.Crc != _entry.Crc || !_inflater.HasUsedAll)
        {
            throw DecodingException.Damaged(What);
        }
    }

    private int DescriptorLength(long used, ReadOnlyMemory<byte> memory)
    {
        var bytes = memory.Span;
        var signature = bytes.Length >= 4 && BinaryPrimitives.ReadUInt32LittleEndian(bytes) == DescriptorSignature ? 4 : 0;
        if (bytes.Length < signature + 12 || BinaryPrimitives.ReadUInt32LittleEndian(bytes[signature..]) != _inflater.Crc)
        {
            return 0;
        }

        var lengths = bytes[(signature + 4)..];
        if (lengths.Length >= 16
            && BinaryPrimitives.ReadInt64LittleEndian(lengths) == used
            && BinaryPrimitives.ReadInt64LittleEndian(lengths[8..]) == _inflater.Length)
        {
            return signature + 20;
        }

        return BinaryPrimitives.ReadUInt32LittleEndian(lengths) == (uint)used
            && BinaryPrimitives.ReadUInt32LittleEndian(lengths[4..]) == (uint)_inflater.Length
            ? signature + 12
            : 0;
    }

    // To the last record, which is at least so long and may have a comment behind it.
    private async ValueTask FinishAsync(bool isAsync, CancellationToken cancellationToken)
    {
        while (await _input.EnsureAsync(EndLength, isAsync, cancellationToken).ConfigureAwait(false))
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(_input.Unread) == EndSignature)
            {
                var comment = BinaryPrimitives.ReadUInt16LittleEndian(_input.Unread[(EndLength - 2)..]);
                await RequireAsync(EndLength + comment, isAsync, cancellationToken).ConfigureAwait(false);
                _input.Skip(EndLength + comment);
                _isOver = !await _input.EnsureAsync(1, isAsync, cancellationToken).ConfigureAwait(false)
                    ? true
                    : throw DecodingException.NotTaken("There is something behind the zip archive.");
                return;
            }

            _input.Skip(1);
        }

        throw DecodingException.CutOff(What);
    }

    private async ValueTask RequireAsync(int count, bool isAsync, CancellationToken cancellationToken)
    {
        if (!await _input.EnsureAsync(count, isAsync, cancellationToken).ConfigureAwait(false))
        {
            throw DecodingException.CutOff(What);
        }
    }
}

/// <summary>The header that stands before each entry of a zip archive.</summary>
internal readonly record struct ZipHeader(
    bool IsEncrypted, bool HasDescriptor, int Method, uint Crc, uint Packed, uint Plain, int NameLength, int ExtraLength)
{
    public const int Length = 30;
    public const uint Signature = 0x04034B50;

    public static ZipHeader Read(ReadOnlySpan<byte> bytes)
    {
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]);
        return new ZipHeader(
            (flags & 0x2041) != 0,
            (flags & 8) != 0,
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[14..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[18..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[22..]),
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[26..]),
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]));
    }
}
