using Uhit.Client.Decompression;

namespace Uhit.Client.Wire.Decoding;

/// <summary>The parts of a message, found by their content id while the message goes by once: what is small and passed is kept, and only
/// what is asked for against the order costs another reading.</summary>
/// <param name="open">Opens the parts from the first on.</param>
internal sealed class Attachments(Func<MultipartReader> open) : IDisposable
{
    private const int MaxKeptPart = 64 * 1024;
    private const int MaxKept = 4 * 1024 * 1024;
    private const int MaxReadings = 32;

    private readonly Dictionary<string, byte[]> _kept = new(StringComparer.Ordinal);
    private readonly HashSet<string> _passed = new(StringComparer.Ordinal);
    private MultipartReader? _parts;
    private int _keptLength;
    private int _readings;

    /// <summary>Opens a part. It is readable until the next one is opened.</summary>
    /// <returns><see langword="null"/> where there is none of this id.</returns>
    public Stream? Open(string contentId)
    {
        var id = PartHead.PlainId(contentId)!;
        if (_kept.TryGetValue(id, out var kept))
        {
            return new MemoryStream(kept, writable: false);
        }

        if (_parts is null || _passed.Contains(id))
        {
            Restart();
        }

        return Find(id);
    }

    public void Dispose() => _parts?.Dispose();

    private void Restart()
    {
        _parts?.Dispose();
        _parts = ++_readings <= MaxReadings
            ? open()
            : throw DecodingException.NotTaken(
                "The attachments of the message are referred to in another order than they come in, too often.");
        _passed.Clear();
    }

    private Stream? Find(string id)
    {
        while (DecodingStream.Completed(_parts!.NextAsync(isAsync: false, CancellationToken.None)) is { } part)
        {
            if (part.ContentId is not null)
            {
                _passed.Add(part.ContentId);
            }

            if (part.ContentId == id)
            {
                return PartStream.Open(_parts, part, mayBeCutOff: false);
            }

            Keep(part);
        }

        return null;
    }

    // As much of it as is small; the rest is passed over.
    private void Keep(PartHead part)
    {
        if (part.ContentId is null || _kept.ContainsKey(part.ContentId) || _keptLength > MaxKept - MaxKeptPart)
        {
            return;
        }

        using var content = PartStream.Open(_parts!, part, mayBeCutOff: false);
        var bytes = new byte[MaxKeptPart];
        var length = content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (length < bytes.Length)
        {
            _kept.Add(part.ContentId, bytes[..length]);
            _keptLength += length;
        }
    }
}
