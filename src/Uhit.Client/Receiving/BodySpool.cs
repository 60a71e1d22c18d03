using System.Buffers;
using System.IO.Compression;
using System.Runtime.InteropServices;
using Uhit.Client.Store;

namespace Uhit.Client.Receiving;

/// <summary>Takes the body of one callback: compressed, in chunks that go to the store as they fill, so that
/// memory stays flat and no plain file is written.</summary>
/// <remarks>A body of a single chunk stays in memory until it is known to be worth keeping. Not thread-safe.</remarks>
/// <param name="inbox">Where it goes.</param>
/// <param name="receipt">Under which receipt.</param>
/// <param name="judge">Judges the bytes before they go there; <see langword="null"/> for what was judged before.</param>
/// <param name="staging">The room that its peer has there; <see langword="null"/> for no bound.</param>
internal sealed partial class BodySpool(
    ICallbackInbox inbox, ReceiptId receipt, BodyJudge? judge = null, StagingLimit.Body? staging = null) : IDisposable
{
    public const string Encoding = "br";
    public const int MaxChunk = 1024 * 1024;

    private const int ReadSize = 64 * 1024;
    private const int MaxStart = 16 * 1024;

    private readonly ArrayBufferWriter<byte> _chunk = new(4096);
    private readonly ArrayBufferWriter<byte> _start = new();
    private BrotliEncoder _encoder = new(quality: 1, window: 22);
    private int _staged;

    public long Length { get; private set; }

    public byte[] Sha256 { get; private set; } = [];

    /// <summary>How many chunks of the body were appended to the store.</summary>
    public int StagedChunks => _staged;

    /// <summary>The first bytes as they came, with the header of the message among them.</summary>
    public ReadOnlyMemory<byte> Start => _start.WrittenMemory;

    /// <summary>Reads the first bytes of a body that is not to be taken.</summary>
    /// <exception cref="BodyException">The body could not be read.</exception>
    public async Task ReceiveStartAsync(Stream body, CancellationToken cancellationToken)
    {
        int read;
        while (_start.WrittenCount < MaxStart
            && (read = await ReadNextAsync(
                body, _start.GetMemory(MaxStart)[..(MaxStart - _start.WrittenCount)], cancellationToken).ConfigureAwait(false)) > 0)
        {
            _start.Advance(read);
            Length += read;
        }
    }

    /// <summary>Takes the body to its end.</summary>
    /// <exception cref="BodyException">There are more bytes than allowed, as they come or of the document in them.</exception>
    /// <exception cref="BodyException">The body could not be read.</exception>
    /// <exception cref="System.Xml.XmlException">It is no XML that can be taken: what comes behind
    /// the first bad byte is not received.</exception>
    /// <exception cref="Wire.SoapMessageException">It is not in the form that it is said to be in.</exception>
    public async Task ReceiveAsync(Stream body, long maxBytes, CancellationToken cancellationToken)
    {
        using var intake = new Intake(this, body, maxBytes);
        using var document = judge?.Decode(intake);
        var buffer = ArrayPool<byte>.Shared.Rent(ReadSize);
        try
        {
            if (document is not null)
            {
                await JudgeAsync(judge!, document, buffer, maxBytes, cancellationToken).ConfigureAwait(false);
            }

            // What is not judged, or stands behind the document.
            while (await intake.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) > 0)
            {
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }

        await CompressAsync(ReadOnlyMemory<byte>.Empty, isFinal: true, cancellationToken).ConfigureAwait(false);
        Sha256 = intake.GetSha256();
        if (_staged > 0)
        {
            await StageAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Appends what is still in memory.</summary>
    public async Task StageAsync(CancellationToken cancellationToken)
    {
        if (_chunk.WrittenCount > 0)
        {
            await AppendAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Opens the body that was taken, as it came.</summary>
    public Task<Stream> OpenAsync(CancellationToken cancellationToken) =>
        _staged == 0 ? Task.FromResult(OpenChunk()) : StoredBodies.OpenAsync(inbox, receipt, Encoding, cancellationToken);

    /// <summary>As above, for a reader that has a thread of its own.</summary>
    public Stream Open(CancellationToken cancellationToken) =>
        _staged == 0 ? OpenChunk() : StoredBodies.Open(inbox, receipt, Encoding, cancellationToken);

    public void Dispose() => _encoder.Dispose();

    /// <summary>Reads the next bytes as they come.</summary>
    /// <exception cref="BodyException">They could not be read.</exception>
    private static async ValueTask<int> ReadNextAsync(Stream body, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new BodyException(BodyProblem.NotReceived, e);
        }
    }

    /// <summary>Counts bytes that came.</summary>
    /// <exception cref="BodyException">There are more than allowed.</exception>
    private void Note(ReadOnlySpan<byte> received, long maxBytes)
    {
        Length += received.Length;
        _start.Write(received[..Math.Min(received.Length, MaxStart - _start.WrittenCount)]);
        if (Length > maxBytes)
        {
            throw new BodyException(BodyProblem.TooLarge);
        }
    }

    /// <summary>Packs bytes that came; full chunks go to the store.</summary>
    private async Task CompressAsync(ReadOnlyMemory<byte> input, bool isFinal, CancellationToken cancellationToken)
    {
        OperationStatus status;
        do
        {
            status = Compress(ref input, isFinal);
            if (_chunk.WrittenCount == MaxChunk)
            {
                await AppendAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        while (status == OperationStatus.DestinationTooSmall || !input.IsEmpty);
    }

    private static async Task JudgeAsync(
        BodyJudge judge, Stream document, byte[] buffer, long maxBytes, CancellationToken cancellationToken)
    {
        long length = 0;
        for (int read; (read = await document.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            length += read;
            if (length > maxBytes)
            {
                throw new BodyException(BodyProblem.TooLarge);
            }

            judge.Take(buffer.AsSpan(0, read));
        }
    }

    private OperationStatus Compress(ref ReadOnlyMemory<byte> input, bool isFinal)
    {
        var room = MaxChunk - _chunk.WrittenCount;
        var destination = _chunk.GetSpan(Math.Min(room, 4096));
        destination = destination[..Math.Min(room, destination.Length)];
        var status = _encoder.Compress(input.Span, destination, out var consumed, out var written, isFinal);
        _chunk.Advance(written);
        input = input[consumed..];
        return status;
    }

    private Stream OpenChunk()
    {
        MemoryMarshal.TryGetArray(_chunk.WrittenMemory, out var array);
        return StoredBodies.Decode(new MemoryStream(array.Array!, array.Offset, array.Count, writable: false), Encoding);
    }

    private async Task AppendAsync(CancellationToken cancellationToken)
    {
        if (_staged == 0 && judge is not null)
        {
            judge.CheckStart(OpenChunk());
        }

        if (staging is not null)
        {
            await staging.TakeAsync(_chunk.WrittenCount, cancellationToken).ConfigureAwait(false);
        }

        await inbox.AppendBodyAsync(receipt, _staged, _chunk.WrittenMemory, cancellationToken).ConfigureAwait(false);
        _staged++;
        _chunk.ResetWrittenCount();
    }
}
