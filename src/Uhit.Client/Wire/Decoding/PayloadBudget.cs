namespace Uhit.Client.Wire.Decoding;

/// <summary>What all payloads of one message cost together: a thousand small ones are no cheaper than a large one.</summary>
/// <param name="spend">Hears of each stretch of bytes, and may wait; <see langword="null"/> where nobody else waits.</param>
internal sealed class PayloadBudget(Action<int>? spend = null)
{
    /// <summary>Below it any ratio is harmless, as for a single one.</summary>
    private const int FreeBytes = 4 * 1024 * 1024;

    private long _bytes;
    private long _unpacked;
    private long _packed;

    /// <summary>Counts bytes that are to be unpacked.</summary>
    public void AddPacked(int bytes) => _packed += bytes;

    /// <summary>Counts bytes of a payload.</summary>
    /// <param name="bytes">How many.</param>
    /// <param name="maxBytes">The most of all payloads.</param>
    /// <param name="maxRatio">How many times as long as they came the unpacked ones may become;
    /// <see langword="null"/> for one that was not packed.</param>
    /// <returns>False where it is too much.</returns>
    public bool TryAdd(int bytes, long maxBytes, int? maxRatio)
    {
        _bytes += bytes;
        _unpacked += maxRatio is null ? 0 : bytes;
        spend?.Invoke(bytes);
        return _bytes <= maxBytes && (maxRatio is null || _unpacked <= FreeBytes || _unpacked / maxRatio <= _packed);
    }
}
