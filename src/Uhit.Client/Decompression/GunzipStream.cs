using System.Buffers.Binary;
using System.IO.Compression;

namespace Uhit.Client.Decompression;

/// <summary>Takes gzip off (RFC 1952): all members, each with its checksum and length, and tells what is cut off.</summary>
internal sealed class GunzipStream : DecodingStream
{
    private const string What = "The gzip stream";
    private const int HeaderLength = 10;
    private const int TrailerLength = 8;
    private const int FreeMembers = 1024;
    private const int BytesOfMember = 512;
    private readonly InputBuffer _input;
    private readonly Inflater _inflater;
    private bool _isInMember;
    private int _members;

    public GunzipStream(Stream inner, int maxRatio)
        : base(inner)
    {
        _input = new InputBuffer(inner);
        _inflater = new Inflater(_input, What, maxRatio);
    }

    [Flags]
    private enum Flags
    {
        HeaderCrc = 2,
        Extra = 4,
        Name = 8,
        Comment = 16,
        Reserved = 0xE0,
    }

    protected override async ValueTask<int> DecodeAsync(Memory<byte> buffer, bool isAsync, CancellationToken cancellationToken)
    {
        while (_isInMember || await EnterMemberAsync(isAsync, cancellationToken).ConfigureAwait(false))
        {
            var read = await _inflater.ReadAsync(buffer, isAsync, cancellationToken).ConfigureAwait(false);
            if (read > 0 || buffer.IsEmpty)
            {
                return read;
            }

            await _inflater.EndAsync(TrailerLength, IsTrailer, isAsync, cancellationToken).ConfigureAwait(false);
            _isInMember = false;
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

    private int IsTrailer(long used, ReadOnlyMemory<byte> bytes) =>
        bytes.Length >= TrailerLength
        && BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span) == _inflater.Crc
        && BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[4..]) == (uint)_inflater.Length
            ? TrailerLength
            : 0;

    private async ValueTask<bool> EnterMemberAsync(bool isAsync, CancellationToken cancellationToken)
    {
        if (_members > 0 && !await SkipPaddingAsync(isAsync, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        if (!await _input.EnsureAsync(HeaderLength, isAsync, cancellationToken).ConfigureAwait(false))
        {
            // Nothing at all is an empty body.
            return _input.Received == 0 ? false : throw DecodingException.CutOff(What);
        }

        var flags = ReadHeader();
        if (flags.HasFlag(Flags.Extra))
        {
            await RequireAsync(2, isAsync, cancellationToken).ConfigureAwait(false);
            int length = BinaryPrimitives.ReadUInt16LittleEndian(_input.Unread);
            _input.Skip(2);
            await SkipAsync(length, isAsync, cancellationToken).ConfigureAwait(false);
        }

        for (var texts = (flags.HasFlag(Flags.Name) ? 1 : 0) + (flags.HasFlag(Flags.Comment) ? 1 : 0); texts > 0; texts--)
        {
            await SkipTextAsync(isAsync, cancellationToken).ConfigureAwait(false);
        }

        await SkipAsync(flags.HasFlag(Flags.HeaderCrc) ? 2 : 0, isAsync, cancellationToken).ConfigureAwait(false);
        _inflater.Begin(static feed => new DeflateStream(feed, CompressionMode.Decompress));
        _isInMember = true;

        // Each costs more than its bytes.
        return ++_members <= FreeMembers + (_input.Received / BytesOfMember) ? true : throw DecodingException.TooLarge("MaxParts");
    }

    private Flags ReadHeader()
    {
        if (_input.Unread is not [0x1F, 0x8B, 8, var flags, ..] || ((Flags)flags & Flags.Reserved) != 0)
        {
            throw _members > 0
                ? DecodingException.NotTaken("There is something behind the gzip stream.")
                : DecodingException.NotTaken("What is said to be compressed with gzip is not.");
        }

        _input.Skip(HeaderLength);
        return (Flags)flags;
    }

    // Zeros may fill up the last block of a tape.
    private async ValueTask<bool> SkipPaddingAsync(bool isAsync, CancellationToken cancellationToken)
    {
        while (await _input.EnsureAsync(1, isAsync, cancellationToken).ConfigureAwait(false))
        {
            var padding = _input.Unread.IndexOfAnyExcept((byte)0);
            _input.Skip(padding < 0 ? _input.Unread.Length : padding);
            if (padding >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private async ValueTask SkipTextAsync(bool isAsync, CancellationToken cancellationToken)
    {
        int end;
        while (true)
        {
            await RequireAsync(1, isAsync, cancellationToken).ConfigureAwait(false);
            end = _input.Unread.IndexOf((byte)0);
            _input.Skip(end < 0 ? _input.Unread.Length : end + 1);
            if (end >= 0)
            {
                return;
            }
        }
    }

    private async ValueTask SkipAsync(int count, bool isAsync, CancellationToken cancellationToken)
    {
        while (count > 0)
        {
            await RequireAsync(1, isAsync, cancellationToken).ConfigureAwait(false);
            var some = Math.Min(count, _input.Unread.Length);
            _input.Skip(some);
            count -= some;
        }
    }

    private async ValueTask RequireAsync(int count, bool isAsync, CancellationToken cancellationToken)
    {
        if (!await _input.EnsureAsync(count, isAsync, cancellationToken).ConfigureAwait(false))
        {
            throw DecodingException.CutOff(What);
        }
    }
}
