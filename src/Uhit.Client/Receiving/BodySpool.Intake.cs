using System.Buffers;
using System.Security.Cryptography;
using Uhit.Client.Decompression;

namespace Uhit.Client.Receiving;

internal sealed partial class BodySpool
{
    /// <summary>The bytes of a body as they come. They go to the spool when more are asked for:
    /// whoever reads here has judged them by then.</summary>
    /// <param name="spool">Takes the bytes.</param>
    /// <param name="body">Where they come from; it is left open.</param>
    /// <param name="maxBytes">The most bytes.</param>
    private sealed class Intake(BodySpool spool, Stream body, long maxBytes) : DecodingStream(Null)
    {
        private const int Size = 64 * 1024;
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly byte[] _received = ArrayPool<byte>.Shared.Rent(Size);
        private int _waiting;
        private bool _isDisposed;

        /// <summary>The SHA-256 of all bytes, once they have come.</summary>
        public byte[] GetSha256() => _hash.GetHashAndReset();

        protected override async ValueTask<int> DecodeAsync(Memory<byte> buffer, bool isAsync, CancellationToken cancellationToken)
        {
            _hash.AppendData(_received, 0, _waiting);
            await spool.CompressAsync(_received.AsMemory(0, _waiting), isFinal: false, cancellationToken).ConfigureAwait(false);
            _waiting = 0;
            _waiting = await ReadNextAsync(
                body, _received.AsMemory(0, Math.Min(buffer.Length, Size)), cancellationToken).ConfigureAwait(false);
            spool.Note(_received.AsSpan(0, _waiting), maxBytes);
            _received.AsMemory(0, _waiting).CopyTo(buffer);
            return _waiting;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing && !_isDisposed)
            {
                _isDisposed = true;
                _hash.Dispose();
                ArrayPool<byte>.Shared.Return(_received, clearArray: true);
            }

            base.Dispose(disposing);
        }
    }
}
