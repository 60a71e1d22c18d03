namespace Uhit.Client.Decompression;

/// <summary>Inflates one compressed stretch of an input after the other, within a ratio, and knows where
/// each ends, which the platform does not tell.</summary>
/// <param name="input">The input.</param>
/// <param name="what">What it is, for messages.</param>
/// <param name="maxRatio">How many times as long as its input the whole may become.</param>
internal sealed class Inflater(InputBuffer input, string what, int maxRatio) : IDisposable
{
    /// <summary>Below it any ratio is harmless.</summary>
    private const int FreeBytes = 4 * 1024 * 1024;

    private readonly Feed _feed = new(input);
    private Stream? _stream;
    private bool _isStored;
    private long _total;

    /// <summary>The checksum of this stretch.</summary>
    public uint Crc { get; private set; }

    /// <summary>The length of this stretch, inflated.</summary>
    public long Length { get; private set; }

    /// <summary>The most bytes of the input that belong to this stretch, where that is known.</summary>
    public long? MaxInput
    {
        set => _feed.Left = value;
    }

    /// <summary>Whether the stretch has come to the end of <see cref="MaxInput"/>.</summary>
    public bool HasUsedAll => _feed.Left == 0;

    public void Begin(Func<Stream, Stream> open, bool isStored = false)
    {
        _isStored = isStored;
        _stream?.Dispose();
        Crc = 0;
        Length = 0;
        _feed.Begin();
        _stream = open(_feed);
    }

    /// <summary>Reads on; 0 at the end of the stretch.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, bool isAsync, CancellationToken cancellationToken)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        int read;
        try
        {
            read = await DecodingStream.ReadAsync(_stream!, buffer, isAsync, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException e)
        {
            throw DecodingException.Damaged(what, e);
        }

        // One that is stored as it is ends where its length says; what is deflated says itself where it ends, and asks for no more then.
        if (read == 0 && _feed.AsksBehindEnd && !(_isStored && _feed.Left == 0))
        {
            throw DecodingException.CutOff(what);
        }

        Crc = Crc32.Append(Crc, buffer.Span[..read]);
        Length += read;
        _total += read;
        if (_total > FreeBytes && _total / maxRatio > input.Received)
        {
            throw DecodingException.TooLarge("MaxCompressionRatio");
        }

        return read;
    }

    /// <summary>Goes behind the stretch and what ends it, which stands somewhere in the bytes that were taken last.</summary>
    /// <param name="longest">The most bytes of what ends it.</param>
    /// <param name="match">Says how many bytes at the start of its input end a stretch of so many
    /// compressed bytes; 0 where they don't.</param>
    /// <param name="isAsync">Whether the input may be read asynchronously.</param>
    /// <param name="cancellationToken">Ends an asynchronous read.</param>
    public async ValueTask EndAsync(
        int longest, Func<long, ReadOnlyMemory<byte>, int> match, bool isAsync, CancellationToken cancellationToken)
    {
        var slice = _feed.LastSlice;
        input.Return(slice);
        var isWhole = await input.EnsureAsync(slice + longest, isAsync, cancellationToken).ConfigureAwait(false);
        var bytes = input.Unread[..Math.Min(input.Unread.Length, slice + longest)].ToArray();
        for (var at = 0; at <= slice && at < bytes.Length; at++)
        {
            if (match(_feed.Used - slice + at, bytes.AsMemory(at)) is > 0 and var length)
            {
                input.Skip(at + length);
                return;
            }
        }

        throw isWhole ? DecodingException.Damaged(what) : DecodingException.CutOff(what);
    }

    public void Dispose() => _stream?.Dispose();

    private sealed class Feed(InputBuffer input) : DecodingStream(Null)
    {
        public int LastSlice { get; private set; }

        public long Used { get; private set; }

        public long? Left { get; set; }

        public bool AsksBehindEnd { get; private set; }

        public void Begin()
        {
            LastSlice = 0;
            Used = 0;
            Left = null;
            AsksBehindEnd = false;
        }

        protected override async ValueTask<int> DecodeAsync(Memory<byte> buffer, bool isAsync, CancellationToken cancellationToken)
        {
            if (Left == 0 || (input.Unread.IsEmpty && !await input.FillAsync(isAsync, cancellationToken).ConfigureAwait(false)))
            {
                AsksBehindEnd = true;
                return 0;
            }

            LastSlice = input.Take(buffer.Span[..(int)Math.Min(buffer.Length, Left ?? buffer.Length)]);
            Used += LastSlice;
            Left -= LastSlice;
            return LastSlice;
        }
    }
}
