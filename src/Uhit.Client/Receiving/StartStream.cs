using Uhit.Client.Decompression;

namespace Uhit.Client.Receiving;

/// <summary>The first bytes of a body, packed as they are to be stored: their end is not the end of the body.</summary>
internal sealed class StartStream(Stream inner) : DecodingStream(inner)
{
    /// <exception cref="BodyException">There is no more.</exception>
    protected override ValueTask<int> DecodeAsync(Memory<byte> buffer, bool isAsync, CancellationToken cancellationToken)
    {
        int read;
        try
        {
            read = Inner.Read(buffer.Span);
        }
        catch (InvalidDataException)
        {
            // The packing ends in the middle, too.
            throw new BodyException(BodyProblem.StartEnded);
        }

        return read > 0 ? ValueTask.FromResult(read) : throw new BodyException(BodyProblem.StartEnded);
    }
}
